import type { Time } from '../sim/index.ts';
import { bytesOf, type Bytes, type DirectBuffer } from './buffer.ts';
import type { Payload } from './log.ts';
import {
  BACK_PRESSURED,
  CLOSED,
  MOCKED_OFFER,
  type ClientSession,
  type Cluster,
  type ClusteredService,
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

/** The cluster as its service sees it: it knows the circumstances of the callback, and notes down what the service wants done. */
export interface ServiceCluster {
  readonly cluster: Cluster;
  /** Runs a callback. @returns what the service wanted done meanwhile */
  during(callback: keyof ClusteredService, where: Circumstances, run: () => void): readonly Wish[];
  sessionOf(id: number): ClientSession | null;
  /** Whether what is offered is refused this time. */
  isRefused(): boolean;
}

export interface ServiceClusterOptions {
  readonly memberId: number;
  readonly refusals: number;
  readonly describe: (bytes: Bytes) => string;
}

export function createServiceCluster({
  memberId,
  refusals,
  describe,
}: ServiceClusterOptions): ServiceCluster {
  let at: Circumstances;
  let callback: keyof ClusteredService | null = null;
  let wishes: Wish[] = [];
  let refused = 0;
  const sessions = new Map<number, ClientSession>();

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
    idleStrategy: { reset: () => undefined, idle: () => undefined },
  };

  function during(name: keyof ClusteredService, where: Circumstances, run: () => void): readonly Wish[] {
    at = where;
    callback = name;
    wishes = [];
    refused = 0;
    // A new service is a new process, and has none of the objects of the old one.
    if (name === 'onStart') sessions.clear();
    try {
      run();
    } finally {
      callback = null;
    }
    return wishes;
  }

  return { cluster, during, sessionOf, isRefused };
}

/** Aeron's lifecycle callbacks: the members go through them at different moments. */
const lifecycle: readonly (keyof ClusteredService)[] = [
  'onStart',
  'onRoleChange',
  'onTakeSnapshot',
  'onTerminate',
];
