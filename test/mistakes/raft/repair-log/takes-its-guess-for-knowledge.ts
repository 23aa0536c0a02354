// caught by: a new leader › supposes that every follower has all its entries, and knows of none that it has any
/**
 * Write how a leader makes the log of each follower the same as its own.
 *
 * - For each follower the leader keeps two indexes. `matchIndex` is what it
 *   knows: up to there the logs are the same. `nextIndex` is what it supposes:
 *   the entry to send next. A new leader knows nothing, and supposes that
 *   every follower has all its entries.
 * - A message holds all entries from `nextIndex` on, and index and term of the
 *   one before them. Before the first entry stands index 0 of term 0. Where
 *   there is nothing to send the message is a heartbeat, and says all the
 *   same which entry stands before.
 * - A success moves `matchIndex` to where the follower says, and `nextIndex`
 *   behind it.
 * - A refusal says where the logs part: with an index, and with the term that
 *   the follower has from there on, or null where its log has ended. If the
 *   leader has entries of that term, it goes on behind the last of them. If
 *   not, it goes on at the index. So it backs up a term at a time.
 * - Replies come late and twice. No reply moves `matchIndex` back, a success
 *   does not move `nextIndex` back, a refusal does not move it forward, nor
 *   back to what is known to match.
 * - A reply of an older term changes nothing. A newer term would depose the
 *   leader before it gets here.
 * - The leader that comes in is never changed: a new one goes out.
 */

export type NodeId = string;
export type Term = number;

/** The first entry has index 1: the entry of index n is `log[n - 1]`. */
export type LogIndex = number;

export interface Entry {
  readonly term: Term;
  readonly command: string;
}

/** Follower → index. */
export type Indexes = Readonly<Record<NodeId, LogIndex>>;

export interface Leader {
  readonly currentTerm: Term;
  readonly log: readonly Entry[];
  readonly commitIndex: LogIndex;
  readonly nextIndex: Indexes;
  readonly matchIndex: Indexes;
}

export interface AppendEntries {
  readonly term: Term;
  readonly prevLogIndex: LogIndex;
  readonly prevLogTerm: Term;
  readonly entries: readonly Entry[];
  readonly leaderCommit: LogIndex;
}

/** Where the logs part: what a follower says that refuses. */
export interface Conflict {
  readonly term: Term | null;
  readonly index: LogIndex;
}

export type AppendEntriesReply = { readonly term: Term } & (
  | { readonly success: true; readonly matchIndex: LogIndex }
  | { readonly success: false; readonly conflict: Conflict }
);

/** What a new leader with this log supposes and knows of its followers. */
export function beginToLead(
  log: readonly Entry[],
  followers: readonly NodeId[],
): { readonly nextIndex: Indexes; readonly matchIndex: Indexes } {
  const all = (index: LogIndex): Indexes =>
    Object.fromEntries(followers.map((follower) => [follower, index]));
  return { nextIndex: all(log.length + 1), matchIndex: all(log.length) };
}

/** What the leader sends to a follower now. */
export function nextAppendEntries(
  leader: Leader,
  follower: NodeId,
): AppendEntries {
  const { currentTerm, log, commitIndex, nextIndex } = leader;
  const prevLogIndex = nextIndex[follower]! - 1;
  return {
    term: currentTerm,
    prevLogIndex,
    prevLogTerm: log[prevLogIndex - 1]?.term ?? 0,
    entries: log.slice(prevLogIndex),
    leaderCommit: commitIndex,
  };
}

/** The index at which a leader with this log goes on after a refusal. */
export function backUp(log: readonly Entry[], conflict: Conflict): LogIndex {
  const last = log.findLastIndex(({ term }) => term === conflict.term);
  // The index of that entry is `last + 1`, and this goes on behind it.
  return last < 0 ? conflict.index : last + 2;
}

/** A follower replies: in time, late, or again. */
export function handleAppendEntriesReply(
  leader: Leader,
  from: NodeId,
  reply: AppendEntriesReply,
): Leader {
  if (reply.term < leader.currentTerm) return leader;
  const next = leader.nextIndex[from]!;
  const match = leader.matchIndex[from]!;
  if (reply.success) {
    const matchIndex = Math.max(match, reply.matchIndex);
    const nextIndex = Math.max(next, matchIndex + 1);
    return {
      ...leader,
      nextIndex: { ...leader.nextIndex, [from]: nextIndex },
      matchIndex: { ...leader.matchIndex, [from]: matchIndex },
    };
  }
  const lower = Math.min(next, backUp(leader.log, reply.conflict));
  // A late refusal is about a message from before the match was known.
  const nextIndex = Math.max(lower, match + 1);
  return {
    ...leader,
    nextIndex: { ...leader.nextIndex, [from]: nextIndex },
  };
}
