import { nearest } from '../../sim/nearest.ts';
import { printCents, readCents } from './money.ts';
import { taxRates, type Country, type DeletedBy, type ShopQuery, type ShopRequest } from './story.ts';

/** A request as a scenario says it. */
interface Form {
  readonly pattern: RegExp;
  readonly example: string;
  readonly read: (...holes: (string | undefined)[]) => ShopRequest;
}

const name = '([a-z]\\w*)';
const place = '([A-Z][\\w -]*?)';
const number = '([1-9]\\d{0,8})';

const forms: readonly Form[] = [
  form(`create ${name} in ${place}, ([A-Z]{2})`, 'create ana in Berlin, DE', (user, address, country) => ({
    kind: 'create-user',
    user: user!,
    address: address!,
    country: readCountry(country!),
  })),
  form(`move ${name} to ${place}`, 'move ana to Bonn', (user, address) => ({
    kind: 'move-user',
    user: user!,
    address: address!,
  })),
  form(`delete ${name} by (herself|an administrator)`, 'delete ana by herself', (user, by) => ({
    kind: 'delete-user',
    user: user!,
    by: by as DeletedBy,
  })),
  form(
    `order ${number}: ([\\w -]+?) for (\\d{1,7}\\.\\d\\d) by ${name}`,
    'order 7: lamp for 100.00 by ana',
    (order, item, price, user) => ({
      kind: 'place-order',
      order: Number(order),
      item: item!,
      cents: readPrice(price!),
      user: user!,
    }),
  ),
  form(`pay ${number}`, 'pay 7', (order) => ({ kind: 'pay-order', order: Number(order) })),
  query('list-users'),
  query('list-shipped'),
  query('show-revenue'),
];

function form(pattern: string, example: string, read: Form['read']): Form {
  return { pattern: new RegExp(`^${pattern.replaceAll(' ', '\\s+')}$`), example, read };
}

/** `list users`, or `list users from position 3` for an answer that shows at least so much. */
function query(kind: ShopQuery['kind']): Form {
  const words = kind.replace('-', ' ');
  return form(`${words}(?: from position ${number})?`, words, (position) =>
    position === undefined ? { kind } : { kind, atLeast: Number(position) },
  );
}

function readCountry(words: string): Country {
  if (Object.hasOwn(taxRates, words)) return words as Country;
  throw new Error(`The shop does not deliver to ${words}: it has tax rates for ${countries()}.`);
}

const countries = (): string => Object.keys(taxRates).join(' and ');

function readPrice(words: string): number {
  const cents = readCents(words);
  if (cents > 0) return cents;
  throw new Error(`An order costs something, and ${words} is nothing. Write: ${exampleOf('order')}`);
}

/** @throws Error with a sentence that says what is wrong with the words and what to write */
export function readRequest(words: string): ShopRequest {
  const text = words.trim();
  for (const { pattern, read } of forms) {
    const match = pattern.exec(text);
    if (match) return read(...match.slice(1));
  }
  throw new Error(whatToWrite(text));
}

const firstWord = ({ example }: Form): string => example.split(' ')[0]!;
const exampleOf = (first: string): string =>
  forms
    .filter((each) => firstWord(each) === first)
    .map(({ example }) => example)
    .join(', or: ');

function whatToWrite(text: string): string {
  const [word = ''] = text.split(/\s+/);
  const words = [...new Set(forms.map(firstWord))];
  const near = words.includes(word) ? word : nearest(word, words);
  if (near === undefined) return `“${text}” is no request. Requests begin with ${words.join(', ')}.`;
  const wrong = near === word ? `“${text}” is not how ${word} is written.` : `“${word}” is no request.`;
  return `${wrong} Write: ${exampleOf(near)}`;
}

/** The words that `readRequest` reads back. */
export function printRequest(request: ShopRequest): string {
  switch (request.kind) {
    case 'create-user':
      return `create ${request.user} in ${request.address}, ${request.country}`;
    case 'move-user':
      return `move ${request.user} to ${request.address}`;
    case 'delete-user':
      return `delete ${request.user} by ${request.by}`;
    case 'place-order':
      return `order ${request.order}: ${request.item} for ${printCents(request.cents)} by ${request.user}`;
    case 'pay-order':
      return `pay ${request.order}`;
    case 'list-users':
    case 'list-shipped':
    case 'show-revenue':
      return `${request.kind.replace('-', ' ')}${request.atLeast === undefined ? '' : ` from position ${request.atLeast}`}`;
  }
}
