import { apply, persist } from '../../sim/index.ts';
import { between, type LogEntry } from '../log.ts';
import type { Circumstances, Wish } from '../service-cluster.ts';
import type { Role } from '../service.ts';
import { consensusModuleServiceId, lastTerm, type SnapshotEntry } from '../recording-log.ts';
import { publishWaitingMessages, reviewTimers, tellClosed, tellEgress, tellOpened } from './sessions.ts';
import { appendPosition, type MemberState, type Session } from './state.ts';
import { arm, disarm, recordInRecordingLog, say, set, type Turn } from './turn.ts';

/** What a snapshot holds: sessions and timers, which are the consensus module's, and what the service wrote. */
export interface Snapshot {
  readonly sessions: readonly Session[];
  readonly nextSessionId: number;
  readonly timers: MemberState['timers'];
  readonly serviceMessages: MemberState['serviceMessages'];
  readonly nextServiceMessageId: number;
  readonly service: readonly string[];
}

export const snapshotKey = (logPosition: number): string => `snapshot-${logPosition}`;

/** Lets the service take what is committed, entry by entry, as far as the log goes. */
export function applyUpTo(turn: Turn, position: number): void {
  const { log, commitPosition } = turn.state;
  for (const entry of between(log, commitPosition, position)) applyEntry(turn, entry);
}

function applyEntry(turn: Turn, entry: LogEntry): void {
  turn.effects.push(apply(entry.position, eventOf(entry)));
  prepare(turn, entry);
  const wishes = turn.container.take(entry, circumstances(turn, entry));
  set(turn, { commitPosition: entry.position });
  for (const wish of wishes) fulfil(turn, wish, entry);
  settle(turn, entry);
  set(turn, { service: turn.container.fields() });
}

/** What the consensus module changes before the service hears of the entry. */
function prepare(turn: Turn, entry: LogEntry): void {
  const { state, clock } = turn;
  if (entry.kind === 'SessionOpenEvent') {
    const { clusterSessionId: id, responseChannel, correlationId } = entry;
    const session: Session = { id, responseChannel, correlationId, isClosing: false, activeAt: clock };
    set(turn, {
      sessions: [...state.sessions, session],
      nextSessionId: Math.max(state.nextSessionId, id + 1),
    });
  }
  if (entry.kind === 'TimerEvent')
    set(turn, {
      // A timer that the service has moved on while the old one was on its way into the log is still to come.
      timers: state.timers.filter(
        ({ correlationId, deadline }) => correlationId !== entry.correlationId || deadline > entry.timestamp,
      ),
      underWay: {
        ...state.underWay,
        timers: state.underWay.timers.filter((correlationId) => correlationId !== entry.correlationId),
      },
    });
  if (entry.kind === 'ServiceMessage')
    set(turn, { serviceMessages: state.serviceMessages.filter(({ id }) => id > entry.serviceMessageId) });
}

function fulfil(turn: Turn, wish: Wish, { timestamp }: LogEntry): void {
  const { state } = turn;
  switch (wish.kind) {
    case 'schedule': {
      const { correlationId, deadline } = wish;
      const rest = state.timers.filter((timer) => timer.correlationId !== correlationId);
      set(turn, { timers: [...rest, { correlationId, deadline }] });
      return;
    }
    case 'cancel':
      set(turn, { timers: state.timers.filter(({ correlationId }) => correlationId !== wish.correlationId) });
      return;
    case 'close':
      set(turn, {
        sessions: state.sessions.map((session) =>
          session.id === wish.clusterSessionId ? { ...session, isClosing: true } : session,
        ),
      });
      return;
    case 'offer': {
      const id = state.nextServiceMessageId;
      set(turn, {
        serviceMessages: [...state.serviceMessages, { id, payload: wish.payload }],
        nextServiceMessageId: id + 1,
      });
      return;
    }
    case 'egress':
      tellEgress(turn, wish.clusterSessionId, timestamp, wish.payload);
  }
}

/** What the consensus module changes once the service has heard of the entry. */
function settle(turn: Turn, entry: LogEntry): void {
  const { state } = turn;
  if (entry.kind === 'SessionOpenEvent') tellOpened(turn, entry);
  if (entry.kind === 'SessionCloseEvent') {
    const session = state.sessions.find(({ id }) => id === entry.clusterSessionId);
    set(turn, { sessions: state.sessions.filter(({ id }) => id !== entry.clusterSessionId) });
    if (session) tellClosed(turn, session, entry.closeReason);
  }
  if (entry.kind === 'ClusterActionRequest') act(turn, entry);
  reviewTimers(turn);
  publishWaitingMessages(turn);
}

function act(turn: Turn, entry: Extract<LogEntry, { kind: 'ClusterActionRequest' }>): void {
  set(turn, { underWay: { ...turn.state.underWay, action: null } });
  if (entry.action === 'SNAPSHOT') takeSnapshot(turn, entry);
  if (entry.action === 'SUSPEND') set(turn, { moduleState: 'SUSPENDED' });
  if (entry.action === 'RESUME') set(turn, { moduleState: 'ACTIVE' });
}

/** The action stands in the log, and so every member takes its snapshot at the same position. */
function takeSnapshot(turn: Turn, entry: LogEntry): void {
  const { state } = turn;
  const service = turn.container.takeSnapshot(circumstances(turn, entry));
  const { sessions, nextSessionId, timers, serviceMessages, nextServiceMessageId } = state;
  const snapshot: Snapshot = {
    sessions,
    nextSessionId,
    timers,
    serviceMessages,
    nextServiceMessageId,
    service,
  };
  turn.effects.push(persist(snapshotKey(entry.position), snapshot));
  const recorded = (serviceId: number): SnapshotEntry => ({
    type: 'SNAPSHOT',
    leadershipTermId: entry.leadershipTermId,
    termBaseLogPosition: lastTerm(state.recordingLog)?.termBaseLogPosition ?? 0,
    logPosition: entry.position,
    timestamp: entry.timestamp,
    serviceId,
    isValid: true,
  });
  // The snapshot of the service is recorded before that of the consensus module: one that was cut short by a crash is not taken for whole.
  recordInRecordingLog(turn, recorded(0), recorded(consensusModuleServiceId));
  say(turn, `snapshot at position ${entry.position}`);
}

/** Tells the service of its member's role, where that has changed. */
export function onRole(turn: Turn): void {
  const { state } = turn;
  turn.container.changeRole({
    ...circumstances(turn, state.log.at(-1)),
    logPosition: state.commitPosition,
  });
  if (state.role !== 'leader') disarm(turn, 'timers', 'sessions');
  else arm(turn, 'sessions', turn.options.timings.sessionTimeout >> 1);
}

export function circumstances(turn: Turn, entry?: LogEntry): Circumstances {
  const { state, clock } = turn;
  return {
    // While a new leader goes through what is in its log already, its clients hear nothing of it a second time.
    role: roles[state.role === 'leader' && state.electionState !== 'CLOSED' ? 'follower' : state.role],
    clock,
    logPosition: entry?.position ?? appendPosition(state),
    timestamp: entry?.timestamp ?? 0,
    sessions: state.sessions,
  };
}

const roles: Readonly<Record<MemberState['role'], Role>> = {
  follower: 'FOLLOWER',
  candidate: 'CANDIDATE',
  leader: 'LEADER',
};

const eventOf = ({
  position: _position,
  timestamp: _timestamp,
  leadershipTermId: _term,
  ...event
}: LogEntry) => event;
