// caught by: a replay › does nothing again that is marked
/**
 * Write a shop that works by command sourcing: what it keeps is the log of the
 * commands that it was given. Its state follows from them, by carrying them out
 * again when it starts.
 *
 * - The process may be ended between any two effects. What was appended to the
 *   journal, and what was marked, is there at the next start. So a command is
 *   written down before anything is done for it.
 * - All commands are written down, also those that the rules refuse: they were
 *   given, and a replay refuses them again.
 * - A replay does nothing outside. What the rules wanted done has been done: up
 *   to the position that is marked, for certain. What stands behind the mark is
 *   done again at the start, under its old id, by which others recognise it,
 *   and is marked then.
 * - Rules change, and history does not. Each entry names the rules that were
 *   in force, and is carried out under those, for ever. The newest rules are
 *   the last of the book; new commands are carried out under them.
 * - What the rules need from outside (a tax rate) is asked once, before the
 *   command is written down, and written down with it. A replay asks nobody:
 *   tomorrow the answer is another one.
 * - A client that hears nothing gives its command again, with the same id. It
 *   is answered as before, also after a restart, and nothing else happens.
 * - A start whose journal names rules that are not in the book throws an Error
 *   that says at which position, and which rules.
 * - What comes in is never changed.
 */

export type Command =
  | {
      readonly kind: 'place-order';
      readonly order: number;
      readonly cents: number;
      readonly country: string;
    }
  | { readonly kind: 'pay-order'; readonly order: number };

/** By number: what an order costs, tax included, and whether it is paid. */
export type Orders = Readonly<
  Record<number, { readonly total: number; readonly paid: boolean }>
>;

/** What is to be done outside. */
export interface Charge {
  readonly kind: 'charge';
  readonly order: number;
  readonly cents: number;
}

/** Pure: the same arguments give the same result, today and in ten years. */
export interface Rules {
  /** What must be asked outside before this command; null for nothing. */
  question(orders: Orders, command: Command): string | null;
  /** Carries a command out. The answer is null where nothing was asked. */
  execute(orders: Orders, command: Command, answer: number | null): Executed;
}

export type Executed =
  | {
      readonly kind: 'done';
      readonly orders: Orders;
      readonly charges: readonly Charge[];
    }
  | { readonly kind: 'refused'; readonly sentence: string };

/** A line of the journal. */
export interface Entry {
  /** 1 for the first. */
  readonly position: number;
  /** Given by the client, the same when it gives the command again. */
  readonly id: string;
  readonly command: Command;
  /** The number of the rules in force: 1 for the first of the book. */
  readonly rules: number;
  readonly answer: number | null;
}

/** What survives the process. */
export interface Kept {
  readonly journal: readonly Entry[];
  /** All that the commands up to this position wanted done is done. */
  readonly marked: number;
}

export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly sentence: string };

/** What the process is to do, in this order. */
export type Effect =
  | { readonly kind: 'append'; readonly entry: Entry }
  /** Ids are `5.1`, `5.2` for the charges of the command at position 5. */
  | { readonly kind: 'charge'; readonly id: string; readonly charge: Charge }
  | { readonly kind: 'mark'; readonly position: number }
  | { readonly kind: 'answer'; readonly id: string; readonly outcome: Outcome };

/** The process at work. */
export interface Shop {
  readonly book: readonly Rules[];
  readonly orders: Orders;
  /** How many commands the journal holds. */
  readonly last: number;
  /** What came of each command, by its id. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
}

export interface Step {
  readonly shop: Shop;
  readonly effects: readonly Effect[];
}

/** The answer of the world to a question, at the moment. */
export type Outside = (question: string) => number;

/**
 * Carries out an entry, for the first time or in a replay: what becomes of the
 * shop, and what the rules want charged.
 */
function carryOut(
  shop: Shop,
  entry: Entry,
): { readonly shop: Shop; readonly charges: readonly Effect[] } {
  const { position, id, command, answer } = entry;
  const rules = shop.book[entry.rules - 1];
  if (!rules) {
    throw new Error(
      `Position ${position} needs rules ${entry.rules}, and the book ends with ${shop.book.length}.`,
    );
  }
  const executed = rules.execute(shop.orders, command, answer);
  const noted = (outcome: Outcome): Shop => ({
    ...shop,
    last: position,
    outcomes: { ...shop.outcomes, [id]: outcome },
  });
  if (executed.kind === 'refused')
    return { shop: noted(executed), charges: [] };
  const { orders, charges } = executed;
  return {
    shop: { ...noted({ kind: 'done' }), orders },
    charges: charges.map((charge, index) => ({
      kind: 'charge',
      id: `${position}.${index + 1}`,
      charge,
    })),
  };
}

/** A client gives a command, for the first time or again. */
export function receive(
  shop: Shop,
  id: string,
  command: Command,
  outside: Outside,
): Step {
  const known = shop.outcomes[id];
  if (known) return { shop, effects: [{ kind: 'answer', id, outcome: known }] };
  const question = shop.book.at(-1)!.question(shop.orders, command);
  const entry: Entry = {
    position: shop.last + 1,
    id,
    command,
    rules: shop.book.length,
    answer: question === null ? null : outside(question),
  };
  const { shop: after, charges } = carryOut(shop, entry);
  return {
    shop: after,
    effects: [
      { kind: 'append', entry },
      ...charges,
      { kind: 'mark', position: entry.position },
      { kind: 'answer', id, outcome: after.outcomes[id]! },
    ],
  };
}

/** The process starts, with what is kept, and perhaps with a longer book. */
export function start(
  book: readonly Rules[],
  kept: Kept,
  outside: Outside,
): Step {
  const nothing: Shop = { book, orders: {}, last: 0, outcomes: {} };
  let shop = nothing;
  const undone: Effect[] = [];
  for (const entry of kept.journal) {
    const replayed = carryOut(shop, entry);
    shop = replayed.shop;
    if (entry.position >= kept.marked) undone.push(...replayed.charges);
  }
  if (shop.last > kept.marked) {
    undone.push({ kind: 'mark', position: shop.last });
  }
  return { shop, effects: undone };
}
