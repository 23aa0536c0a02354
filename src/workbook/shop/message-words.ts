import type { ShopRequest } from '../../events/shop/story.ts';
import { printRequest } from '../../events/shop/words.ts';

/** A message between anybody in the shop, of which only its kind is certain. */
interface Spoken {
  readonly kind: string;
  readonly [field: string]: unknown;
}

interface Fact {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A message by the few words by which one knows it again; nothing for one that this does not know. */
export function messageInWords(message: unknown): string | undefined {
  if (!isSpoken(message)) return undefined;
  const facts = factsIn(message);
  const [first] = facts;
  if (first)
    return facts.length === 1 ? factInWords(first) : `${factInWords(first)}, ${facts.length - 1} more`;
  return said(message);
}

function said(message: Spoken): string | undefined {
  const { kind } = message;
  switch (kind) {
    case 'done':
    case 'refused':
    case 'published':
    case 'rejected':
      return kind;
    case 'acknowledge':
      return 'acknowledged';
    case 'ask':
      return `${String(message['about'])}?`;
    case 'answer':
      return Array.isArray(message['lines'])
        ? linesInWords(message['lines'].length)
        : String(message['about']);
    case 'follow':
      return `events after ${String(message['after'])}?`;
    case 'facts':
      return 'how far?';
    case 'taken':
      return `read up to ${String(message['upTo'])}`;
    case 'who-is':
      return `who is ${String(message['user'])}?`;
    case 'that-is':
      return `${String(message['user'])} is …`;
    case 'rate-of':
      return `rate of ${String(message['country'])}?`;
    case 'rate':
      return `rate ${String(message['percent'])} %`;
    default:
      return requestInWords(message);
  }
}

const linesInWords = (count: number): string => (count === 1 ? '1 line' : `${count} lines`);

/** Short: `order 2`, `pay 2`, `list users`. */
export function requestInWords(request: unknown): string | undefined {
  if (!isSpoken(request)) return undefined;
  const words = /^(create|move|delete|place|pay|list|show)-/.test(request.kind)
    ? printRequest(request as unknown as ShopRequest)
    : undefined;
  return words?.replace(/(?:: | in | to | by ).*$/, '');
}

/** `OrderPaid 2` */
function factInWords({ type, data }: Fact): string {
  const subject = data['order'] ?? data['user'] ?? data['country'] ?? idOf(data['about']);
  return subject === undefined ? type : `${type} ${String(subject)}`;
}

/** `2`, of `order 2` */
const idOf = (about: unknown): string | undefined =>
  typeof about === 'string' ? about.slice(about.indexOf(' ') + 1) : undefined;

/** The facts of a message, wherever in it they are wrapped. */
function factsIn(value: unknown, depth = 0): readonly Fact[] {
  if (typeof value !== 'object' || value === null || depth > 4) return [];
  if (Array.isArray(value)) return value.flatMap((each) => factsIn(each, depth + 1));
  const { type, data } = value as Partial<Fact>;
  if (typeof type === 'string' && typeof data === 'object') return [value as Fact];
  return ['event', 'events', 'record', 'records'].flatMap((key) =>
    factsIn((value as Readonly<Record<string, unknown>>)[key], depth + 1),
  );
}

const isSpoken = (value: unknown): value is Spoken =>
  typeof value === 'object' && value !== null && typeof (value as { kind?: unknown }).kind === 'string';
