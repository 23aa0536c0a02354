import { bufferOf, lengthOf, type Bytes } from './buffer.ts';
import { frameHeader, type LogEntry, type LogEvent } from './log.ts';
import type { ClientSession, ClusteredService, FragmentHandler } from './service.ts';

/** What a service is called with when it takes an entry; null for what concerns the consensus module alone. */
export const callbackFor: Readonly<Record<LogEvent['kind'], keyof ClusteredService | null>> = {
  SessionOpenEvent: 'onSessionOpen',
  SessionCloseEvent: 'onSessionClose',
  SessionMessage: 'onSessionMessage',
  ServiceMessage: 'onSessionMessage',
  TimerEvent: 'onTimerEvent',
  NewLeadershipTermEvent: 'onNewLeadershipTermEvent',
  ClusterActionRequest: null,
};

export function deliver(
  entry: LogEntry,
  service: ClusteredService,
  sessionOf: (id: number) => ClientSession | null,
): void {
  const { timestamp, position } = entry;
  switch (entry.kind) {
    case 'SessionOpenEvent':
      return service.onSessionOpen(sessionOf(entry.clusterSessionId)!, timestamp);
    case 'SessionCloseEvent': {
      const session = sessionOf(entry.clusterSessionId);
      if (session) service.onSessionClose(session, timestamp, entry.closeReason);
      return;
    }
    case 'SessionMessage':
    case 'ServiceMessage': {
      const session = entry.kind === 'SessionMessage' ? sessionOf(entry.clusterSessionId) : null;
      return handOver(entry.payload.bytes, position, (...fragment) =>
        service.onSessionMessage(session, timestamp, ...fragment),
      );
    }
    case 'TimerEvent':
      return service.onTimerEvent(entry.correlationId, timestamp);
    case 'NewLeadershipTermEvent': {
      const { leadershipTermId, termBaseLogPosition, leaderMemberId } = entry;
      return service.onNewLeadershipTermEvent?.(
        leadershipTermId,
        position,
        timestamp,
        termBaseLogPosition,
        leaderMemberId,
        leadershipTermId,
        'MILLISECONDS',
        1,
      );
    }
    case 'ClusterActionRequest':
      return;
  }
}

/** Behind the header, as on Aeron's own buffers: who reads from 0 reads something else. */
export const handOver = (bytes: Bytes, position: number, handler: FragmentHandler): void =>
  handler(bufferOf(bytes, frameHeader), frameHeader, lengthOf(bytes), { position });
