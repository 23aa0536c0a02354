/**
 * Lamport's logical clock: a counter in every process, kept so that whatever may have caused an event has a smaller time
 * than the event (Lamport 1978, "Time, Clocks, and the Ordering of Events in a Distributed System", rules IR1 and IR2).
 */
export interface LamportClock {
  readonly process: string;
  /** The time of the latest event in this process; 0 before the first. */
  readonly time: number;
}

/** When something happened, and where: what a message carries, and what puts all events into one order. */
export interface Stamp {
  readonly time: number;
  readonly process: string;
}

export const lamportClock = (process: string): LamportClock => ({ process, time: 0 });

/** An event inside the process, or the sending of a message that carries the new time. */
export const tick = ({ process, time }: LamportClock): LamportClock => ({ process, time: time + 1 });

/** The receipt of a message: later than its sending, and later than everything before it in the process. */
export const receive = ({ process, time }: LamportClock, stamp: Stamp): LamportClock => ({
  process,
  time: Math.max(time, stamp.time) + 1,
});

export const stampOf = ({ time, process }: LamportClock): Stamp => ({ time, process });

/**
 * Orders all events, for `sort`. The order respects causes, and is arbitrary where there is none: equal times are ordered by
 * the names of the processes.
 */
export function compareStamps(one: Stamp, other: Stamp): number {
  if (one.time !== other.time) return one.time - other.time;
  if (one.process === other.process) return 0;
  return one.process < other.process ? -1 : 1;
}

/**
 * Can a message with an earlier stamp still come? Not when every process has been heard of with a later one, over links that keep
 * the order of sending. As soon as one process is silent the answer is yes, for ever.
 *
 * @param heard process → the latest stamp that came from it; the receiver's own clock included
 */
export const isStable = (
  stamp: Stamp,
  processes: readonly string[],
  heard: Readonly<Record<string, Stamp>>,
): boolean =>
  processes.every((process) => heard[process] !== undefined && compareStamps(heard[process], stamp) >= 0);
