// caught by: leaves the sequencer that came in as it was
/**
 * Write a sequencer: the one process that gives every request its number. All
 * receivers apply the requests in the order of their numbers, so all apply
 * them in the same order.
 *
 * - Numbers begin at 1 and go up by one, whichever client asks. None is left
 *   out, and none is given to two requests.
 * - A client that hears nothing asks again. A request is known by its client
 *   and its id, and by nothing else. One that comes again keeps its number:
 *   its entry is published again, and not written again.
 * - The process may be ended between any two effects. What is published
 *   cannot be taken back, so an entry is persisted before it is published.
 * - After a restart the sequencer knows what its journal says, and goes on
 *   behind it. The beginning of a journal may have been cut off, once every
 *   receiver had it; at least its last entry is always kept.
 * - A receiver that misses numbers asks for them, and the entries that the
 *   sequencer has of these are published again, in order.
 * - The sequencer that comes in is never changed: a new one goes out.
 */

export interface Request {
  readonly client: string;
  /** The client's own count of its requests. */
  readonly id: number;
  readonly command: string;
}

/** A request with its place in the order. */
export interface Entry extends Request {
  readonly sequence: number;
}

export interface Sequencer {
  /** The number that the next new request gets. */
  readonly next: number;
  /** What was stamped so far, in order. */
  readonly entries: readonly Entry[];
}

/** What the process is to do, in this order: write a line of the journal, or send to all. */
export type Effect =
  | { readonly kind: 'persist'; readonly entry: Entry }
  | { readonly kind: 'publish'; readonly entry: Entry };

export const newSequencer: Sequencer = { next: 1, entries: [] };

/** A client asks for a request to be put into the order. */
export function onRequest(
  sequencer: Sequencer,
  request: Request,
): { readonly sequencer: Sequencer; readonly effects: readonly Effect[] } {
  const { next, entries } = sequencer;
  const known = entries.find(
    ({ client, id }) => client === request.client && id === request.id,
  );
  if (known) {
    return { sequencer, effects: [{ kind: 'publish', entry: known }] };
  }
  const entry: Entry = { ...request, sequence: next };
  (entries as Entry[]).push(entry);
  return {
    sequencer: { next: next + 1, entries },
    // The other way round, a crash in between would give the number away twice.
    effects: [
      { kind: 'persist', entry },
      { kind: 'publish', entry },
    ],
  };
}

/** A receiver misses the numbers `from` to `to`, both included. */
export function onMissing(
  sequencer: Sequencer,
  from: number,
  to: number,
): readonly Effect[] {
  return sequencer.entries
    .filter(({ sequence }) => from <= sequence && sequence <= to)
    .map((entry) => ({ kind: 'publish', entry }));
}

/** The sequencer after a restart, from the entries in its journal. */
export function restart(journal: readonly Entry[]): Sequencer {
  return { next: (journal.at(-1)?.sequence ?? 0) + 1, entries: journal };
}
