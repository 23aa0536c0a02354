import type { NodeId, Time } from '../../sim/index.ts';
import { sameState } from '../../machines/index.ts';
import { lastIndex } from '../log.ts';
import type { Observed } from '../observed.ts';
import type { Entry, LogIndex } from '../types.ts';

/** What one event has made of one server. */
export interface Change {
  readonly node: NodeId;
  readonly at: Time;
  /** What it knew before the event; null when it was down until then, and begins with what its disk has kept. */
  readonly before: Observed | null;
  readonly after: Observed;
  /** From this index on the log is another than before, or has become shorter; behind its end when nothing changed. */
  readonly changedFrom: LogIndex;
}

/** A promise, watched over a run: told of every change, it answers with a sentence when it is broken. */
export interface Invariant {
  readonly name: string;
  broken(change: Change): string | undefined;
  /** The server crashed, or was shut down. */
  down?(node: NodeId): void;
}

export function changeOf(node: NodeId, at: Time, before: Observed | null, after: Observed): Change {
  return {
    node,
    at,
    before,
    after,
    changedFrom: before ? firstChange(before, after) : after.log.after.index + 1,
  };
}

/**
 * Entries that the server itself knows to be committed are passed over: they were looked at when it learnt so. What is left to compare
 * are the few on their way, and not the log.
 */
function firstChange({ log: one, commitIndex }: Observed, { log: other }: Observed): LogIndex {
  const end = Math.min(lastIndex(one), lastIndex(other));
  const from = Math.max(one.after.index, other.after.index, commitIndex) + 1;
  const [mine, theirs] = [one.entries, other.entries];
  const [myFirst, theirFirst] = [one.after.index + 1, other.after.index + 1];
  if (mine !== theirs || myFirst !== theirFirst) {
    for (let index = from; index <= end; index++)
      if (!sameEntry(mine[index - myFirst]!, theirs[index - theirFirst]!)) return index;
  }
  // Where a snapshot has brought more than the log held, the entries begin behind it.
  return Math.max(end, other.after.index) + 1;
}

/** Entries travel by reference within a world, and are compared in depth only where somebody copied them. */
export const sameEntry = (one: Entry<unknown>, other: Entry<unknown>): boolean =>
  one === other || sameState(one, other);
