import { majorityOf } from '../../ordering/quorum/quorum.ts';
import type { NodeId, Time } from '../../sim/index.ts';
import { appendPositionOf, type ClusterAction, type Log, type Payload } from '../log.ts';
import { lastTerm, type RecordingLog } from '../recording-log.ts';

/** Aeron's `ElectionState`, in its order. What only waits for a subscription or a counter in Aeron is passed at once here. */
export const electionStates = [
  'INIT',
  'CANVASS',
  'NOMINATE',
  'CANDIDATE_BALLOT',
  'FOLLOWER_BALLOT',
  'LEADER_LOG_REPLICATION',
  'LEADER_REPLAY',
  'LEADER_INIT',
  'LEADER_READY',
  'FOLLOWER_LOG_REPLICATION',
  'FOLLOWER_REPLAY',
  'FOLLOWER_CATCHUP_INIT',
  'FOLLOWER_CATCHUP_AWAIT',
  'FOLLOWER_CATCHUP',
  'FOLLOWER_LOG_INIT',
  'FOLLOWER_LOG_AWAIT',
  'FOLLOWER_READY',
  'CLOSED',
] as const;

export type ElectionState = (typeof electionStates)[number];

/** Those of Aeron's `ConsensusModule.State` in which a member can be met here: a snapshot is taken in one step. */
type ConsensusModuleState = 'INIT' | 'ACTIVE' | 'SUSPENDED';

export interface MemberState {
  readonly memberId: number;
  /** Of all members, by member id. */
  readonly members: readonly NodeId[];
  readonly role: 'follower' | 'candidate' | 'leader';
  /** `CLOSED` outside of an election. */
  readonly electionState: ElectionState;
  readonly moduleState: ConsensusModuleState;

  /** On disk: the log, what is known about it, and the highest term in which this member stood or voted. */
  readonly log: Log;
  readonly recordingLog: RecordingLog;
  readonly candidateTermId: number;

  /** The term that this member is in, or was in last; -1 before the first. */
  readonly leadershipTermId: number;
  readonly leaderMemberId: number | null;
  /** The highest position that the leader has said to be committed. It may lie behind the end of this member's log. */
  readonly notifiedCommitPosition: number;
  /** Up to here the entries are committed, and the service has taken them. */
  readonly commitPosition: number;
  /** What this member knows of the others, by member id; its own place is unused. */
  readonly peers: readonly Peer[];
  /** By this member's clock. */
  readonly leaderHeardAt: Time;
  readonly canvass: Canvass;
  /** Where the leader's log ended when this follower joined: it catches up to there first. */
  readonly catchupJoinPosition: number;

  readonly sessions: readonly Session[];
  readonly nextSessionId: number;
  readonly timers: readonly Timer[];
  /** Offered by the service, and not yet in the log. */
  readonly serviceMessages: readonly ServiceMessage[];
  readonly nextServiceMessageId: number;
  /** What the leader has put into the log and not applied yet, so that it does not do so twice. */
  readonly underWay: UnderWay;
  /** The fields of the service, for whoever looks at the run. */
  readonly service: unknown;
}

export interface Canvass {
  /** True from the start of a member to its first election: it waits for all others longer than later on. */
  readonly isExtended: boolean;
  readonly isOver: boolean;
}

export interface Peer {
  /** Null when nothing has been heard in this election. */
  readonly logPosition: number | null;
  readonly logLeadershipTermId: number;
  /** Whether it has recorded the present term, and has all of the log up to its beginning. */
  readonly hasJoined: boolean;
  readonly vote: boolean | null;
  readonly heardAt: Time;
}

export interface Session {
  readonly id: number;
  readonly responseChannel: NodeId;
  readonly correlationId: number;
  readonly isClosing: boolean;
  /** By the leader's clock; it begins anew with every leader. */
  readonly activeAt: Time;
}

export interface Timer {
  readonly correlationId: number;
  readonly deadline: Time;
}

export interface ServiceMessage {
  readonly id: number;
  readonly payload: Payload;
}

export interface UnderWay {
  readonly timers: readonly number[];
  readonly connects: readonly string[];
  readonly closes: readonly number[];
  /** The last service message that stands in the log. */
  readonly serviceMessageId: number;
  readonly action: ClusterAction | null;
}

export const nothingUnderWay: UnderWay = {
  timers: [],
  connects: [],
  closes: [],
  serviceMessageId: 0,
  action: null,
};

export const unheard: Peer = {
  logPosition: null,
  logLeadershipTermId: -1,
  hasJoined: false,
  vote: null,
  heardAt: -1,
};

export const appendPosition = ({ log }: MemberState): number => appendPositionOf(log);

/** The last term that this member has recorded: with the append position, what candidates are measured by. */
export const logLeadershipTermId = ({ recordingLog }: MemberState): number =>
  lastTerm(recordingLog)?.leadershipTermId ?? -1;

/** Elected, and past its election: before that, a leader takes nothing from clients and commits nothing. */
export const isLeading = ({ role, electionState }: MemberState): boolean =>
  role === 'leader' && electionState === 'CLOSED';

export const quorum = ({ members }: MemberState): number => majorityOf(members.length);

/** Positive when the first log is the better one: a later term, or a longer log of the same term (Aeron's `ClusterMember.compareLog`). */
export const compareLog = (
  oneTermId: number,
  onePosition: number,
  otherTermId: number,
  otherPosition: number,
): number => oneTermId - otherTermId || onePosition - otherPosition;
