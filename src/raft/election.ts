import { majorityOf } from '../ordering/quorum/quorum.ts';
import type { NodeId } from '../sim/index.ts';
import { lastIndex, lastTerm } from './log.ts';
import type { Candidacy, Server } from './types.ts';

/** What a server looks at before it votes. It does not ask which entries are committed: it may not know. */
export type Voter = Pick<Server<unknown, unknown>, 'currentTerm' | 'votedFor' | 'log'>;

/** The later term wins; with equal terms the longer log (§5.4.1). */
export function isUpToDate({ lastLogIndex, lastLogTerm }: Candidacy, log: Voter['log']): boolean {
  const ownTerm = lastTerm(log);
  return lastLogTerm > ownTerm || (lastLogTerm === ownTerm && lastLogIndex >= lastIndex(log));
}

/** Receiver of RequestVote, 1 and 2 (Figure 2). A newer term has been adopted by now, and the vote of the old one is gone. */
export function grantVote(voter: Voter, candidate: NodeId, request: Candidacy): boolean {
  if (request.term < voter.currentTerm) return false;
  const isFree = voter.votedFor === null || voter.votedFor === candidate;
  return isFree && isUpToDate(request, voter.log);
}

/**
 * Would it vote for the sender, in a term that neither has begun? Cut off for a while, a server would otherwise come back with a
 * term so high that a leader in good health steps down. A server that hears from a leader sees no need for another.
 */
export function grantPreVote(voter: Voter, request: Candidacy, hearsFromLeader: boolean): boolean {
  return !hearsFromLeader && request.term > voter.currentTerm && isUpToDate(request, voter.log);
}

/** A vote that arrives twice is one vote. */
export const countVote = (votes: readonly NodeId[], voter: NodeId): readonly NodeId[] =>
  votes.includes(voter) ? votes : [...votes, voter];

/** Whoever has left the cluster since has no say. */
export const hasWon = (votes: readonly NodeId[], members: readonly NodeId[]): boolean =>
  members.filter((member) => votes.includes(member)).length >= majorityOf(members.length);
