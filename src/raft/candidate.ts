import { sendAll, type NodeId } from '../sim/index.ts';
import { becomeLeader, checkQuorum } from './leader.ts';
import { lastIndex, lastTerm } from './log.ts';
import { hasLeft } from './membership.ts';
import { othersOf } from './server.ts';
import type { Turn } from './turn.ts';
import type { Candidacy, Server, Term, VoteReply } from './types.ts';

/**
 * Nobody has been heard for too long (§5.2). Who is in no cluster waits until it is, and sends clients no longer to the leader that it
 * heard last: nobody tells it of another.
 */
export function onElectionTimeout<State, Command>(turn: Turn<State, Command>): void {
  const { raft, server } = turn;
  if (server.role.kind === 'leader') checkQuorum(turn, server.role);
  else if (hasLeft(server)) server.role = { kind: 'follower', leader: null };
  else if (raft.preVote) askWhetherItCouldWin(turn);
  else startElection(turn);
}

/** The term stays as it is (dissertation §9.6). */
function askWhetherItCouldWin<State, Command>(turn: Turn<State, Command>): void {
  const { raft, server, effects } = turn;
  server.role = { kind: 'pre-candidate', votes: [] };
  const request = { kind: 'PreVote', ...candidacyOf(server, server.currentTerm + 1) } as const;
  effects.push(raft.electionTimer, ...sendAll(othersOf(server), request));
  count(turn, server.self);
}

/** A new term, a vote for itself, and a request to all others (§5.2). When the time runs out before it is decided: the same again. */
export function startElection<State, Command>(turn: Turn<State, Command>): void {
  const { raft, server, effects } = turn;
  server.currentTerm += 1;
  server.votedFor = server.self;
  server.role = { kind: 'candidate', votes: [] };
  const request = { kind: 'RequestVote', ...candidacyOf(server, server.currentTerm) } as const;
  effects.push(raft.electionTimer, ...sendAll(othersOf(server), request));
  count(turn, server.self);
}

const candidacyOf = ({ log }: Server<unknown, unknown>, term: Term): Candidacy => ({
  term,
  lastLogIndex: lastIndex(log),
  lastLogTerm: lastTerm(log),
});

/** A pre-vote belongs to no term: its sender may be in an earlier one, and one that comes late still says that it was willing. */
export function onVoteReply<State, Command>(
  turn: Turn<State, Command>,
  voter: NodeId,
  { kind, term, voteGranted }: VoteReply,
): void {
  const { raft, server } = turn;
  const isAwaited =
    kind === 'PreVoteReply'
      ? server.role.kind === 'pre-candidate'
      : server.role.kind === 'candidate' && !raft.rules.isStale(term, server.currentTerm);
  if (isAwaited && voteGranted) count(turn, voter);
}

function count<State, Command>(turn: Turn<State, Command>, voter: NodeId): void {
  const { raft, server } = turn;
  const { role, members } = server;
  if (role.kind !== 'pre-candidate' && role.kind !== 'candidate') return;
  const votes = raft.rules.countVote(role.votes, voter);
  server.role = { kind: role.kind, votes };
  if (!raft.rules.hasWon(votes, members)) return;
  if (role.kind === 'pre-candidate') startElection(turn);
  else becomeLeader(turn);
}
