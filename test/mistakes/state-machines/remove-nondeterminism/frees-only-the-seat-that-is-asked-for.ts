// caught by: the machine › drops with every input what has run out by then
/**
 * Take the nondeterminism out of a machine that holds seats for ten minutes.
 *
 * The machine that it replaces looked at the clock whenever it had to decide
 * whether a hold had run out, drew the id of a hold with Math.random, and
 * listed its seats in the order in which they were taken. Two replicas of it
 * never agreed for long.
 *
 * - `stamp` runs once, at the edge, before a request enters the log. It asks
 *   the clock and the dice once each, and writes the answers into the input.
 * - `apply` runs on every replica. It knows the time and the id that stand in
 *   its input, and no others.
 * - A hold runs until `at + holdMs`. From that moment on the seat is free.
 * - A free seat can be held. A held seat is refused, and can be released by
 *   its holder alone.
 * - Holds that have run out by the input's time are dropped by every input.
 * - `report` lists what is held by seat, smallest code unit first, whatever
 *   the order in which the holds were written.
 * - The bookings that come in are never changed.
 */

export const holdMs = 600_000;

export interface Hold {
  readonly id: string;
  readonly holder: string;
  /** The first moment at which the seat is free again. */
  readonly until: number;
}

/** Seat → hold. */
export type Bookings = Readonly<Record<string, Hold>>;

/** What a client asks for. */
export interface Request {
  readonly kind: 'hold' | 'release';
  readonly seat: string;
  readonly holder: string;
}

/** What stands in the log: the request, and what the machine may not ask. */
export interface Input extends Request {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly id: string;
}

/** The world outside: asked once for each request. */
export interface Edge {
  now(): number;
  newId(): string;
}

export type Outcome = 'held' | 'taken' | 'released' | 'not-yours';

/** Turns a request into an input. Runs once, on one machine. */
export function stamp(request: Request, edge: Edge): Input {
  return { ...request, at: edge.now(), id: edge.newId() };
}

/** Applies one input. Runs on every replica, and again on every replay. */
export function apply(
  bookings: Bookings,
  input: Input,
): { readonly bookings: Bookings; readonly outcome: Outcome } {
  const { kind, seat, holder, at, id } = input;
  // A replica that replays this an hour later still sees the hold as it was.
  const current = Object.fromEntries(
    Object.entries(bookings).filter(
      ([each, hold]) => each !== seat || hold.until > at,
    ),
  );
  const held = current[seat];
  if (kind === 'hold') {
    if (held) return { bookings: current, outcome: 'taken' };
    const hold: Hold = { id, holder, until: at + holdMs };
    return { bookings: { ...current, [seat]: hold }, outcome: 'held' };
  }
  if (held?.holder !== holder) {
    return { bookings: current, outcome: 'not-yours' };
  }
  const { [seat]: _released, ...rest } = current;
  return { bookings: rest, outcome: 'released' };
}

/** For example `A1 ana, B2 bo`. */
export function report(bookings: Bookings): string {
  // Code units, not letters: a locale is one more thing that differs.
  const seats = Object.keys(bookings).sort((a, b) => (a < b ? -1 : 1));
  return seats.map((seat) => `${seat} ${bookings[seat]!.holder}`).join(', ');
}
