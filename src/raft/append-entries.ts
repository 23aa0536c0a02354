import { entryAt, firstIndexOfTermAt, lastIndex, replaceFrom, termAt } from './log.ts';
import type { AppendEntries, Conflict, Log, LogIndex } from './types.ts';

/** What AppendEntries of the leader does to a follower's log. */
export type Appended<Command> =
  | { readonly success: true; readonly log: Log<Command>; readonly matchIndex: LogIndex }
  | { readonly success: false; readonly conflict: Conflict };

/** Receiver of AppendEntries, 2 to 4 (Figure 2). */
export function appendEntries<Command>(
  log: Log<Command>,
  { prevLogIndex, prevLogTerm, entries }: AppendEntries<Command>,
): Appended<Command> {
  // What a snapshot covers is committed, and so the same everywhere.
  const isCovered = prevLogIndex < log.after.index;
  if (!isCovered && termAt(log, prevLogIndex) !== prevLogTerm)
    return { success: false, conflict: conflictAt(log, prevLogIndex) };
  return { success: true, log: store(log, prevLogIndex, entries), matchIndex: prevLogIndex + entries.length };
}

/**
 * Only an entry that conflicts, of the same index and another term, is deleted, with all behind it. Messages overtake each other: one
 * that carries entry 5 may arrive after one that carried 5 to 8. Cut at its end, the log would lose 6 to 8, which the leader
 * believes stored, and may have committed with this follower's help.
 */
function store<Command>(
  log: Log<Command>,
  prevLogIndex: LogIndex,
  entries: AppendEntries<Command>['entries'],
): Log<Command> {
  let known = Math.max(0, log.after.index - prevLogIndex);
  while (known < entries.length && termAt(log, prevLogIndex + known + 1) === entries[known]!.term) known += 1;
  return known < entries.length ? replaceFrom(log, prevLogIndex + known, entries.slice(known)) : log;
}

/** Where the leader is to look for the place at which the logs part: it can pass over a whole term at once (§5.3). */
export function conflictAt(log: Log<unknown>, index: LogIndex): Conflict {
  const entry = entryAt(log, index);
  if (entry === undefined) return { term: null, index: lastIndex(log) + 1 };
  return { term: entry.term, index: firstIndexOfTermAt(log, index) };
}

/**
 * Receiver of AppendEntries, 5. Beyond the last entry that the message brought or confirmed, the follower's log may still differ from
 * the leader's, whatever the leader has committed.
 */
export const followerCommit = (commitIndex: LogIndex, leaderCommit: LogIndex, lastNew: LogIndex): LogIndex =>
  Math.max(commitIndex, Math.min(leaderCommit, lastNew));
