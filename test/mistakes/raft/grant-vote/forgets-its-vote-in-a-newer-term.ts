// caught by: in its term, a server › votes for the first that asks, and remembers for whom
/**
 * Write how a server answers a candidate that asks for its vote.
 *
 * - Terms number the elections. A server keeps the latest term that it has
 *   heard of, and every reply carries it. A request of an older term is
 *   refused. A newer term is adopted, whatever the answer will be: in the
 *   newer term the server has not voted yet.
 * - In one term a server votes for one candidate, and remembers which. When
 *   that candidate asks again, it is granted again: a reply may have been
 *   lost, or the request came twice.
 * - A server votes only for a candidate whose log is at least as up to date
 *   as its own. Of two logs, the one whose last entry has the higher term is
 *   more up to date. Where the last terms are equal, the longer log is.
 * - The voter that comes in is never changed: a new one goes out.
 */

export type NodeId = string;
export type Term = number;

/** The first entry has index 1: the entry of index n is `log[n - 1]`. */
export type LogIndex = number;

/** What stands in a log, with the term of the leader that put it there. */
export interface Entry {
  readonly term: Term;
  readonly command: string;
}

export interface Voter {
  /** The latest term that this server has heard of. */
  readonly currentTerm: Term;
  /** For whom it voted in that term; null when it did not vote in it. */
  readonly votedFor: NodeId | null;
  readonly log: readonly Entry[];
  /** Up to here the server knows the entries of its log to be committed. */
  readonly commitIndex: LogIndex;
}

export interface RequestVote {
  /** The candidate's term. */
  readonly term: Term;
  /** Index and term of the candidate's last entry; both 0 for an empty log. */
  readonly lastLogIndex: LogIndex;
  readonly lastLogTerm: Term;
}

export interface RequestVoteReply {
  /** The voter's term, the newer one if it adopted one. */
  readonly term: Term;
  readonly voteGranted: boolean;
}

/** Whether the candidate's log is at least as up to date as this one. */
export function isUpToDate(
  request: RequestVote,
  log: readonly Entry[],
): boolean {
  const { lastLogIndex, lastLogTerm } = request;
  const ownTerm = log.at(-1)?.term ?? 0;
  if (lastLogTerm !== ownTerm) return lastLogTerm > ownTerm;
  return lastLogIndex >= log.length;
}

/** The candidate `from` asks for a vote. */
export function handleRequestVote(
  voter: Voter,
  from: NodeId,
  request: RequestVote,
): { readonly voter: Voter; readonly reply: RequestVoteReply } {
  const newer = request.term > voter.currentTerm;
  const current: Voter = newer
    ? { ...voter, currentTerm: request.term, votedFor: null }
    : voter;
  const { currentTerm, votedFor, log } = current;
  const voteGranted =
    request.term === currentTerm &&
    (votedFor === null || votedFor === from) &&
    isUpToDate(request, log);
  return {
    // A vote that is forgotten can be given away again, to somebody else.
    voter: voteGranted && !newer ? { ...current, votedFor: from } : current,
    reply: { term: currentTerm, voteGranted },
  };
}
