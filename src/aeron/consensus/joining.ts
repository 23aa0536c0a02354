import { between, isBoundary } from '../log.ts';
import type { Message } from '../messages.ts';
import { firstTermBehind, lastTerm } from '../recording-log.ts';
import { applyUpTo, onRole } from './applying.ts';
import { canvass, enter, hear } from './election.ts';
import { commitIfPossible, readyIfReplicated, sendLog } from './leading.ts';
import { appendPosition, logLeadershipTermId } from './state.ts';
import {
  arm,
  disarm,
  record,
  recordInRecordingLog,
  recordTruncation,
  say,
  set,
  tellMember,
  type Turn,
} from './turn.ts';

/** The leader tells a member of its term, and where the log that the member has may go no further. */
export function begin(turn: Turn, to: number, theirTermId: number): void {
  const { leadershipTermId, recordingLog, commitPosition } = turn.state;
  const own = lastTerm(recordingLog)!;
  const next = firstTermBehind(recordingLog, theirTermId) ?? own;
  tellMember(turn, to, {
    kind: 'NewLeadershipTerm',
    logLeadershipTermId: theirTermId,
    nextLeadershipTermId: next.leadershipTermId,
    nextTermBaseLogPosition: next.termBaseLogPosition,
    leadershipTermId,
    termBaseLogPosition: own.termBaseLogPosition,
    logPosition: appendPosition(turn.state),
    commitPosition,
  });
}

/** A member makes its log the leader's, term by term, and joins. */
export function follow(turn: Turn, from: number, message: Message<'NewLeadershipTerm'>): void {
  const { state } = turn;
  const isInBallot = state.electionState === 'FOLLOWER_BALLOT' || state.electionState === 'CANDIDATE_BALLOT';
  const isExpected =
    state.electionState === 'CANVASS' ||
    state.electionState === 'NOMINATE' ||
    (isInBallot && message.leadershipTermId === state.candidateTermId);
  if (!isExpected) return;
  if (message.logLeadershipTermId !== logLeadershipTermId(state)) {
    // The leader does not know yet in which term this log ends. Canvassing tells it.
    canvass(turn, `hears of term ${message.leadershipTermId}`);
    return;
  }
  set(turn, {
    role: 'follower',
    leaderMemberId: from,
    leadershipTermId: message.leadershipTermId,
    notifiedCommitPosition: message.commitPosition,
    canvass: { ...state.canvass, isExtended: false },
  });
  disarm(turn, 'status');
  const hasThisTerm = message.logLeadershipTermId === message.leadershipTermId;
  if (!hasThisTerm && !reachNextTerm(turn, message)) return;
  if (!hasThisTerm && message.nextLeadershipTermId < message.leadershipTermId) {
    canvass(turn, `term ${message.nextLeadershipTermId} is recorded`);
    return;
  }
  join(turn, message);
}

/** @returns true once this log ends where the leader's next term begins, and the term is recorded */
function reachNextTerm(turn: Turn, message: Message<'NewLeadershipTerm'>): boolean {
  const { nextTermBaseLogPosition: base, nextLeadershipTermId: leadershipTermId } = message;
  const end = appendPosition(turn.state);
  if (end > base) cutOff(turn, base);
  if (end < base) {
    enter(turn, 'FOLLOWER_LOG_REPLICATION', `from position ${end} to ${base}`);
    arm(turn, 'election', turn.options.timings.leaderHeartbeatTimeout);
    set(turn, { catchupJoinPosition: base });
    askForLog(turn);
    return false;
  }
  recordInRecordingLog(turn, {
    type: 'TERM',
    leadershipTermId,
    termBaseLogPosition: base,
    timestamp: turn.state.log.at(-1)?.timestamp ?? 0,
    isValid: true,
  });
  return true;
}

/** Entries that nobody committed, of a leader that was gone before a majority had them. */
function cutOff(turn: Turn, position: number): void {
  const { state } = turn;
  if (position < state.commitPosition || !isBoundary(state.log, position))
    throw new Error(
      `Member ${state.memberId} was to cut off its log at position ${position}, and position ${state.commitPosition} is committed.`,
    );
  say(turn, `cuts off its log at position ${position}: what stood behind was never committed`);
  recordTruncation(turn, position);
}

function askForLog(turn: Turn): void {
  const { leadershipTermId, leaderMemberId, catchupJoinPosition } = turn.state;
  tellMember(turn, leaderMemberId!, {
    kind: 'ReplicateLog',
    leadershipTermId,
    from: appendPosition(turn.state),
    stopPosition: catchupJoinPosition,
  });
  arm(turn, 'replication', turn.options.timings.leaderHeartbeatInterval);
}

export function onReplicationTimer(turn: Turn): void {
  const { electionState } = turn.state;
  if (electionState === 'FOLLOWER_LOG_REPLICATION') askForLog(turn);
  if (electionState === 'FOLLOWER_CATCHUP') askToCatchUp(turn);
}

/** In the term, with the log up to its beginning: what comes next is replay, and then whatever the leader has written since. */
function join(turn: Turn, { commitPosition, logPosition }: Message<'NewLeadershipTerm'>): void {
  enter(turn, 'FOLLOWER_REPLAY');
  tellAppendPosition(turn);
  onRole(turn);
  applyUpTo(turn, commitPosition);
  set(turn, { catchupJoinPosition: logPosition });
  if (appendPosition(turn.state) >= logPosition) {
    takePartFromNowOn(turn);
    return;
  }
  enter(turn, 'FOLLOWER_CATCHUP_INIT');
  enter(turn, 'FOLLOWER_CATCHUP', `from position ${appendPosition(turn.state)} to ${logPosition}`);
  arm(turn, 'election', turn.options.timings.leaderHeartbeatTimeout);
  askToCatchUp(turn);
}

function askToCatchUp(turn: Turn): void {
  const { leadershipTermId, leaderMemberId } = turn.state;
  const logPosition = appendPosition(turn.state);
  tellMember(turn, leaderMemberId!, { kind: 'CatchupPosition', leadershipTermId, logPosition });
  arm(turn, 'replication', turn.options.timings.leaderHeartbeatInterval);
}

function takePartFromNowOn(turn: Turn): void {
  const { leadershipTermId, leaderMemberId } = turn.state;
  enter(turn, 'FOLLOWER_LOG_INIT');
  enter(turn, 'FOLLOWER_READY');
  disarm(turn, 'election', 'replication');
  set(turn, { leaderHeardAt: turn.clock });
  enter(turn, 'CLOSED', `follows member ${leaderMemberId} in term ${leadershipTermId}`);
  arm(turn, 'leader', turn.options.timings.leaderHeartbeatTimeout);
  arm(turn, 'heartbeat', turn.options.timings.leaderHeartbeatInterval);
}

export const tellAppendPosition = (turn: Turn): void => {
  const { leaderMemberId, leadershipTermId } = turn.state;
  if (leaderMemberId === null) return;
  const logPosition = appendPosition(turn.state);
  tellMember(turn, leaderMemberId, { kind: 'AppendPosition', leadershipTermId, logPosition });
};

/** A piece of the leader's log. A gap is not filled here: the leader learns from the append position what is missing. */
export function onLog(turn: Turn, from: number, message: Message<'Log'>): void {
  const { state } = turn;
  if (message.leadershipTermId !== state.leadershipTermId || from !== state.leaderMemberId) return;
  const end = appendPosition(state);
  if (message.from > end) return;
  const { electionState } = state;
  const isReplicating = electionState === 'FOLLOWER_LOG_REPLICATION';
  if (!isReplicating && electionState !== 'FOLLOWER_CATCHUP' && electionState !== 'CLOSED') return;
  record(turn, between(message.entries, end, isReplicating ? state.catchupJoinPosition : Infinity));
  if (isReplicating) {
    if (appendPosition(turn.state) < state.catchupJoinPosition) askForLog(turn);
    else canvass(turn, `has the log up to position ${state.catchupJoinPosition}`);
    return;
  }
  tellAppendPosition(turn);
  applyUpTo(turn, turn.state.notifiedCommitPosition);
  if (electionState !== 'FOLLOWER_CATCHUP') return;
  if (appendPosition(turn.state) >= state.catchupJoinPosition) takePartFromNowOn(turn);
  else askToCatchUp(turn);
}

export function onCommitPosition(turn: Turn, from: number, message: Message<'CommitPosition'>): void {
  const { state, clock } = turn;
  const { leadershipTermId, logPosition } = message;
  if (
    leadershipTermId > state.leadershipTermId &&
    (state.electionState === 'CLOSED' || state.role === 'leader')
  ) {
    canvass(turn, `member ${from} leads term ${leadershipTermId}`);
    return;
  }
  if (leadershipTermId !== state.leadershipTermId || from !== state.leaderMemberId) return;
  set(turn, {
    leaderHeardAt: clock,
    notifiedCommitPosition: Math.max(state.notifiedCommitPosition, logPosition),
  });
  if (state.electionState !== 'CLOSED') return;
  arm(turn, 'leader', turn.options.timings.leaderHeartbeatTimeout);
  applyUpTo(turn, turn.state.notifiedCommitPosition);
}

/** To the leader: this is how far the follower's log goes. */
export function onAppendPosition(turn: Turn, from: number, message: Message<'AppendPosition'>): void {
  const { state } = turn;
  if (state.role !== 'leader' || message.leadershipTermId !== state.leadershipTermId) return;
  const known = state.peers[from]!;
  const logPosition = known.hasJoined
    ? Math.max(known.logPosition ?? 0, message.logPosition)
    : message.logPosition;
  hear(turn, from, { hasJoined: true, logPosition, logLeadershipTermId: state.leadershipTermId });
  readyIfReplicated(turn);
  commitIfPossible(turn);
}

export function onCatchupPosition(turn: Turn, from: number, message: Message<'CatchupPosition'>): void {
  const { state } = turn;
  if (state.role !== 'leader' || message.leadershipTermId !== state.leadershipTermId) return;
  sendLog(turn, from, message.logPosition);
}

export function onReplicateLog(turn: Turn, from: number, message: Message<'ReplicateLog'>): void {
  const { state } = turn;
  if (state.role !== 'leader' || message.leadershipTermId !== state.leadershipTermId) return;
  hear(turn, from, {});
  sendLog(turn, from, message.from, message.stopPosition);
}
