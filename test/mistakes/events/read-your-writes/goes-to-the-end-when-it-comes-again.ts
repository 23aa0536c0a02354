// caught by: a query › that comes again while it waits waits once, and no longer than before
/**
 * Write the gate in front of a read side that lags. Whoever has written knows
 * which version of a stream came of it, and asks for a view that shows at least
 * this version: such a query waits at the gate until the view has come so far,
 * and not for ever.
 *
 * - Each stream has its own versions: 1 after its first event, and up. What the
 *   view shows of one stream says nothing about another. Of a stream that it
 *   has not heard of it shows version 0.
 * - A query whose version is there, or a newer one, is answered at once. One
 *   that has to wait is answered as soon as that is so, and those that are
 *   answered together in the order in which they asked.
 * - A query has patience, in milliseconds from when it asked. When they are
 *   over, at that very time, it is told `not-yet`. Nobody waits longer than
 *   `longest`, however patient. Who has no patience is told at once.
 * - Each query is answered once, by one of the two. Either reply says which
 *   version the view shows of its stream.
 * - A query that comes again with its id, while it waits, is still the same
 *   one: it waits once, and no longer.
 * - There is no clock but `tick`, which says what time it is, and does so at
 *   `wakeAt` at the latest. A time that is earlier than one before says nothing.
 * - That the view has advanced is told late sometimes, or twice. It never shows
 *   less than it did before.
 * - The gate that comes in is never changed: a new one goes out.
 */

/** In milliseconds. */
export type Time = number;

export interface Query {
  readonly id: string;
  readonly stream: string;
  /** The version that its client has seen or written; 0 for none. */
  readonly version: number;
  /** How long it is ready to wait. */
  readonly patience: Time;
}

export interface Waiting {
  readonly id: string;
  readonly stream: string;
  readonly version: number;
  /** When its patience is over. */
  readonly until: Time;
}

export interface Gate {
  readonly now: Time;
  /** Stream → version that the view shows. A stream never heard of is not named. */
  readonly versions: Readonly<Record<string, number>>;
  /** The one that asked first comes first. */
  readonly waiting: readonly Waiting[];
}

export interface Reply {
  /** `answer`: the view shows what the query needs. `not-yet`: it does not. */
  readonly kind: 'answer' | 'not-yet';
  readonly id: string;
  /** Which version the view shows of the query’s stream. */
  readonly version: number;
}

export interface Step {
  readonly gate: Gate;
  readonly replies: readonly Reply[];
}

/** Nobody waits longer than this. */
export const longest: Time = 2000;

export const newGate: Gate = { now: 0, versions: {}, waiting: [] };

/** Answers whom it can, and tells those who have waited long enough. */
function release(gate: Gate): Step {
  const replies: Reply[] = [];
  const waiting = gate.waiting.filter(({ id, stream, version, until }) => {
    const shown = gate.versions[stream] ?? 0;
    const isThere = shown >= version;
    if (!isThere && until > gate.now) return true;
    replies.push({ kind: isThere ? 'answer' : 'not-yet', id, version: shown });
    return false;
  });
  return { gate: { ...gate, waiting }, replies };
}

/** A query comes, for the first time or again. */
export function ask(gate: Gate, query: Query): Step {
  const { id, stream, version, patience } = query;
  const before = gate.waiting.find((each) => each.id === id);
  const until = before?.until ?? gate.now + Math.min(patience, longest);
  const others = gate.waiting.filter((each) => each !== before);
  const waiting = [...others, { id, stream, version, until }];
  return release({ ...gate, waiting });
}

/** The view shows this version of the stream now. */
export function advanced(gate: Gate, stream: string, version: number): Step {
  const shown = Math.max(version, gate.versions[stream] ?? 0);
  const versions = { ...gate.versions, [stream]: shown };
  return release({ ...gate, versions });
}

/** It is this time now. */
export function tick(gate: Gate, now: Time): Step {
  return release({ ...gate, now: Math.max(now, gate.now) });
}

/** When the gate has to hear what time it is; null when nobody waits. */
export function wakeAt(gate: Gate): Time | null {
  if (gate.waiting.length === 0) return null;
  return Math.min(...gate.waiting.map(({ until }) => until));
}
