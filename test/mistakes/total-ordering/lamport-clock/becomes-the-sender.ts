// caught by: a receipt › leaves the clock with its own process
/**
 * Write a Lamport clock: a counter in every process, kept so that no event
 * has a time that is earlier than, or equal to, the time of an event that
 * could have caused it. No process looks at a wall clock.
 *
 * - Every event moves the clock of its process on: something that happens
 *   inside it, the sending of a message, the receipt of one.
 * - An event inside the process, and the sending of a message, move the clock
 *   on by 1. The message carries the time of its sending.
 * - A receipt happens after the sending, and after all that the receiver has
 *   done so far: one step past the later of the two.
 * - Two processes may reach the same time. So that everybody puts all events
 *   into one order, equal times are ordered by the name of the process,
 *   smallest code unit first.
 * - The clock that comes in is never changed: a new one goes out.
 */

export interface Clock {
  readonly process: string;
  /** The time of the latest event in this process; 0 before the first. */
  readonly time: number;
}

/** What a message carries: when it was sent, and by which process. */
export interface Stamp {
  readonly process: string;
  readonly time: number;
}

export const newClock = (process: string): Clock => ({ process, time: 0 });

/** Something happened inside the process. */
export function tick(clock: Clock): Clock {
  return { ...clock, time: clock.time + 1 };
}

/** The process sends a message: the clock afterwards, and the stamp that the message carries. */
export function send(clock: Clock): {
  readonly clock: Clock;
  readonly stamp: Stamp;
} {
  const sent = tick(clock);
  return { clock: sent, stamp: { process: sent.process, time: sent.time } };
}

/** The process receives a message with this stamp. */
export function receive(clock: Clock, stamp: Stamp): Clock {
  // Without the step, the receipt would have the time of the sending that caused it.
  return { ...stamp, time: Math.max(clock.time, stamp.time) + 1 };
}

/**
 * The order of all events, for `sort`: below 0 when `one` comes first, above 0
 * when `other` does, 0 when they are the same event.
 */
export function compare(one: Stamp, other: Stamp): number {
  if (one.time !== other.time) return one.time - other.time;
  if (one.process === other.process) return 0;
  return one.process < other.process ? -1 : 1;
}
