import type { NodeId } from '../../../sim/index.ts';
import { bus, type BusOptions, type BusState } from '../../bus/bus.ts';
import type { Architecture, ArchitectureName } from '../architecture.ts';
import { owners, type ShopPrograms } from '../route.ts';
import type { Release } from '../story.ts';
import { shopSystem } from '../system.ts';
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

/** A shop of five services and a bus between them. */
export function onABus({ name, services, subscribers }: Blueprint): Architecture {
  return {
    name,

    system({ release = 1, faults } = {}) {
      const programs = {
        ...Object.fromEntries(
          Object.entries(services(release)).map(([node, service]) => [node, runService(service)]),
        ),
        bus: bus({ topics, subscribers }),
      };
      return shopSystem(programs as ShopPrograms, faults);
    },

    route: ({ kind }) => owners[kind],

    stores: (node, state) =>
      node === 'bus' ? queueStore(state as BusState) : storesOf(node, state as ServiceState),

    users: (state) => Object.values(tableOf<UsersTable>(state)),
    orders: (state) => Object.values(tableOf<OrdersTable>(state)),
    readers: ({ kind }) => [owners[kind]],
    answer: (query, node, state) => services(1)[node]?.answer?.(state as ServiceState, query) ?? [],
    correlationOf: (message) => correlationOf(message as ShopMessage),
  };
}

const tableOf = <Table extends object>(state: unknown): Table =>
  ((state as ServiceState<Table> | null)?.table ?? {}) as Table;
