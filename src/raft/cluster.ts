import type { NodeId, System, World } from '../sim/index.ts';
import { createChecker, watch, type Broken, type Checker } from './invariants/checker.ts';
import { isRead, keyValues, readCommand, type KeyValueCommand, type KeyValues } from './key-value.ts';
import { oneMachine } from './linearizable.ts';
import type { RaftOptions } from './options.ts';
import { raftServer } from './step.ts';
import type { Administration, LogIndex, Message, Reply, Server } from './types.ts';

export interface ClusterOptions extends Omit<RaftOptions<KeyValueCommand>, 'isRead'> {
  /** All servers, those included that wait outside the cluster (see `members`); n1 to n3 when left out. */
  readonly servers?: readonly NodeId[];
}

export type Cluster = System<
  Server<KeyValues, KeyValueCommand>,
  Message<KeyValues, KeyValueCommand>,
  KeyValueCommand | Administration,
  Reply
>;

/** A cluster of servers around a key-value machine, and what it promises: the five properties after every event, and one machine to its
 * clients. */
export function raftSystem({ servers = ['n1', 'n2', 'n3'], ...options }: ClusterOptions = {}): Cluster &
  RaftPromises {
  return {
    nodes: servers,
    program: () => raftServer(keyValues, { ...options, isRead }),
    clients: patientClients,
    readCommand,
    ...raftPromises(),
  };
}

/** Clients of Raft: they go where they are sent, and ask the next server when they hear nothing, or that nobody leads. */
export const patientClients: NonNullable<Cluster['clients']> = {
  retryAfter: 150,
  tries: 100,
  redirect: (reply) => (reply.kind === 'not-leader' ? reply.leader : undefined),
  isAnswer: (reply) => reply.kind !== 'not-leader',
};

export interface RaftPromises extends Required<Pick<System, 'always' | 'inTheEnd'>> {
  /** Up to where the log was committed by now: the highest index that any server has known to be. */
  committedIn(world: World): LogIndex;
}

/** What every Raft cluster promises, whoever wrote its servers, around a key-value machine. */
export function raftPromises(): RaftPromises {
  const watches = new WeakMap<
    World,
    { readonly look: () => Broken | undefined; readonly checker: Checker }
  >();
  const watchOf = (world: World) => {
    let watched = watches.get(world);
    if (watched === undefined) {
      const checker = createChecker();
      watches.set(world, (watched = { checker, look: watch(world, checker) }));
    }
    return watched;
  };
  return {
    always: (world) => watchOf(world).look()?.sentence,
    inTheEnd: (trace, world) => oneMachine(trace, watchOf(world).checker.committed),
    committedIn: (world) => watchOf(world).checker.committed.last,
  };
}
