import {
  append,
  cancelTimer,
  note,
  persist,
  send,
  setTimer,
  type Effect,
  type NodeId,
  type Span,
  type Time,
} from '../../sim/index.ts';
import { frameLength, truncate, type Log, type LogEntry, type LogEvent } from '../log.ts';
import type { ClusterMessage } from '../messages.ts';
import { invalidate, type RecordingLogEntry } from '../recording-log.ts';
import type { ServiceContainer } from '../container.ts';
import type { Timings } from '../timings.ts';
import { appendPosition, type MemberState } from './state.ts';

export interface MemberOptions {
  readonly timings: Timings;
  /**
   * Whether what is written is on the disk before the next effect. Aeron's `fileSyncLevel` is 0 by default: a process may die without loss,
   * and a machine that loses power loses what the operating system had not written yet.
   */
  readonly fileSyncLevel: 0 | 1 | 2;
}

/** One step of a member under way: its state so far, and what it wants done so far. */
export interface Turn {
  state: MemberState;
  readonly effects: Effect<ClusterMessage, never>[];
  readonly clock: Time;
  readonly options: MemberOptions;
  readonly container: ServiceContainer;
}

export const set = (turn: Turn, changes: Partial<MemberState>): void => {
  turn.state = { ...turn.state, ...changes };
};

export const tell = (turn: Turn, to: NodeId, message: ClusterMessage): void => {
  turn.effects.push(send(to, message));
};

export const others = ({ state: { members, memberId } }: Turn): readonly number[] =>
  members.map((_, id) => id).filter((id) => id !== memberId);

export const tellMember = (turn: Turn, memberId: number, message: ClusterMessage): void =>
  tell(turn, turn.state.members[memberId]!, message);

export const tellMembers = (turn: Turn, message: ClusterMessage): void => {
  for (const id of others(turn)) tellMember(turn, id, message);
};

export const arm = (turn: Turn, timer: string, after: Span): void => {
  turn.effects.push(setTimer(timer, after));
};

export const disarm = (turn: Turn, ...timers: readonly string[]): void => {
  turn.effects.push(...timers.map(cancelTimer));
};

export const say = (turn: Turn, text: string): void => {
  turn.effects.push(note(text));
};

const isSynced = ({ options }: Turn) => ({ sync: options.fileSyncLevel > 0 });

/** Writes entries to the end of the log: the archive's recording of it. */
export function record(turn: Turn, entries: Log): void {
  turn.effects.push(...entries.map((entry) => append('log', entry, isSynced(turn))));
  set(turn, { log: [...turn.state.log, ...entries] });
}

/** Cuts off the log. Terms that begin behind are ones in which this member has nothing: others may have ended elsewhere. */
export function recordTruncation(turn: Turn, position: number): void {
  turn.effects.push(append('log', { truncatedTo: position }, isSynced(turn)));
  turn.effects.push(append('recording-log', { termsInvalidBehind: position }));
  const { log, recordingLog } = turn.state;
  set(turn, { log: truncate(log, position), recordingLog: invalidate(recordingLog, position) });
}

export function recordInRecordingLog(turn: Turn, ...entries: readonly RecordingLogEntry[]): void {
  turn.effects.push(...entries.map((entry) => append('recording-log', entry)));
  set(turn, { recordingLog: [...turn.state.recordingLog, ...entries] });
}

/** Before anybody hears of the vote or the candidacy: a member that forgot it could give its vote twice. */
export function recordCandidateTerm(turn: Turn, candidateTermId: number): void {
  turn.effects.push(persist('node-state', { candidateTermId }));
  set(turn, { candidateTermId });
}

/** Cluster time: the leader's clock, but never behind an entry that is in the log already. */
export const clusterTime = ({ state, clock }: Turn): Time =>
  Math.max(clock, state.log.at(-1)?.timestamp ?? 0);

/** The entry that would come next in the leader's log. */
export const entryFor = (turn: Turn, event: LogEvent): LogEntry => ({
  position: appendPosition(turn.state) + frameLength(event),
  leadershipTermId: turn.state.leadershipTermId,
  timestamp: clusterTime(turn),
  ...event,
});
