import type { StateMachine } from '../machines/index.ts';
import type { Arrival, Input, Program } from '../sim/index.ts';
import { onElectionTimeout, onVoteReply } from './candidate.ts';
import { restore } from './disk.ts';
import {
  becomeFollower,
  onAppendEntries,
  onInstallSnapshot,
  onPreVote,
  onRequestVote,
  onTimeoutNow,
} from './follower.ts';
import { onAnswer } from './leader.ts';
import { setUp, type Raft, type RaftOptions } from './options.ts';
import { beginRound } from './replication.ts';
import { onRequest } from './requests.ts';
import { newServer, type Effects } from './server.ts';
import type { Administration, Message, Reply, Server } from './types.ts';

export type RaftServer<State, Command> = Program<
  Server<State, Command>,
  Message<State, Command>,
  Command | Administration,
  Reply
>;

/** A server of a Raft cluster that replicates a state machine. */
export function raftServer<State, Command>(
  machine: StateMachine<State, Command, unknown>,
  options: RaftOptions<Command> = {},
): RaftServer<State, Command> {
  const raft = setUp(machine, options);
  return {
    init: (self, nodes) => newServer(self, options.members ?? nodes, machine.initial),
    step(server, input) {
      if (input.kind === 'start')
        return { state: restore(server, input.disk), effects: [raft.electionTimer] };
      const effects: Effects<State, Command> = [];
      const state = take(raft, server, input, effects);
      return { state, effects: raft.rules.persistFirst(server, state, effects) };
    },
  };
}

function take<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  input: Exclude<Input<Message<State, Command>, Command | Administration>, { readonly kind: 'start' }>,
  effects: Effects<State, Command>,
): Server<State, Command> {
  switch (input.kind) {
    case 'message':
      return onMessage(raft, server, input, effects);
    case 'request':
      return onRequest(raft, server, input, effects);
    case 'timer':
      return input.timer === 'heartbeat'
        ? onHeartbeatTimeout(raft, server, effects)
        : onElectionTimeout(raft, server, effects);
  }
}

/**
 * Rules for all servers, second (Figure 2): whoever meets a newer term follows in it. A pre-vote asks about a term that nobody has
 * begun, and makes nobody begin it.
 */
function onMessage<State, Command>(
  raft: Raft<State, Command>,
  before: Server<State, Command>,
  input: Arrival<Message<State, Command>>,
  effects: Effects<State, Command>,
): Server<State, Command> {
  const { from, message, clock } = input;
  const isNewer = message.term > before.currentTerm && message.kind !== 'PreVote';
  const server = isNewer ? becomeFollower(raft, before, message.term, null, effects) : before;
  switch (message.kind) {
    case 'RequestVote':
      return onRequestVote(raft, server, from, message, effects);
    case 'PreVote':
      return onPreVote(raft, server, from, message, clock, effects);
    case 'RequestVoteReply':
    case 'PreVoteReply':
      return onVoteReply(raft, server, from, message, effects);
    case 'AppendEntries':
      return onAppendEntries(raft, server, from, message, clock, effects);
    case 'InstallSnapshot':
      return onInstallSnapshot(raft, server, from, message, clock, effects);
    case 'AppendEntriesReply':
      return onAnswer(raft, server, from, message, effects);
    case 'InstallSnapshotReply':
      return onAnswer(raft, server, from, { ...message, success: true }, effects);
    case 'TimeoutNow':
      return onTimeoutNow(raft, server, message.term, effects);
  }
}

function onHeartbeatTimeout<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  effects: Effects<State, Command>,
): Server<State, Command> {
  if (server.role.kind !== 'leader') return server;
  effects.push(raft.heartbeatTimer);
  return beginRound(raft, server, server.role, effects);
}
