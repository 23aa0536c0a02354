import { send, type NodeId } from '../sim/index.ts';
import type { Turn } from './turn.ts';
import type { Candidacy } from './types.ts';

/** Receiver of RequestVote (Figure 2). A vote given starts the timer anew: the candidate is to have the time that it needs (§5.2). */
export function onRequestVote<State, Command>(
  { raft, server, effects }: Turn<State, Command>,
  candidate: NodeId,
  request: Candidacy,
): void {
  const voteGranted = raft.rules.grantVote(server, candidate, request);
  effects.push(send(candidate, { kind: 'RequestVoteReply', term: server.currentTerm, voteGranted }));
  if (!voteGranted) return;
  server.votedFor = candidate;
  if (server.role.kind === 'pre-candidate') server.role = { kind: 'follower', leader: null };
  effects.push(raft.electionTimer);
}

/** Whatever the answer, nothing changes: not the term, not the vote, not the timer. */
export function onPreVote<State, Command>(
  turn: Turn<State, Command>,
  from: NodeId,
  request: Candidacy,
): void {
  const { raft, server, effects } = turn;
  const hearsFromLeader = server.role.kind === 'leader' || heardLately(turn);
  const voteGranted = raft.rules.grantPreVote(server, request, hearsFromLeader);
  effects.push(send(from, { kind: 'PreVoteReply', term: server.currentTerm, voteGranted }));
}

/** Within the shortest election time-out. A clock that was set back does not know how long ago anything was. */
function heardLately<State, Command>({ raft, server, clock }: Turn<State, Command>): boolean {
  const elapsed = server.heardAt === null ? Infinity : clock - server.heardAt;
  return elapsed >= 0 && elapsed < raft.electionTimeout[0];
}
