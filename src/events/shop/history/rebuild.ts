import type { Time } from '../../../sim/index.ts';
import { replay } from '../../command-journal.ts';
import { orderBook, userBook, type OrderRequest } from '../command-sourcing/rules.ts';
import { orders, type OrderEvent } from '../deciders/orders.ts';
import { users, type UserCommand, type UserEvent } from '../deciders/users.ts';
import { statesOf } from '../event-sourcing/log.ts';
import type { ShopRun } from '../run.ts';
import { orderLines, userLines } from './lines.ts';
import { eventsOf, journalOf } from './record.ts';

/** Users and orders as they were at some time, made of nothing but what their owners have on record. */
export type Rebuilt =
  | {
      readonly kind: 'rebuilt';
      readonly users: readonly string[];
      readonly orders: readonly string[];
      /** Of how many facts, or commands. */
      readonly entries: number;
    }
  | { readonly kind: 'impossible'; readonly sentence: string };

type Past = Pick<ShopRun, 'architecture' | 'trace'>;

export function rebuild({ architecture, trace }: Past, upTo: Time): Rebuilt {
  switch (architecture.name) {
    case 'event-sourcing': {
      const userEvents = eventsOf<UserEvent>(trace, 'users', upTo);
      const orderEvents = eventsOf<OrderEvent>(trace, 'orders', upTo);
      return {
        kind: 'rebuilt',
        users: userLines([...statesOf(users, logOf(userEvents)).values()]),
        orders: orderLines([...statesOf(orders(1), logOf(orderEvents)).values()]),
        entries: userEvents.length + orderEvents.length,
      };
    }
    case 'command-sourcing': {
      const userJournal = journalOf<UserCommand>(trace, 'users', upTo);
      const orderJournal = journalOf<OrderRequest>(trace, 'orders', upTo);
      return {
        kind: 'rebuilt',
        users: userLines(Object.values(replay(userBook, userJournal).state)),
        orders: orderLines(Object.values(replay(orderBook, orderJournal).state)),
        entries: userJournal.entries.length + orderJournal.entries.length,
      };
    }
    case 'notification':
    case 'carried-state':
    case 'cqrs':
      return { kind: 'impossible', sentence: overwritten(upTo) };
  }
}

const logOf = <Event>(events: readonly Event[]) => ({ store: { events }, snapshots: {} });

const overwritten = (upTo: Time): string =>
  `The tables of users and orders hold what is so now. What they held at ${upTo} ms was overwritten by what came after it, and no other record was kept.`;
