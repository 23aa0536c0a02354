import { sendAll, type NodeId } from '../sim/index.ts';
import { becomeLeader, checkQuorum } from './leader.ts';
import { lastIndex, lastTerm } from './log.ts';
import type { Raft } from './options.ts';
import { changed, othersOf, type Effects } from './server.ts';
import type { Candidacy, Message, Server } from './types.ts';

/** Nobody has been heard for too long (§5.2). A server that is in no cluster, or not any more, waits until it is. */
export function onElectionTimeout<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  effects: Effects<State, Command>,
): Server<State, Command> {
  if (server.role.kind === 'leader') return checkQuorum(raft, server, server.role, effects);
  if (!server.members.includes(server.self)) return server;
  return raft.preVote ? askWhetherItCouldWin(raft, server, effects) : startElection(raft, server, effects);
}

function askWhetherItCouldWin<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  effects: Effects<State, Command>,
): Server<State, Command> {
  const asking = changed(server, { role: { kind: 'pre-candidate', votes: [] } });
  const request = { kind: 'PreVote', ...candidacyOf(server, server.currentTerm + 1) } as const;
  effects.push(raft.electionTimer, ...sendAll(othersOf(server), request));
  return count(raft, asking, server.self, effects);
}

/** A new term, a vote for itself, and a request to all others (§5.2). When the time runs out before it is decided: the same again. */
export function startElection<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  effects: Effects<State, Command>,
): Server<State, Command> {
  const currentTerm = server.currentTerm + 1;
  const candidate = changed(server, {
    currentTerm,
    votedFor: server.self,
    role: { kind: 'candidate', votes: [] },
  });
  const request = { kind: 'RequestVote', ...candidacyOf(server, currentTerm) } as const;
  effects.push(raft.electionTimer, ...sendAll(othersOf(server), request));
  return count(raft, candidate, server.self, effects);
}

const candidacyOf = ({ log }: Server<unknown, unknown>, term: number): Candidacy => ({
  term,
  lastLogIndex: lastIndex(log),
  lastLogTerm: lastTerm(log),
});

/** A pre-vote is for no term of its own, and one that was granted long ago still says that the voter was willing. */
export function onVoteReply<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  voter: NodeId,
  reply: Message<State, Command> & { readonly kind: 'RequestVoteReply' | 'PreVoteReply' },
  effects: Effects<State, Command>,
): Server<State, Command> {
  const { kind } = server.role;
  const isAwaited =
    reply.kind === 'PreVoteReply'
      ? kind === 'pre-candidate'
      : kind === 'candidate' && !raft.rules.isStale(reply.term, server.currentTerm);
  return isAwaited && reply.voteGranted ? count(raft, server, voter, effects) : server;
}

function count<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  voter: NodeId,
  effects: Effects<State, Command>,
): Server<State, Command> {
  const { role, members } = server;
  if (role.kind !== 'pre-candidate' && role.kind !== 'candidate') return server;
  const votes = raft.rules.countVote(role.votes, voter);
  if (!raft.rules.hasWon(votes, members)) return changed(server, { role: { kind: role.kind, votes } });
  return role.kind === 'candidate'
    ? becomeLeader(raft, server, effects)
    : startElection(raft, server, effects);
}
