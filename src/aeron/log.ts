import { lengthOf, type Bytes } from './buffer.ts';
import type { CloseReason } from './service.ts';

/** An entry of the cluster's log. Its name for others is the position at which it ends, in bytes from the beginning of the log. */
export type LogEntry = Stamp & LogEvent;

interface Stamp {
  readonly position: number;
  readonly leadershipTermId: number;
  /** The leader's cluster time when it appended the entry, in milliseconds. */
  readonly timestamp: number;
}

export type LogEvent =
  | {
      readonly kind: 'SessionOpenEvent';
      readonly clusterSessionId: number;
      readonly correlationId: number;
      readonly responseChannel: string;
    }
  | {
      readonly kind: 'SessionCloseEvent';
      readonly clusterSessionId: number;
      readonly closeReason: CloseReason;
    }
  | { readonly kind: 'SessionMessage'; readonly clusterSessionId: number; readonly payload: Payload }
  /** What a service has offered to the cluster. In Aeron it is a session message whose session id is the number of the message. */
  | { readonly kind: 'ServiceMessage'; readonly serviceMessageId: number; readonly payload: Payload }
  | { readonly kind: 'TimerEvent'; readonly correlationId: number }
  | { readonly kind: 'ClusterActionRequest'; readonly action: ClusterAction }
  | {
      readonly kind: 'NewLeadershipTermEvent';
      readonly termBaseLogPosition: number;
      readonly leaderMemberId: number;
    };

export type ClusterAction = 'SUSPEND' | 'RESUME' | 'SNAPSHOT';

export interface Payload {
  readonly bytes: Bytes;
  /** The same in words, for whoever reads the run. No service sees it. */
  readonly says: string;
}

export const frameHeader = 32;
const frameAlignment = 32;
const sbeHeader = 8;

/** The fixed part of each message, from Aeron's `aeron-cluster-codecs.xml`. */
const blockLength: Readonly<Record<LogEvent['kind'], number>> = {
  SessionOpenEvent: 36,
  SessionCloseEvent: 28,
  SessionMessage: 24,
  ServiceMessage: 24,
  TimerEvent: 24,
  ClusterActionRequest: 32,
  NewLeadershipTermEvent: 48,
};

/** How many bytes an entry takes in the log, frame header and padding included. */
export function frameLength(event: LogEvent): number {
  const length = frameHeader + sbeHeader + blockLength[event.kind] + variableLength(event);
  return Math.ceil(length / frameAlignment) * frameAlignment;
}

const variableLength = (event: LogEvent): number => {
  if (event.kind === 'SessionMessage' || event.kind === 'ServiceMessage')
    return lengthOf(event.payload.bytes);
  // Channel and principal each stand behind their length, an int.
  if (event.kind === 'SessionOpenEvent') return 8 + event.responseChannel.length;
  return 0;
};

/** The recorded log: entries without a gap, from position 0. */
export type Log = readonly LogEntry[];

export const appendPositionOf = (log: Log): number => log.at(-1)?.position ?? 0;

/** The index of the first entry that ends behind the position. */
function indexBehind(log: Log, position: number): number {
  let low = 0;
  let high = log.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (log[middle]!.position > position) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The entries behind a position, up to another one. Both are ends of entries. */
export const between = (log: Log, from: number, to = Infinity): Log =>
  log.slice(indexBehind(log, from), to === Infinity ? undefined : indexBehind(log, to));

export const truncate = (log: Log, position: number): Log => log.slice(0, indexBehind(log, position));

/** Whether an entry ends there. */
export const isBoundary = (log: Log, position: number): boolean =>
  position === 0 || log[indexBehind(log, position) - 1]?.position === position;
