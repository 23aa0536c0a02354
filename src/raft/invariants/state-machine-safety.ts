import { entryAt, lastIndex, termAt } from '../log.ts';
import { wordsOf, type Observed } from '../observed.ts';
import type { Entry, LogIndex } from '../types.ts';
import { sameEntry, type Change, type Invariant } from './change.ts';
import type { Commit, Committed } from './committed.ts';

/**
 * If a server has applied a log entry at a given index to its state machine, no other server will ever apply a different log entry for
 * the same index (§5.4.3). Asked of entries as soon as a server believes them committed: what it will then apply is settled.
 */
export function stateMachineSafety(committed: Committed): Invariant {
  function broken(change: Change): string | undefined {
    const { node, before, after } = change;
    const { log, commitIndex, lastApplied } = after;
    if (lastApplied > commitIndex)
      return `${node} has applied entry ${lastApplied}, and knows of none behind ${commitIndex} that it is committed.`;
    if (commitIndex > lastIndex(log))
      return `${node} takes entry ${commitIndex} for committed, and its log ends at ${lastIndex(log)}.`;
    // What stood in the log when it was committed, and is another when it is applied, is found here too.
    const from = Math.min(before?.commitIndex ?? 0, before?.lastApplied ?? 0, commitIndex) + 1;
    for (let index = from; index <= commitIndex; index++) {
      const entry = entryAt(log, index) ?? compacted(index, change);
      const flaw = entry && flawAt(index, entry, change);
      if (flaw !== undefined) return flaw;
    }
    return before?.log.after === log.after ? undefined : flawOfSnapshot(change);
  }

  function flawAt(index: LogIndex, entry: Entry<unknown>, { node, at, after }: Change): string | undefined {
    const commit = committed.at(index);
    if (commit === undefined) {
      committed.add(index, { entry, inTerm: after.currentTerm, by: node, at });
      return undefined;
    }
    return sameEntry(commit.entry, entry) ? undefined : apart(index, commit, node, after, entry);
  }

  /** A snapshot says only where it ends. */
  function flawOfSnapshot({ node, after: { log } }: Change): string | undefined {
    const { index, term } = log.after;
    const commit = committed.at(index);
    if (index === 0 || commit === undefined || commit.entry.term === term) return undefined;
    return `The snapshot of ${node} ends with entry ${index} of term ${term}, but entry ${index} of term ${commit.entry.term} was committed at ${commit.at}ms by ${commit.by}.`;
  }

  return { name: 'State Machine Safety', broken };
}

/** An entry that was committed and put into a snapshot within one step: it stands in the log before, if that led to the snapshot. */
function compacted(index: LogIndex, { before, after }: Change): Entry<unknown> | undefined {
  const { after: end } = after.log;
  return before && termAt(before.log, end.index) === end.term ? entryAt(before.log, index) : undefined;
}

function apart(
  index: LogIndex,
  commit: Commit,
  node: string,
  { lastApplied }: Observed,
  entry: Entry<unknown>,
): string {
  const did = index <= lastApplied ? 'applied' : 'is to apply';
  return `${node} ${did} “${wordsOf(entry)}” of term ${entry.term} as entry ${index}, where ${commit.by} committed “${wordsOf(commit.entry)}” of term ${commit.entry.term} at ${commit.at}ms.`;
}
