import type { StateMachine } from '../machines/index.ts';
import type { Input, NodeId, Program } from '../sim/index.ts';
import { onElectionTimeout, onVoteReply } from './candidate.ts';
import { restore } from './disk.ts';
import { becomeFollower, onAppendEntries, onInstallSnapshot, onTimeoutNow } from './follower.ts';
import { onAnswer, onHeartbeatTimeout } from './leader.ts';
import { setUp, type RaftOptions } from './options.ts';
import { onRequest } from './requests.ts';
import { draftServer, isSame, newServer } from './server.ts';
import type { Turn } from './turn.ts';
import type { Administration, Message, Reply, Server } from './types.ts';
import { onPreVote, onRequestVote } from './voter.ts';

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
    step(before, input) {
      if (input.kind === 'start')
        return { state: restore(before, input.disk), effects: [raft.electionTimer] };
      const turn: Turn<State, Command> = {
        raft,
        server: draftServer(before),
        effects: [],
        clock: input.clock,
      };
      handle(turn, input);
      const after = isSame(before, turn.server) ? before : turn.server;
      return { state: after, effects: raft.rules.persistFirst(before, after, turn.effects) };
    },
  };
}

type Happening<State, Command> = Exclude<
  Input<Message<State, Command>, Command | Administration>,
  { readonly kind: 'start' }
>;

function handle<State, Command>(turn: Turn<State, Command>, input: Happening<State, Command>): void {
  switch (input.kind) {
    case 'message':
      return onMessage(turn, input.from, input.message);
    case 'request':
      return onRequest(turn, input);
    case 'timer':
      if (input.timer === 'election') onElectionTimeout(turn);
      if (input.timer === 'heartbeat') onHeartbeatTimeout(turn);
      return;
    default:
      input satisfies never;
  }
}

/**
 * Rules for all servers, second (Figure 2): whoever meets a newer term follows in it. A pre-vote asks about a term that nobody has
 * begun, and makes nobody begin it.
 */
function onMessage<State, Command>(
  turn: Turn<State, Command>,
  from: NodeId,
  message: Message<State, Command>,
): void {
  const isNewer = message.term > turn.server.currentTerm && message.kind !== 'PreVote';
  if (isNewer) becomeFollower(turn, message.term, null);
  switch (message.kind) {
    case 'RequestVote':
      return onRequestVote(turn, from, message);
    case 'PreVote':
      return onPreVote(turn, from, message);
    case 'RequestVoteReply':
    case 'PreVoteReply':
      return onVoteReply(turn, from, message);
    case 'AppendEntries':
      return onAppendEntries(turn, from, message);
    case 'InstallSnapshot':
      return onInstallSnapshot(turn, from, message);
    case 'AppendEntriesReply':
      return onAnswer(turn, from, message);
    case 'InstallSnapshotReply':
      return onAnswer(turn, from, { ...message, success: true });
    case 'TimeoutNow':
      return onTimeoutNow(turn, message.term);
    default:
      message satisfies never;
  }
}
