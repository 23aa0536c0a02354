// caught by: an entry of an older term › is not committed by counting, although a majority has it (Figure 8, c)
/**
 * Write how a leader knows which entries of its log are committed.
 *
 * - `matchIndex` says of each follower up to where its log is the leader's.
 *   The leader has all of its own log. An index is reached by a member that
 *   has it, and by a member that has more.
 * - By counting, the leader commits only entries of its own term: once more
 *   than half of the cluster have reached one. All entries before that one
 *   are committed with it, whatever their terms.
 * - An entry of an older term is not committed by counting, although a
 *   majority has it. A server that lacks it may still win an election, and
 *   replace it.
 * - Only members count, and each once. A server that has left the cluster may
 *   still stand in `matchIndex`.
 * - What is committed stays committed: `commitIndex` never goes back.
 */

export type NodeId = string;
export type Term = number;

/** The first entry has index 1: the entry of index n is `log[n - 1]`. */
export type LogIndex = number;

export interface Entry {
  readonly term: Term;
  readonly command: string;
}

export interface Leader {
  readonly self: NodeId;
  /** All members of the cluster, the leader included. */
  readonly members: readonly NodeId[];
  readonly currentTerm: Term;
  readonly log: readonly Entry[];
  /** Follower → up to where its log is known to be the leader's. */
  readonly matchIndex: Readonly<Record<NodeId, LogIndex>>;
  readonly commitIndex: LogIndex;
}

/** The highest index that more than half of the members have reached. */
export function majorityIndex(leader: Leader): LogIndex {
  const { self, members, log, matchIndex } = leader;
  const reached = members
    .map((member) => (member === self ? log.length : (matchIndex[member] ?? 0)))
    .sort((a, b) => b - a);
  // With the highest one first, this many and one more have reached it.
  return reached[Math.floor(members.length / 2)]!;
}

/** The commitIndex that the leader may have now, not below the one it has. */
export function advanceCommitIndex(leader: Leader): LogIndex {
  const { currentTerm, log, commitIndex } = leader;
  const index = majorityIndex(leader);
  // Terms do not go down along a log: if this entry is of an older term, so are all before it.
  const countable =
    index === log.length || log[index - 1]?.term === currentTerm;
  return countable ? Math.max(commitIndex, index) : commitIndex;
}
