import { seededRandom, surroundedBy, type Time } from '../sim/index.ts';
import { bufferOf, bytesOf, lengthOf, type Bytes, type DirectBuffer } from './buffer.ts';
import { fieldsOf } from './fields.ts';
import type { LogEntry, Payload } from './log.ts';
import {
  BACK_PRESSURED,
  CLOSED,
  MOCKED_OFFER,
  type ClientSession,
  type Cluster,
  type ClusteredService,
  type ExclusivePublication,
  type IdleStrategy,
  type Image,
  type Role,
} from './service.ts';

/** What a service wanted done while it worked on one entry, in the order of asking. */
export type Wish =
  | { readonly kind: 'schedule'; readonly correlationId: number; readonly deadline: Time }
  | { readonly kind: 'cancel'; readonly correlationId: number }
  | { readonly kind: 'close'; readonly clusterSessionId: number }
  | { readonly kind: 'offer'; readonly payload: Payload }
  | { readonly kind: 'egress'; readonly clusterSessionId: number; readonly payload: Payload };

/** The circumstances of a callback. */
export interface Circumstances {
  readonly role: Role;
  /** The clock of the member, which a service must not ask. */
  readonly clock: Time;
  readonly logPosition: number;
  readonly timestamp: Time;
  readonly sessions: readonly {
    readonly id: number;
    readonly responseChannel: string;
    readonly isClosing: boolean;
  }[];
}

export interface ContainerOptions {
  readonly memberId: number;
  readonly service: () => ClusteredService;
  /** How often an offer, or a timer, is refused before it is taken: back-pressure. 0 when left out. */
  readonly refusals?: number;
  /** Tells what a service has sent, for whoever reads the run. */
  readonly describe?: (bytes: Bytes) => string;
}

export interface ServiceContainer {
  /** A new service, as after a start of its process. @param snapshot the fragments of the last snapshot */
  start(at: Circumstances, snapshot: readonly Bytes[] | null): void;
  /** Hands an entry to the service. @throws Error that names member, callback and position, when the service throws */
  take(entry: LogEntry, at: Circumstances): readonly Wish[];
  takeSnapshot(at: Circumstances): readonly Bytes[];
  changeRole(at: Circumstances): void;
  terminate(at: Circumstances): void;
  fields(): unknown;
}

/**
 * Where a service lives, with a live object that has a memory of its own, as in Java. The world knows only what went in and what came out.
 *
 * From inside, the clock is that of the member and the dice are the member's own: a service that asks them comes to another result than its
 * fellows, and is found out.
 */
export function createContainer({
  memberId,
  service: create,
  refusals = 0,
  describe = (bytes) => `${lengthOf(bytes)} bytes`,
}: ContainerOptions): ServiceContainer {
  let service: ClusteredService;
  let at: Circumstances;
  let callback: keyof ClusteredService | null = null;
  let wishes: Wish[] = [];
  let refused = 0;
  let random = seededRandom(memberId + 1);

  function within<Result>(name: keyof ClusteredService, where: Circumstances, run: () => Result): Result {
    at = where;
    callback = name;
    refused = 0;
    try {
      return surroundedBy({ now: () => where.clock, random: () => random.next() }, run);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(
        `The service of member ${memberId} threw in ${name} at log position ${where.logPosition}: ${reason}`,
        { cause: error },
      );
    } finally {
      callback = null;
    }
  }

  const isRefused = (): boolean => {
    if (refused >= refusals) {
      refused = 0;
      return false;
    }
    refused += 1;
    return true;
  };

  /** As Aeron does: what is not a reaction to the log must not lead to anything in it. */
  function check(what: string): void {
    if (callback === null)
      throw new Error(
        `${what} was called outside of a callback. A service acts only when the log tells it something.`,
      );
    if (lifecycle.includes(callback))
      throw new Error(`Sending messages or scheduling timers is not allowed from ${callback}.`);
  }

  const payloadOf = (buffer: DirectBuffer, offset: number, length: number): Payload => {
    const bytes = bytesOf(buffer, offset, length);
    return { bytes, says: describe(bytes) };
  };

  const sessions = new Map<number, ClientSession>();

  function sessionOf(id: number): ClientSession | null {
    if (!at.sessions.some((session) => session.id === id)) return null;
    let session = sessions.get(id);
    if (!session) sessions.set(id, (session = createSession(id)));
    return session;
  }

  const createSession = (id: number): ClientSession => {
    const known = () => at.sessions.find((session) => session.id === id);
    const { responseChannel } = known()!;
    return {
      id,
      responseChannel,
      get isClosing() {
        return known()?.isClosing ?? true;
      },
      close: () => void cluster.closeClientSession(id),
      offer(buffer, offset, length) {
        check('offer');
        if (known() === undefined) return CLOSED;
        if (at.role !== 'LEADER') return MOCKED_OFFER;
        if (isRefused()) return BACK_PRESSURED;
        wishes.push({ kind: 'egress', clusterSessionId: id, payload: payloadOf(buffer, offset, length) });
        return at.logPosition;
      },
    };
  };

  const idleStrategy: IdleStrategy = { reset: () => undefined, idle: () => undefined };

  const cluster: Cluster = {
    memberId,
    get role() {
      return at.role;
    },
    get logPosition() {
      return at.logPosition;
    },
    time: () => at.timestamp,
    timeUnit: 'MILLISECONDS',
    getClientSession: (id) => sessionOf(id),
    clientSessions: () => at.sessions.map(({ id }) => sessionOf(id)!),
    closeClientSession(id) {
      check('closeClientSession');
      if (sessionOf(id) === null) throw new Error(`There is no session ${id} to close.`);
      wishes.push({ kind: 'close', clusterSessionId: id });
      return true;
    },
    scheduleTimer(correlationId, deadline) {
      check('scheduleTimer');
      if (isRefused()) return false;
      wishes.push({ kind: 'schedule', correlationId, deadline });
      return true;
    },
    cancelTimer(correlationId) {
      check('cancelTimer');
      if (isRefused()) return false;
      wishes.push({ kind: 'cancel', correlationId });
      return true;
    },
    offer(buffer, offset, length) {
      check('offer');
      if (isRefused()) return BACK_PRESSURED;
      wishes.push({ kind: 'offer', payload: payloadOf(buffer, offset, length) });
      return at.logPosition;
    },
    idleStrategy,
  };

  return {
    start(where, snapshot) {
      random = seededRandom(memberId + 1);
      sessions.clear();
      service = create();
      within('onStart', where, () => service.onStart(cluster, snapshot && imageOf(snapshot)));
    },

    take(entry, where) {
      wishes = [];
      deliver(entry, where);
      return wishes;
    },

    takeSnapshot(where) {
      const fragments: Bytes[] = [];
      within('onTakeSnapshot', where, () =>
        service.onTakeSnapshot(publicationInto(fragments, () => isRefused())),
      );
      return fragments;
    },

    changeRole: (where) => within('onRoleChange', where, () => service.onRoleChange(where.role)),
    terminate: (where) => within('onTerminate', where, () => service.onTerminate(cluster)),
    fields: () => fieldsOf(service, [cluster, idleStrategy]),
  };

  function deliver(entry: LogEntry, where: Circumstances): void {
    const { timestamp } = entry;
    switch (entry.kind) {
      case 'SessionOpenEvent':
        within('onSessionOpen', where, () =>
          service.onSessionOpen(sessionOf(entry.clusterSessionId)!, timestamp),
        );
        return;
      case 'SessionCloseEvent': {
        const session = sessionOf(entry.clusterSessionId);
        if (session)
          within('onSessionClose', where, () =>
            service.onSessionClose(session, timestamp, entry.closeReason),
          );
        sessions.delete(entry.clusterSessionId);
        return;
      }
      case 'SessionMessage':
      case 'ServiceMessage': {
        const { bytes } = entry.payload;
        const session =
          entry.kind === 'SessionMessage' ? () => sessionOf(entry.clusterSessionId) : () => null;
        // Behind the header, as on Aeron's own buffers: who reads from 0 reads something else.
        const offset = 32;
        within('onSessionMessage', where, () =>
          service.onSessionMessage(session(), timestamp, bufferOf(bytes, offset), offset, lengthOf(bytes), {
            position: entry.position,
          }),
        );
        return;
      }
      case 'TimerEvent':
        within('onTimerEvent', where, () => service.onTimerEvent(entry.correlationId, timestamp));
        return;
      case 'NewLeadershipTermEvent':
        within('onNewLeadershipTermEvent', where, () =>
          service.onNewLeadershipTermEvent?.(
            entry.leadershipTermId,
            entry.position,
            timestamp,
            entry.termBaseLogPosition,
            entry.leaderMemberId,
            entry.leadershipTermId,
            'MILLISECONDS',
            1,
          ),
        );
        return;
      case 'ClusterActionRequest':
        return;
    }
  }
}

/** Aeron's lifecycle callbacks: the members go through them at different moments. */
const lifecycle: readonly (keyof ClusteredService)[] = [
  'onStart',
  'onRoleChange',
  'onTakeSnapshot',
  'onTerminate',
];

export function imageOf(fragments: readonly Bytes[]): Image {
  let next = 0;
  return {
    poll(handler, fragmentLimit) {
      const from = next;
      while (next < fragments.length && next - from < fragmentLimit) {
        const bytes = fragments[next]!;
        next += 1;
        const offset = 32;
        handler(bufferOf(bytes, offset), offset, lengthOf(bytes), { position: next });
      }
      return next - from;
    },
    get isEndOfStream() {
      return next >= fragments.length;
    },
  };
}

export function publicationInto(fragments: Bytes[], isRefused: () => boolean): ExclusivePublication {
  let position = 0;
  return {
    offer(buffer, offset, length) {
      if (isRefused()) return BACK_PRESSURED;
      fragments.push(bytesOf(buffer, offset, length));
      position += length;
      return position;
    },
    get position() {
      return position;
    },
  };
}
