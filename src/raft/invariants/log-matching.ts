import type { NodeId } from '../../sim/index.ts';
import { lastIndex, termAt } from '../log.ts';
import { wordsOf } from '../observed.ts';
import type { Entry, LogIndex, Term } from '../types.ts';
import { sameEntry, type Change, type Invariant } from './change.ts';

/** An entry as it was first seen, and the term of the entry before it. */
interface Seen {
  readonly entry: Entry<unknown>;
  readonly previous: Term | undefined;
  readonly node: NodeId;
}

/**
 * If two logs contain an entry with the same index and term, then the logs are identical in all entries up through the given index
 * (§5.3).
 *
 * It is enough to ask of each entry that it is the same wherever its index and term are, and follows an entry of the same term: of the
 * entries before it the same was asked.
 */
export function logMatching(): Invariant {
  const seen: Seen[][] = [];

  function flawAt(index: LogIndex, { node, after: { log } }: Change): string | undefined {
    const entry = log.entries[index - log.after.index - 1]!;
    const known = seen[index];
    const first = known?.find((each) => each.entry === entry || each.entry.term === entry.term);
    const previous = termAt(log, index - 1);
    if (first === undefined) {
      const it = { entry, previous, node };
      if (known) known.push(it);
      else seen[index] = [it];
      return undefined;
    }
    const where = `entry ${index} of term ${entry.term}`;
    if (!sameEntry(first.entry, entry))
      return `The logs of ${first.node} and ${node} both have an ${where}, but “${wordsOf(first.entry)}” in the one and “${wordsOf(entry)}” in the other.`;
    if (first.previous !== previous)
      return `The logs of ${first.node} and ${node} both have the ${where}, but before it one of term ${first.previous} in the one and of term ${previous} in the other.`;
    return undefined;
  }

  return {
    name: 'Log Matching',
    broken(change) {
      const last = lastIndex(change.after.log);
      for (let index = change.changedFrom; index <= last; index++) {
        const flaw = flawAt(index, change);
        if (flaw !== undefined) return flaw;
      }
      return undefined;
    },
  };
}
