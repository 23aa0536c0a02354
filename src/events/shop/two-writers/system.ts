import type { EventStore } from '../../event-store.ts';
import type { ShopSystem } from '../architecture.ts';
import type { OrderEvent } from '../deciders/orders.ts';
import { people } from '../people.ts';
import { readRequest } from '../words.ts';
import { storeNode } from './store.ts';
import { till } from './till.ts';

/** Two tills take the payments of one shop, over one event store. @param expects whether they append with an expected version */
export const twoTills = (expects: boolean): ShopSystem => ({
  nodes: ['till-1', 'till-2', 'store'],
  program: (node) => (node === 'store' ? storeNode : till(expects)),
  clients: people,
  readCommand: readRequest,
  inTheEnd: (_, world) => paidTwice(world.state('store') as EventStore<OrderEvent>),
});

function paidTwice({ events }: EventStore<OrderEvent>): string | undefined {
  const paid = events.filter(({ event }) => event.type === 'OrderPaid').map(({ stream }) => stream);
  const twice = paid.find((stream, index) => paid.indexOf(stream) !== index);
  return twice === undefined ? undefined : `${twice} was paid for twice.`;
}
