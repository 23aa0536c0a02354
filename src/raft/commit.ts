import { termAt } from './log.ts';
import { reachedByMajority } from './majority.ts';
import type { Log, LogIndex, Term } from './types.ts';

/**
 * Leaders, last rule (Figure 2): commits what a majority have stored, if it is of the leader's own term. An entry of an earlier term may
 * lie on a majority and yet be overwritten: whoever has a later term at the end of a shorter log still wins an election (Figure 8). With
 * an entry of the own term on a majority nobody else can win, and all before it is safe with it (§5.4.2).
 *
 * @param matchIndexes up to where the log of each member, the leader's included, is known to be the leader's
 */
export function advanceCommit(
  log: Log<unknown>,
  commitIndex: LogIndex,
  currentTerm: Term,
  matchIndexes: readonly LogIndex[],
): LogIndex {
  const stored = reachedByMajority(matchIndexes);
  return stored > commitIndex && termAt(log, stored) === currentTerm ? stored : commitIndex;
}
