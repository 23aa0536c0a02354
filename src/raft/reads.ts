import { lastIndex, termAt } from './log.ts';
import type { Log, LogIndex, PendingRead, Term } from './types.ts';

/**
 * How far the machine must have come before a read that arrives now may be answered. A new leader has all that is committed, and does not
 * know how much of its log that is before an entry of its own term is committed: until then, up to that entry (§8).
 */
export function readIndex(log: Log<unknown>, commitIndex: LogIndex, currentTerm: Term): LogIndex {
  if (termAt(log, commitIndex) === currentTerm) return commitIndex;
  let index = commitIndex + 1;
  while (index < lastIndex(log) && termAt(log, index)! < currentTerm) index += 1;
  return index;
}

/**
 * May a read be answered? A leader that was deposed, and has not heard of it, would answer with what was true once. So a majority
 * must have answered a message sent after the read came: at that time no other leader had written anything yet (dissertation §6.4).
 *
 * @param confirmedRound the latest round that a majority have answered
 */
export const isReadReady = (read: PendingRead, confirmedRound: number, lastApplied: LogIndex): boolean =>
  confirmedRound >= read.round && lastApplied >= read.index;
