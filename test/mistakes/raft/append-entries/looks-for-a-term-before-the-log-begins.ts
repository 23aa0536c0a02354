// caught by: the consistency check › fails where an entry of another term stands: nothing is committed, and the reply names that term and its first entry
/**
 * Write how a follower takes what a leader sends it.
 *
 * - A request of an older term is refused, and changes nothing. A newer term
 *   is adopted, whatever the answer will be: the follower has not voted in
 *   it. Every reply carries the follower's term.
 * - The entries of a request follow the one at `prevLogIndex`. The follower
 *   takes them if its log has an entry of `prevLogTerm` there. Index 0 stands
 *   before every log, so there all logs agree.
 * - If not, it takes and commits nothing, and says where the logs part: the
 *   term of its entry at `prevLogIndex`, and the index of its first entry of
 *   that term. If it has no entry there, the term is null and the index is
 *   the one behind its last entry.
 * - Where an entry of its own has another term than the one sent for the same
 *   index, that entry and all behind it are deleted. Nothing else ever is:
 *   a message may be late, and hold less than the follower has by now.
 * - The follower's log is then known to be the leader's up to the last entry
 *   sent, and not necessarily behind it. That index is `matchIndex`.
 * - Entries up to the smaller of `leaderCommit` and `matchIndex` are
 *   committed. `commitIndex` never goes back.
 * - The follower that comes in is never changed: a new one goes out.
 */

export type NodeId = string;
export type Term = number;

/** The first entry has index 1: the entry of index n is `log[n - 1]`. */
export type LogIndex = number;

/** Entries of the same index and the same term are the same entry. */
export interface Entry {
  readonly term: Term;
  readonly command: string;
}

export interface Follower {
  readonly currentTerm: Term;
  readonly votedFor: NodeId | null;
  readonly log: readonly Entry[];
  readonly commitIndex: LogIndex;
}

export interface AppendEntries {
  readonly term: Term;
  /** Index and term of the entry before those sent; both 0 at the beginning. */
  readonly prevLogIndex: LogIndex;
  readonly prevLogTerm: Term;
  /** None in a heartbeat. */
  readonly entries: readonly Entry[];
  readonly leaderCommit: LogIndex;
}

/** Where the logs part, so that the leader can back up a term at a time. */
export interface Conflict {
  readonly term: Term | null;
  readonly index: LogIndex;
}

export type AppendEntriesReply = { readonly term: Term } & (
  | { readonly success: true; readonly matchIndex: LogIndex }
  /** A leader of an older term looks at the term, and not at the conflict. */
  | { readonly success: false; readonly conflict: Conflict }
);

/** The consistency check: are the logs the same up to `prevLogIndex`? */
export function isConsistent(
  log: readonly Entry[],
  prevLogIndex: LogIndex,
  prevLogTerm: Term,
): boolean {
  return prevLogIndex === 0 || log[prevLogIndex - 1]?.term === prevLogTerm;
}

/** What a follower says whose log failed the check at `prevLogIndex`. */
export function conflictAt(
  log: readonly Entry[],
  prevLogIndex: LogIndex,
): Conflict {
  const term = log[prevLogIndex - 1]?.term;
  if (term === undefined) return { term: null, index: log.length + 1 };
  let index = prevLogIndex;
  while (log[index - 2]!.term === term) index--;
  return { term, index };
}

/** The log with these entries behind `prevLogIndex`, where the check passed. */
export function mergeEntries(
  log: readonly Entry[],
  prevLogIndex: LogIndex,
  entries: readonly Entry[],
): readonly Entry[] {
  const firstNew = entries.findIndex(
    (entry, at) => log[prevLogIndex + at]?.term !== entry.term,
  );
  // Nothing is new: what stands behind may be what later messages brought.
  if (firstNew < 0) return log;
  return [...log.slice(0, prevLogIndex + firstNew), ...entries.slice(firstNew)];
}

/** A request arrives: in time, late, or again. */
export function handleAppendEntries(
  follower: Follower,
  request: AppendEntries,
): { readonly follower: Follower; readonly reply: AppendEntriesReply } {
  const { prevLogIndex, prevLogTerm, entries, leaderCommit } = request;
  const current: Follower =
    request.term > follower.currentTerm
      ? { ...follower, currentTerm: request.term, votedFor: null }
      : follower;
  const { currentTerm: term, log, commitIndex } = current;
  if (request.term < term || !isConsistent(log, prevLogIndex, prevLogTerm)) {
    const conflict = conflictAt(log, prevLogIndex);
    return { follower: current, reply: { term, success: false, conflict } };
  }
  const matchIndex = prevLogIndex + entries.length;
  return {
    follower: {
      ...current,
      log: mergeEntries(log, prevLogIndex, entries),
      commitIndex: Math.max(commitIndex, Math.min(leaderCommit, matchIndex)),
    },
    reply: { term, success: true, matchIndex },
  };
}
