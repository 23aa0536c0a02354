import { between, type LogEvent } from '../log.ts';
import { applyUpTo, onRole } from './applying.ts';
import { canvass, enter } from './election.ts';
import { begin } from './joining.ts';
import { hasActiveQuorum, membersAt, quorumPosition } from './positions.ts';
import { openForClients } from './sessions.ts';
import { appendPosition, isLeading, nothingUnderWay, quorum } from './state.ts';
import {
  arm,
  clusterTime,
  disarm,
  entryFor,
  others,
  record,
  recordInRecordingLog,
  set,
  tellMember,
  tellMembers,
  type Turn,
} from './turn.ts';

/** Elected. What is in the log goes to a majority before anything new begins. */
export function lead(turn: Turn): void {
  const { candidateTermId, memberId, peers } = turn.state;
  disarm(turn, 'election', 'status');
  set(turn, {
    role: 'leader',
    leadershipTermId: candidateTermId,
    leaderMemberId: memberId,
    peers: peers.map((peer) => ({ ...peer, hasJoined: false })),
    underWay: nothingUnderWay,
  });
  const termBaseLogPosition = appendPosition(turn.state);
  // Written down before anybody's position counts. A member that has recorded this term beats, in a ballot, everybody who knows only
  // earlier ones. Were it not so, entries of an earlier term could be carried out once a majority has them, and be cut off again by one
  // who was elected in between and whose log ends before them: Figure 8 of the Raft paper.
  recordInRecordingLog(turn, {
    type: 'TERM',
    leadershipTermId: candidateTermId,
    termBaseLogPosition,
    timestamp: clusterTime(turn),
    isValid: true,
  });
  enter(turn, 'LEADER_LOG_REPLICATION', `term ${candidateTermId} begins at position ${termBaseLogPosition}`);
  onRole(turn);
  arm(turn, 'election', turn.options.timings.leaderHeartbeatTimeout);
  onHeartbeatTimer(turn);
  readyIfReplicated(turn);
}

/** Once a majority is in the term and has the log up to its beginning. */
export function readyIfReplicated(turn: Turn): void {
  const { state } = turn;
  if (state.electionState !== 'LEADER_LOG_REPLICATION') return;
  const position = appendPosition(state);
  if (membersAt(state, position) < quorum(state)) return;
  enter(turn, 'LEADER_REPLAY');
  applyUpTo(turn, position);
  enter(turn, 'LEADER_INIT');
  enter(turn, 'LEADER_READY');
  disarm(turn, 'election');
  enter(turn, 'CLOSED', `leads term ${state.leadershipTermId}`);
  publish(turn, {
    kind: 'NewLeadershipTermEvent',
    termBaseLogPosition: position,
    leaderMemberId: state.memberId,
  });
  openForClients(turn);
}

/** Appends to the log, and publishes it. */
export function publish(turn: Turn, event: LogEvent): void {
  const entry = entryFor(turn, event);
  const from = appendPosition(turn.state);
  record(turn, [entry]);
  for (const id of others(turn)) if (turn.state.peers[id]!.hasJoined) sendLog(turn, id, from);
  commitIfPossible(turn);
}

/** No more at once than a reader of the run can take in; what is left follows on the next heartbeat. */
const mostAtOnce = 100;

export function sendLog(turn: Turn, to: number, from: number, stopPosition = Infinity): void {
  const { leadershipTermId, log } = turn.state;
  const entries = between(log, from, stopPosition).slice(0, mostAtOnce);
  if (entries.length > 0) tellMember(turn, to, { kind: 'Log', leadershipTermId, from, entries });
}

/** Says that it still leads, what is committed, and sends again what did not arrive. */
export function onHeartbeatTimer(turn: Turn): void {
  const { state, options } = turn;
  if (isLeading(state) && !hasActiveQuorum(turn)) {
    canvass(turn, 'no majority of followers is active');
    return;
  }
  for (const id of others(turn)) {
    const { hasJoined, logPosition, logLeadershipTermId } = state.peers[id]!;
    if (!hasJoined) begin(turn, id, logLeadershipTermId);
    else if ((logPosition ?? 0) < appendPosition(state)) sendLog(turn, id, logPosition ?? 0);
  }
  tellCommitPosition(turn);
  arm(turn, 'heartbeat', options.timings.leaderHeartbeatInterval);
}

const tellCommitPosition = (turn: Turn): void => {
  const { leadershipTermId, commitPosition } = turn.state;
  tellMembers(turn, { kind: 'CommitPosition', leadershipTermId, logPosition: commitPosition });
};

export function commitIfPossible(turn: Turn): void {
  if (!isLeading(turn.state)) return;
  const position = quorumPosition(turn);
  if (position <= turn.state.commitPosition) return;
  applyUpTo(turn, position);
  tellCommitPosition(turn);
}
