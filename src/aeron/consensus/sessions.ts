import type { NodeId, Time } from '../../sim/index.ts';
import type { Payload } from '../log.ts';
import type { EventCode, IngressMessage } from '../messages.ts';
import type { CloseReason } from '../service.ts';
import { publish } from './leading.ts';
import { isLeading, type Session } from './state.ts';
import { arm, clusterTime, disarm, set, tell, type Turn } from './turn.ts';

/** Aeron's default for `maxConcurrentSessions`. */
const maxConcurrentSessions = 10;

/** What clients send. Only a leader takes it. */
export function onIngress(turn: Turn, client: NodeId, message: IngressMessage): void {
  if (!isLeading(turn.state)) {
    if (message.kind === 'SessionConnectRequest' && turn.state.leaderMemberId !== null)
      tellEvent(turn, client, 'REDIRECT', { correlationId: message.correlationId });
    return;
  }
  if (message.kind === 'SessionConnectRequest') {
    connect(turn, client, message.correlationId);
    return;
  }
  // From before the fail-over: the client does not know yet who leads, and would take the answer for one of its own time.
  if (message.leadershipTermId !== turn.state.leadershipTermId) return;
  const session = turn.state.sessions.find(({ id }) => id === message.clusterSessionId);
  if (session === undefined || session.responseChannel !== client) {
    const { clusterSessionId } = message;
    tellEvent(turn, client, 'CLOSED', { clusterSessionId, detail: 'unknown session' });
    return;
  }
  keepAlive(turn, session);
  if (message.kind === 'SessionCloseRequest') closeSession(turn, session, 'CLIENT_ACTION');
  if (message.kind === 'SessionMessage' && turn.state.moduleState === 'ACTIVE') {
    const { clusterSessionId, payload } = message;
    publish(turn, { kind: 'SessionMessage', clusterSessionId, payload });
  }
}

function connect(turn: Turn, client: NodeId, correlationId: number): void {
  const { sessions, underWay, nextSessionId } = turn.state;
  const open = sessions.find(
    (session) => session.responseChannel === client && session.correlationId === correlationId,
  );
  if (open) {
    tellEvent(turn, client, 'OK', { clusterSessionId: open.id, correlationId });
    return;
  }
  const request = `${client} ${correlationId}`;
  if (underWay.connects.includes(request)) return;
  if (sessions.length + underWay.connects.length >= maxConcurrentSessions) {
    tellEvent(turn, client, 'ERROR', { correlationId, detail: 'concurrent session limit' });
    return;
  }
  set(turn, {
    underWay: { ...underWay, connects: [...underWay.connects, request] },
    nextSessionId: nextSessionId + 1,
  });
  publish(turn, {
    kind: 'SessionOpenEvent',
    clusterSessionId: nextSessionId,
    correlationId,
    responseChannel: client,
  });
}

const keepAlive = (turn: Turn, { id }: Session): void =>
  set(turn, {
    sessions: turn.state.sessions.map((session) =>
      session.id === id ? { ...session, activeAt: turn.clock } : session,
    ),
  });

function closeSession(turn: Turn, { id }: Session, closeReason: CloseReason): void {
  const { underWay } = turn.state;
  if (underWay.closes.includes(id)) return;
  set(turn, { underWay: { ...underWay, closes: [...underWay.closes, id] } });
  publish(turn, { kind: 'SessionCloseEvent', clusterSessionId: id, closeReason });
}

/** Closes the sessions of clients that have gone silent. */
export function onSessionsTimer(turn: Turn): void {
  if (turn.state.role !== 'leader') return;
  const { sessionTimeout } = turn.options.timings;
  if (isLeading(turn.state))
    for (const session of turn.state.sessions)
      if (session.activeAt + sessionTimeout <= turn.clock) closeSession(turn, session, 'TIMEOUT');
  arm(turn, 'sessions', sessionTimeout >> 1);
}

/** A leader has come to lead: clients are told, and get all the time again that they had. */
export function openForClients(turn: Turn): void {
  set(turn, {
    sessions: turn.state.sessions.map((session) => ({ ...session, activeAt: turn.clock })),
  });
  const { leadershipTermId, memberId, sessions } = turn.state;
  for (const { id, responseChannel } of sessions)
    tell(turn, responseChannel, {
      kind: 'NewLeaderEvent',
      clusterSessionId: id,
      leadershipTermId,
      leaderMemberId: memberId,
    });
  reviewTimers(turn);
  publishWaitingMessages(turn);
}

/** Every member keeps the timers. Only the leader watches the time, and what has expired goes into the log. */
export function reviewTimers(turn: Turn): void {
  const { timers, underWay } = turn.state;
  if (!isLeading(turn.state)) return;
  const waiting = timers.filter(({ correlationId }) => !underWay.timers.includes(correlationId));
  if (waiting.length === 0) {
    disarm(turn, 'timers');
    return;
  }
  const next = Math.min(...waiting.map(({ deadline }) => deadline));
  arm(turn, 'timers', Math.max(0, Math.ceil(next - turn.clock)));
}

export function onTimersTimer(turn: Turn): void {
  if (!isLeading(turn.state)) return;
  const now = clusterTime(turn);
  for (const { correlationId, deadline } of turn.state.timers) {
    const { underWay } = turn.state;
    if (deadline > now || underWay.timers.includes(correlationId)) continue;
    set(turn, { underWay: { ...underWay, timers: [...underWay.timers, correlationId] } });
    publish(turn, { kind: 'TimerEvent', correlationId });
  }
  reviewTimers(turn);
}

/** What the service has offered, or wants closed, goes into the log: through the leader, and through the next one if this one fails. */
export function publishWaitingMessages(turn: Turn): void {
  if (!isLeading(turn.state)) return;
  for (const { id, payload } of turn.state.serviceMessages) {
    const { underWay } = turn.state;
    if (id <= underWay.serviceMessageId) continue;
    set(turn, { underWay: { ...underWay, serviceMessageId: id } });
    publish(turn, { kind: 'ServiceMessage', serviceMessageId: id, payload });
  }
  for (const session of turn.state.sessions)
    if (session.isClosing) closeSession(turn, session, 'SERVICE_ACTION');
}

interface EventDetails {
  readonly clusterSessionId?: number;
  readonly correlationId?: number;
  readonly detail?: string;
}

function tellEvent(turn: Turn, client: NodeId, code: EventCode, details: EventDetails): void {
  const { leadershipTermId, leaderMemberId } = turn.state;
  tell(turn, client, {
    kind: 'SessionEvent',
    code,
    clusterSessionId: -1,
    correlationId: -1,
    detail: '',
    ...details,
    leadershipTermId,
    leaderMemberId: leaderMemberId ?? -1,
  });
}

type Opened = Pick<Session, 'responseChannel' | 'correlationId'> & { readonly clusterSessionId: number };

export function tellOpened(turn: Turn, { clusterSessionId, responseChannel, correlationId }: Opened): void {
  const { underWay } = turn.state;
  const request = `${responseChannel} ${correlationId}`;
  set(turn, {
    underWay: { ...underWay, connects: underWay.connects.filter((other) => other !== request) },
  });
  if (isLeading(turn.state)) tellEvent(turn, responseChannel, 'OK', { clusterSessionId, correlationId });
}

export function tellClosed(turn: Turn, { id, responseChannel }: Session, reason: CloseReason): void {
  const { underWay } = turn.state;
  set(turn, { underWay: { ...underWay, closes: underWay.closes.filter((other) => other !== id) } });
  if (isLeading(turn.state))
    tellEvent(turn, responseChannel, 'CLOSED', { clusterSessionId: id, detail: reason });
}

export function tellEgress(turn: Turn, clusterSessionId: number, timestamp: Time, payload: Payload): void {
  const session = turn.state.sessions.find(({ id }) => id === clusterSessionId);
  if (session && isLeading(turn.state))
    tell(turn, session.responseChannel, { kind: 'SessionEgress', clusterSessionId, timestamp, payload });
}
