import type { Effect, Input, Program } from '../sim/index.ts';
import {
  canvass,
  onElectionTimer,
  onNewLeadershipTerm,
  onCanvassPosition,
  onRequestVote,
  onStatusTimer,
  onVote,
} from './consensus/election.ts';
import {
  onAppendPosition,
  onCatchupPosition,
  onCommitPosition,
  onLog,
  onReplicateLog,
  onReplicationTimer,
  tellAppendPosition,
} from './consensus/joining.ts';
import { onHeartbeatTimer, publish } from './consensus/leading.ts';
import { onIngress, onSessionsTimer, onTimersTimer } from './consensus/sessions.ts';
import { initialState, start } from './consensus/starting.ts';
import { isLeading, type MemberState } from './consensus/state.ts';
import { arm, say, set, type MemberOptions, type Turn } from './consensus/turn.ts';
import { createContainer, type ContainerOptions } from './container.ts';
import type { ClusterAction } from './log.ts';
import type { ClusterMessage } from './messages.ts';

export type Options = MemberOptions & ContainerOptions & { readonly members: readonly string[] };

/** A member of the cluster: its consensus module, and the container with its service. */
export function member(options: Options): Program<MemberState, ClusterMessage, never, never> {
  const container = createContainer(options);
  return {
    init: (self) => initialState(self, options.members),
    step(state, input) {
      const effects: Effect<ClusterMessage, never>[] = [];
      const turn: Turn = { state, effects, clock: input.clock, options, container };
      react(turn, input);
      return { state: turn.state, effects };
    },
  };
}

function react(turn: Turn, input: Input<ClusterMessage, never>): void {
  switch (input.kind) {
    case 'start':
      start(turn, input.disk);
      return;
    case 'timer':
      onTimer(turn, input.timer);
      return;
    case 'message':
      onMessage(turn, input.from, input.message);
      return;
    case 'request':
      return;
  }
}

function onTimer(turn: Turn, timer: string): void {
  switch (timer) {
    case 'status':
      return onStatusTimer(turn);
    case 'election':
      return onElectionTimer(turn);
    case 'replication':
      return onReplicationTimer(turn);
    case 'leader':
      return onLeaderTimer(turn);
    case 'heartbeat':
      return turn.state.role === 'leader' ? onHeartbeatTimer(turn) : onFollowerHeartbeat(turn);
    case 'sessions':
      return onSessionsTimer(turn);
    case 'timers':
      return onTimersTimer(turn);
    case 'snapshot':
      return toggle(turn, 'SNAPSHOT');
    case 'suspend':
      return toggle(turn, 'SUSPEND');
    case 'resume':
      return toggle(turn, 'RESUME');
  }
}

function onLeaderTimer(turn: Turn): void {
  const { role, electionState } = turn.state;
  if (role === 'follower' && electionState === 'CLOSED') canvass(turn, 'nothing heard of the leader');
}

function onFollowerHeartbeat(turn: Turn): void {
  if (turn.state.electionState !== 'CLOSED') return;
  tellAppendPosition(turn);
  arm(turn, 'heartbeat', turn.options.timings.leaderHeartbeatInterval);
}

/** The operator's word, as `ClusterTool` gives it. It counts at the leader, which puts it into the log. */
function toggle(turn: Turn, action: ClusterAction): void {
  const { moduleState, underWay } = turn.state;
  const isTimely = action === 'RESUME' ? moduleState === 'SUSPENDED' : moduleState === 'ACTIVE';
  if (!isLeading(turn.state)) say(turn, `${action} is for the leader`);
  else if (!isTimely || underWay.action !== null)
    say(turn, `${action} does not fit: the cluster is ${moduleState}`);
  else {
    set(turn, { underWay: { ...underWay, action } });
    publish(turn, { kind: 'ClusterActionRequest', action });
  }
}

function onMessage(turn: Turn, sender: string, message: ClusterMessage): void {
  const from = turn.state.members.indexOf(sender);
  switch (message.kind) {
    case 'CanvassPosition':
      return onCanvassPosition(turn, from, message);
    case 'RequestVote':
      return onRequestVote(turn, from, message);
    case 'Vote':
      return onVote(turn, from, message);
    case 'NewLeadershipTerm':
      return onNewLeadershipTerm(turn, from, message);
    case 'AppendPosition':
      return onAppendPosition(turn, from, message);
    case 'CommitPosition':
      return onCommitPosition(turn, from, message);
    case 'CatchupPosition':
      return onCatchupPosition(turn, from, message);
    case 'Log':
      return onLog(turn, from, message);
    case 'ReplicateLog':
      return onReplicateLog(turn, from, message);
    case 'SessionConnectRequest':
    case 'SessionMessage':
    case 'SessionKeepAlive':
    case 'SessionCloseRequest':
      return onIngress(turn, sender, message);
    case 'SessionEvent':
    case 'NewLeaderEvent':
    case 'SessionEgress':
      return;
  }
}
