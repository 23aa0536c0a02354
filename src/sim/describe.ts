/** Data in as few words as a sentence can carry: `accept ballot=2 value=deposit 5`. */
export const describe = (value: unknown, longest = 100): string => shorten(inWords(value), longest);

function inWords(value: unknown): string {
  if (typeof value === 'string') return value === '' ? '""' : value;
  if (Array.isArray(value)) return `[${value.map(inner).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (isEvent(value)) return [value.type, ...fieldsOf(value.data)].join(' ');
  const { kind, ...rest } = value as Record<string, unknown>;
  return typeof kind === 'string' ? [kind, ...fieldsOf(rest)].join(' ') : `{${fieldsOf(value).join(' ')}}`;
}

const fieldsOf = (value: object): string[] =>
  Object.entries(value).map(([key, field]) => `${key}=${inner(field)}`);

/** `OrderPaid order=7` */
const isEvent = (value: object): value is { readonly type: string; readonly data: object } =>
  'type' in value &&
  typeof value.type === 'string' &&
  'data' in value &&
  typeof value.data === 'object' &&
  value.data !== null &&
  !Array.isArray(value.data) &&
  Object.keys(value).length === 2;

const inner = (value: unknown): string => {
  const words = inWords(value);
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !words.startsWith('{')
    ? `(${words})`
    : words;
};

const shorten = (words: string, longest: number): string =>
  words.length <= longest ? words : `${words.slice(0, longest - 1)}…`;
