import { lastIndexOfTerm } from './log.ts';
import type { Conflict, Log, LogIndex } from './types.ts';

/** What a leader knows of one other member. `nextIndex` is a guess, `matchIndex` is known. */
export interface Progress {
  readonly nextIndex: LogIndex;
  readonly matchIndex: LogIndex;
}

/** What a member answers: its log is the leader's up to `matchIndex`, or it is not, and why. */
export type Outcome =
  | { readonly success: true; readonly matchIndex: LogIndex }
  | { readonly success: false; readonly conflict: Conflict };

/**
 * Answers overtake each other: what was once known to match goes on matching, and `nextIndex` stays above it.
 */
export function progressAfter(
  log: Log<unknown>,
  { nextIndex, matchIndex }: Progress,
  outcome: Outcome,
): Progress {
  if (!outcome.success) {
    const next = Math.min(nextIndex, backUp(log, outcome.conflict));
    return { matchIndex, nextIndex: Math.max(next, matchIndex + 1) };
  }
  const match = Math.max(matchIndex, outcome.matchIndex);
  return { matchIndex: match, nextIndex: Math.max(nextIndex, match + 1) };
}

/**
 * A leader that has entries of the follower's term agrees with it at most up to the last of them. One that has none agrees with it
 * nowhere in that term. One round for each term that the logs differ in, and not for each entry (§5.3, end).
 */
function backUp(log: Log<unknown>, { term, index }: Conflict): LogIndex {
  const last = term === null ? undefined : lastIndexOfTerm(log, term);
  return last === undefined ? index : last + 1;
}
