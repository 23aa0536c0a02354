import type { NodeId, Program } from '../../../sim/index.ts';
import { bus, type BusOptions, type BusState } from '../../bus/bus.ts';
import type { Architecture, ArchitectureName } from '../architecture.ts';
import { people } from '../people.ts';
import type { Release, ShopQuery, ShopReply, ShopRequest } from '../story.ts';
import { readRequest } from '../words.ts';
import { correlationOf, topics, type ShopMessage } from './events.ts';
import { runService, type Service, type ServiceState } from './service.ts';
import { queueStore, storesOf } from './stores.ts';
import type { OrdersTable } from './orders.ts';
import type { UsersTable } from './users.ts';

export interface Blueprint {
  readonly name: ArchitectureName;
  /** The services by node. */
  services(release: Release): Readonly<Record<NodeId, Service<unknown>>>;
  /** Who listens to what. */
  readonly subscribers: NonNullable<BusOptions['subscribers']>;
}

const nodes = ['users', 'orders', 'taxes', 'shipping', 'invoicing', 'bus'] as const;

/** A shop of five services and a bus between them. */
export function onABus({ name, services, subscribers }: Blueprint): Architecture {
  return {
    name,

    system({ release = 1, faults } = {}) {
      const programs: Readonly<Record<NodeId, unknown>> = {
        ...Object.fromEntries(
          Object.entries(services(release)).map(([node, service]) => [node, runService(service)]),
        ),
        bus: bus({ topics, subscribers }),
      };
      return {
        nodes,
        program: (node: NodeId) => programs[node] as Program<unknown, unknown, ShopRequest, ShopReply>,
        clients: people,
        ...(faults && { faults }),
        readCommand: readRequest,
      };
    },

    route: (request) => ('user' in request && request.kind !== 'place-order' ? 'users' : nodeFor(request)),

    stores: (node, state) =>
      node === 'bus' ? queueStore(state as BusState) : storesOf(node, state as ServiceState),

    users: (state) => Object.values(tableOf<UsersTable>(state)),
    orders: (state) => Object.values(tableOf<OrdersTable>(state)),
    readers: (query) => [nodeFor(query)],
    answer: (query, node, state) => services(1)[node]?.answer?.(state as ServiceState, query) ?? [],
    correlationOf: (message) => correlationOf(message as ShopMessage),
  };
}

function nodeFor(request: ShopRequest | ShopQuery): NodeId {
  if (request.kind === 'list-users') return 'users';
  return request.kind === 'show-revenue' ? 'invoicing' : 'orders';
}

const tableOf = <Table extends object>(state: unknown): Table =>
  ((state as ServiceState<Table> | null)?.table ?? {}) as Table;
