/** Data in as few words as a sentence can carry: `accept ballot=2 value=deposit 5`. */
export const describe = (value: unknown, longest = 100): string => shorten(inWords(value), longest);

function inWords(value: unknown): string {
  if (typeof value === 'string') return value === '' ? '""' : value;
  if (Array.isArray(value)) return `[${value.map(inner).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const { kind, ...rest } = value as Record<string, unknown>;
  const fields = Object.entries(rest).map(([key, field]) => `${key}=${inner(field)}`);
  if (typeof kind === 'string') return [kind, ...fields].join(' ');
  return `{${Object.entries(value)
    .map(([key, field]) => `${key}=${inner(field)}`)
    .join(' ')}}`;
}

const inner = (value: unknown): string => {
  const words = inWords(value);
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !words.startsWith('{')
    ? `(${words})`
    : words;
};

const shorten = (words: string, longest: number): string =>
  words.length <= longest ? words : `${words.slice(0, longest - 1)}…`;
