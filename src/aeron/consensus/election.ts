import type { Message } from '../messages.ts';
import { begin, follow } from './joining.ts';
import { lead } from './leading.ts';
import {
  appendPosition,
  compareLog,
  logLeadershipTermId,
  quorum,
  unheard,
  type ElectionState,
  type MemberState,
  type Peer,
} from './state.ts';
import {
  arm,
  disarm,
  others,
  recordCandidateTerm,
  say,
  set,
  tellMember,
  tellMembers,
  type Turn,
} from './turn.ts';

export function enter(turn: Turn, electionState: ElectionState, why = ''): void {
  set(turn, { electionState });
  say(turn, `${electionState}${why && `: ${why}`}`);
}

/** Leaves what it was doing, and asks around where the logs of the others end. */
export function canvass(turn: Turn, why: string): void {
  const { state, clock, options } = turn;
  const { startupCanvassTimeout, leaderHeartbeatTimeout } = options.timings;
  disarm(turn, 'heartbeat', 'sessions', 'timers');
  set(turn, {
    role: 'follower',
    leaderMemberId: null,
    peers: state.members.map(() => unheard),
    canvass: { ...state.canvass, isOver: false },
    notifiedCommitPosition: 0,
  });
  enter(turn, 'CANVASS', why);
  const deadline = state.canvass.isExtended
    ? clock + startupCanvassTimeout
    : Math.max(clock, state.leaderHeardAt + leaderHeartbeatTimeout);
  arm(turn, 'election', deadline - clock);
  publishCanvassPosition(turn);
}

/** Says where this log ends, and says it again after a while. */
export function publishCanvassPosition(turn: Turn): void {
  const { state, options } = turn;
  tellMembers(turn, {
    kind: 'CanvassPosition',
    logLeadershipTermId: logLeadershipTermId(state),
    logPosition: appendPosition(state),
    leadershipTermId: state.leadershipTermId,
  });
  arm(turn, 'status', options.timings.electionStatusInterval);
}

export function onStatusTimer(turn: Turn): void {
  const { electionState } = turn.state;
  if (electionState === 'CANVASS' || electionState === 'NOMINATE') publishCanvassPosition(turn);
}

/** The deadline of the state of the election has passed. */
export function onElectionTimer(turn: Turn): void {
  const { state } = turn;
  switch (state.electionState) {
    case 'CANVASS':
      set(turn, { canvass: { ...state.canvass, isOver: true } });
      nominateIfElectable(turn);
      return;
    case 'NOMINATE':
      standForElection(turn);
      return;
    case 'CANDIDATE_BALLOT':
      if (!winIfElected(turn, isQuorumLeader)) canvass(turn, 'no majority, or a vote against');
      return;
    case 'CLOSED':
      return;
    default:
      canvass(turn, `${state.electionState} took too long`);
  }
}

/** What the peer said of its log when it canvassed, voted or followed. */
export function hear(turn: Turn, from: number, heard: Partial<Peer>): void {
  set(turn, {
    peers: turn.state.peers.map((peer, id) =>
      id === from ? { ...peer, ...heard, heardAt: turn.clock } : peer,
    ),
  });
}

export function onCanvassPosition(turn: Turn, from: number, message: Message<'CanvassPosition'>): void {
  const { logLeadershipTermId: termId, logPosition } = message;
  if (turn.state.role === 'leader') {
    hear(turn, from, { logLeadershipTermId: termId, logPosition, hasJoined: false });
    begin(turn, from, termId);
    return;
  }
  hear(turn, from, { logLeadershipTermId: termId, logPosition });
  nominateIfElectable(turn);
}

/** Whom all would vote for need not wait; later on a majority will do. */
function nominateIfElectable(turn: Turn): void {
  const { state, options } = turn;
  if (state.electionState !== 'CANVASS') return;
  const votes = 1 + others(turn).filter((id) => wouldVoteFor(state, state.peers[id]!)).length;
  if (votes < state.members.length && !(state.canvass.isOver && votes >= quorum(state))) return;
  set(turn, { canvass: { ...state.canvass, isExtended: false } });
  enter(
    turn,
    'NOMINATE',
    votes === state.members.length ? 'all would vote for it' : 'a majority would vote for it',
  );
  arm(turn, 'election', [0, options.timings.electionTimeout >> 1]);
}

const wouldVoteFor = (state: MemberState, { logPosition, logLeadershipTermId: termId }: Peer): boolean =>
  logPosition !== null &&
  compareLog(termId, logPosition, logLeadershipTermId(state), appendPosition(state)) <= 0;

function standForElection(turn: Turn): void {
  const { state, options } = turn;
  const candidateTermId = Math.max(state.candidateTermId, state.leadershipTermId) + 1;
  recordCandidateTerm(turn, candidateTermId);
  set(turn, { role: 'candidate', peers: state.peers.map((peer) => ({ ...peer, vote: null })) });
  enter(turn, 'CANDIDATE_BALLOT', `term ${candidateTermId}`);
  tellMembers(turn, {
    kind: 'RequestVote',
    logLeadershipTermId: logLeadershipTermId(state),
    logPosition: appendPosition(state),
    candidateTermId,
  });
  arm(turn, 'election', options.timings.electionTimeout);
  winIfElected(turn, isUnanimousLeader);
}

export function onRequestVote(turn: Turn, from: number, message: Message<'RequestVote'>): void {
  const { state, options } = turn;
  const { candidateTermId } = message;
  if (state.electionState === 'CLOSED') {
    // No vote yet: the request has only told it that the others are holding an election. Who still hears the leader asks around first.
    if (candidateTermId > state.leadershipTermId)
      canvass(turn, `a vote was asked for in term ${candidateTermId}`);
    return;
  }
  if (candidateTermId <= state.candidateTermId) {
    vote(turn, from, candidateTermId, false);
    return;
  }
  const isBetter =
    compareLog(
      logLeadershipTermId(state),
      appendPosition(state),
      message.logLeadershipTermId,
      message.logPosition,
    ) > 0;
  if (isBetter) {
    recordCandidateTerm(turn, candidateTermId);
    vote(turn, from, candidateTermId, false);
    if (state.role === 'candidate') canvass(turn, `term ${candidateTermId} was asked for`);
    return;
  }
  if (!isBeforeLeader(state.electionState)) return;
  recordCandidateTerm(turn, candidateTermId);
  vote(turn, from, candidateTermId, true);
  set(turn, { role: 'follower' });
  enter(turn, 'FOLLOWER_BALLOT', `for member ${from} in term ${candidateTermId}`);
  arm(turn, 'election', options.timings.electionTimeout);
}

const isBeforeLeader = (state: ElectionState): boolean =>
  ['CANVASS', 'NOMINATE', 'CANDIDATE_BALLOT', 'FOLLOWER_BALLOT'].includes(state);

const vote = (turn: Turn, candidate: number, candidateTermId: number, isFor: boolean): void =>
  tellMember(turn, candidate, {
    kind: 'Vote',
    candidateTermId,
    logLeadershipTermId: logLeadershipTermId(turn.state),
    logPosition: appendPosition(turn.state),
    vote: isFor,
  });

export function onVote(turn: Turn, from: number, message: Message<'Vote'>): void {
  const { state } = turn;
  if (state.role === 'leader' && message.candidateTermId > state.leadershipTermId) {
    canvass(turn, `member ${from} has taken part in term ${message.candidateTermId}`);
    return;
  }
  if (state.electionState !== 'CANDIDATE_BALLOT' || message.candidateTermId !== state.candidateTermId) return;
  const { logLeadershipTermId: termId, logPosition } = message;
  hear(turn, from, { vote: message.vote, logLeadershipTermId: termId, logPosition });
  winIfElected(turn, isUnanimousLeader);
}

const votesFor = ({ peers, memberId }: MemberState): number =>
  1 + peers.filter((peer, id) => id !== memberId && peer.vote === true).length;

const isUnanimousLeader = (state: MemberState): boolean => votesFor(state) === state.members.length;

/** Once the ballot is over. A single vote against, and there is another ballot: the one who gave it may have the better log. */
const isQuorumLeader = (state: MemberState): boolean =>
  votesFor(state) >= quorum(state) && !state.peers.some((peer) => peer.vote === false);

function winIfElected(turn: Turn, isElected: (state: MemberState) => boolean): boolean {
  if (turn.state.electionState !== 'CANDIDATE_BALLOT' || !isElected(turn.state)) return false;
  lead(turn);
  return true;
}

/** A leader says so. Whoever is in an election, and has promised nobody a later term, follows; whoever is not, holds one first. */
export function onNewLeadershipTerm(turn: Turn, from: number, message: Message<'NewLeadershipTerm'>): void {
  const { state, clock } = turn;
  const { leadershipTermId } = message;
  if (leadershipTermId >= state.leadershipTermId) set(turn, { leaderHeardAt: clock });
  if (state.electionState === 'CLOSED' || state.role === 'leader') {
    if (leadershipTermId > state.leadershipTermId)
      canvass(turn, `member ${from} leads term ${leadershipTermId}`);
    return;
  }
  // A vote is a promise to take part in no earlier term. Without this, entries that were acknowledged in the earlier one, after the
  // vote was given, would be cut off by the leader of the later one, although they had been committed.
  if (leadershipTermId < state.candidateTermId) {
    vote(turn, from, state.candidateTermId, false);
    return;
  }
  follow(turn, from, message);
}
