import type { NodeId } from '../../sim/index.ts';
import { termAt } from '../log.ts';
import type { Observed } from '../observed.ts';
import type { LogIndex } from '../types.ts';
import type { Change, Invariant } from './change.ts';
import type { Commit, Committed } from './committed.ts';

/**
 * If a log entry is committed in a given term, then that entry will be present in the logs of the leaders for all higher-numbered terms
 * (§5.4). Asked of each new leader, and of the leaders that are there when an earlier term commits something more.
 */
export function leaderCompleteness(committed: Committed): Invariant {
  const leaders = new Map<NodeId, Observed>();
  let checked: LogIndex = 0;

  /** By Log Matching, who has the last of them has them all. */
  function flawOfNewLeader(node: NodeId, leader: Observed): string | undefined {
    let last = committed.last;
    while (last > 0 && !isFromBefore(committed.at(last), leader)) last -= 1;
    if (last === 0 || has(leader, last, committed)) return undefined;
    let first = last;
    while (first > 1 && !has(leader, first - 1, committed)) first -= 1;
    return missing(node, leader, first, committed.at(first)!);
  }

  /** What was committed since the last change, by whoever it was. */
  function flawOfNewCommits(): string | undefined {
    for (; checked < committed.last; checked++) {
      for (const [node, leader] of leaders) {
        const commit = committed.at(checked + 1);
        if (commit && isFromBefore(commit, leader) && !has(leader, checked + 1, committed))
          return missing(node, leader, checked + 1, commit);
      }
    }
    return undefined;
  }

  function broken({ node, before, after }: Change): string | undefined {
    if (after.role !== 'leader') leaders.delete(node);
    else {
      leaders.set(node, after);
      const isNew = before?.role !== 'leader' || before.currentTerm !== after.currentTerm;
      const flaw = isNew ? flawOfNewLeader(node, after) : undefined;
      if (flaw !== undefined) return flaw;
    }
    return flawOfNewCommits();
  }

  return { name: 'Leader Completeness', broken, down: (node) => void leaders.delete(node) };
}

const isFromBefore = (commit: Commit | undefined, leader: Observed): boolean =>
  commit !== undefined && commit.inTerm < leader.currentTerm;

const has = ({ log }: Observed, index: LogIndex, committed: Committed): boolean =>
  index <= log.after.index || termAt(log, index) === committed.at(index)?.entry.term;

const missing = (node: NodeId, leader: Observed, index: LogIndex, { entry, at }: Commit): string =>
  `Entry ${index} of term ${entry.term} was committed at ${at}ms and is missing from the log of ${node}, leader of term ${leader.currentTerm}.`;
