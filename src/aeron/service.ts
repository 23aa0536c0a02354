import type { DirectBuffer } from './buffer.ts';

/**
 * What an application runs in Aeron Cluster: names, order of arguments and meaning are those of `io.aeron.cluster.service` (Aeron 1.52).
 * One thread calls it, one entry of the log after the other, on every member. What is missing: claims and vectors, `Aeron` itself, authentication.
 */
export interface ClusteredService {
  /** @param snapshotImage what the last snapshot holds; null when there is none */
  onStart(cluster: Cluster, snapshotImage: Image | null): void;
  onSessionOpen(session: ClientSession, timestamp: number): void;
  onSessionClose(session: ClientSession, timestamp: number, closeReason: CloseReason): void;
  /** @param session null for a message that a service has offered to the cluster itself */
  onSessionMessage(
    session: ClientSession | null,
    timestamp: number,
    buffer: DirectBuffer,
    offset: number,
    length: number,
    header: Header,
  ): void;
  onTimerEvent(correlationId: number, timestamp: number): void;
  onTakeSnapshot(snapshotPublication: ExclusivePublication): void;
  /** Differs from member to member: nothing that is replicated may depend on it. */
  onRoleChange(newRole: Role): void;
  onTerminate(cluster: Cluster): void;
  onNewLeadershipTermEvent?(
    leadershipTermId: number,
    logPosition: number,
    timestamp: number,
    termBaseLogPosition: number,
    leaderMemberId: number,
    logSessionId: number,
    timeUnit: TimeUnit,
    appVersion: number,
  ): void;
}

export type Role = 'FOLLOWER' | 'CANDIDATE' | 'LEADER';
export type CloseReason = 'CLIENT_ACTION' | 'SERVICE_ACTION' | 'TIMEOUT';
export type TimeUnit = 'MILLISECONDS';

/** What a service may ask of its cluster, within a callback. */
export interface Cluster {
  readonly memberId: number;
  readonly role: Role;
  /** Where the entry ends that is being worked on, in bytes. */
  readonly logPosition: number;
  /** The time of that entry, in milliseconds: the same on every member, and again on every replay. */
  time(): number;
  readonly timeUnit: TimeUnit;
  getClientSession(clusterSessionId: number): ClientSession | null;
  clientSessions(): readonly ClientSession[];
  /** @throws Error when there is no such session */
  closeClientSession(clusterSessionId: number): boolean;
  /**
   * Asks for `onTimerEvent(correlationId)` at `deadline` or later. The same correlation id again moves the deadline.
   *
   * @returns false when the request could not be handed over, because of back-pressure: idle, and ask again
   */
  scheduleTimer(correlationId: number, deadline: number): boolean;
  /** @returns false when the request could not be handed over. A timer that has expired meanwhile may still fire. */
  cancelTimer(correlationId: number): boolean;
  /** Puts a message of the service into the log. It comes back in `onSessionMessage` without a session. @returns a position, or a negative reason */
  offer(buffer: DirectBuffer, offset: number, length: number): number;
  readonly idleStrategy: IdleStrategy;
}

export interface ClientSession {
  readonly id: number;
  readonly responseChannel: string;
  readonly isClosing: boolean;
  close(): void;
  /** Sends to the client, on the leader. On other members it does nothing and says `MOCKED_OFFER`. @returns a position, or a negative reason */
  offer(buffer: DirectBuffer, offset: number, length: number): number;
}

/** What `offer` says when it did nothing on purpose. */
export const MOCKED_OFFER = 1;

/** What `offer` says instead of a position when it failed: `io.aeron.Publication`. */
export const NOT_CONNECTED = -1;
export const BACK_PRESSURED = -2;
export const CLOSED = -4;

export interface IdleStrategy {
  reset(): void;
  idle(workCount?: number): void;
}

export interface Header {
  /** Where the entry ends, in bytes. */
  readonly position: number;
}

export type FragmentHandler = (buffer: DirectBuffer, offset: number, length: number, header: Header) => void;

/** Something recorded that is read from the beginning to its end. */
export interface Image {
  /** Hands over up to `fragmentLimit` fragments. @returns how many: 0 when none has come yet, or none is left */
  poll(fragmentHandler: FragmentHandler, fragmentLimit: number): number;
  readonly isEndOfStream: boolean;
}

export interface ExclusivePublication {
  /** @returns a position, or a negative reason: then nothing was written */
  offer(buffer: DirectBuffer, offset: number, length: number): number;
  readonly position: number;
}
