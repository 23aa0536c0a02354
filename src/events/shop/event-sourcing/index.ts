import type { NodeId } from '../../../sim/index.ts';
import type { RecordedEvent } from '../../event.ts';
import type { Architecture, StoreView } from '../architecture.ts';
import { orders } from '../deciders/orders.ts';
import { users } from '../deciders/users.ts';
import { correlationOfFeed } from '../feed/messages.ts';
import { knownOrders, knownUsers } from '../known.ts';
import { owners, type ShopPrograms } from '../route.ts';
import { recordLine } from '../lines.ts';
import type { Release, ShopQuery } from '../story.ts';
import { shopSystem } from '../system.ts';
import { taxes } from '../taxes.ts';
import { statesOf } from './log.ts';
import type { ShopEvent, SourcedMessage } from './messages.ts';
import { eventSourced } from './program.ts';
import type { Service } from './service.ts';
import type { SourcedState } from './state.ts';
import { invoicingService, orderService, shippingService, userService } from './services.ts';

/** Each service owns an event store; the others follow it. */
export const eventSourcing: Architecture = {
  name: 'event-sourcing',

  system: ({ release = 1, faults } = {}) => shopSystem(programsOf(release), faults),

  route: ({ kind }) => owners[kind],
  stores,
  users: (state) => knownUsers(statesIn(users, state)),
  orders: (state) => knownOrders(statesIn(orders(1), state)),
  readers: ({ kind }) => [owners[kind]],
  answer: (query, node, state) => answerOf(services(1)[node], query, state),

  correlationOf(message) {
    const sent = message as SourcedMessage;
    return sent.kind === 'follow' || sent.kind === 'facts' || sent.kind === 'taken'
      ? correlationOfFeed(sent)
      : sent.correlationId;
  },
};

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each service has types of its own
type AnyService = Service<any, any, any>;

const services = (release: Release): Readonly<Record<NodeId, AnyService>> => ({
  users: userService,
  orders: orderService(release),
  shipping: shippingService,
  invoicing: invoicingService,
});

const programsOf = (release: Release): ShopPrograms => ({
  ...Object.fromEntries(
    Object.entries(services(release)).map(([node, service]) => [node, eventSourced(service)]),
  ),
  taxes,
});

const statesIn = <State, Event extends ShopEvent>(
  decider: Service<State, never, Event>['decider'],
  state: unknown,
): State[] =>
  state === null ? [] : [...statesOf(decider, (state as SourcedState<State, Event>).log).values()];

const answerOf = (service: AnyService | undefined, query: ShopQuery, state: unknown): readonly string[] =>
  (service && state !== null && service.answer?.(query, statesIn(service.decider, state))) || [];

function stores(node: NodeId, state: unknown): readonly StoreView[] {
  if (state === null || node === 'taxes') return [];
  const { log, following, waiting } = state as SourcedState;
  const snapshots = Object.entries(log.snapshots).map(([stream, { version }]) => `${stream} at version ${version}`); // prettier-ignore
  return [
    { name: 'events', kind: 'events', rows: log.store.events.map(tellEvent) },
    ...(snapshots.length > 0 ? [{ name: 'snapshots', kind: 'copy', rows: snapshots } as const] : []),
    ...Object.entries(following.sources).map(([source, { view, checkpoint }]): StoreView => ({
      name: source === 'users' ? 'addresses' : `read of ${source}`,
      kind: 'copy',
      rows: Object.entries(view).map(([user, entry]) => `${user}: ${entry?.address}, ${entry?.country}`),
      checkpoint,
    })),
    ...(waiting.length > 0
      ? [{ name: 'waiting', kind: 'queue', rows: waiting.map(({ client }) => client) } as const]
      : []),
  ];
}

/** `3 OrderPaid: order 1, user ana, total 40.00 (ana/3)` */
export const tellEvent = ({ position, event, metadata }: RecordedEvent<ShopEvent>): string =>
  `${position} ${event.type}: ${recordLine(event.data)} (${metadata.causationId})`;
