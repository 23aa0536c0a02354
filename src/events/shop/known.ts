import type { KnownOrder, KnownUser } from './architecture.ts';
import { isPaid, type Order } from './deciders/orders.ts';
import type { User } from './deciders/users.ts';

/** What outcomes want to know of users and orders, however they were kept. */

export const knownUsers = (users: readonly User[]): readonly KnownUser[] =>
  users.flatMap((each) => {
    if (each.status === 'none') return [];
    const { user, address, country, status } = each;
    return [{ user, address, country, deleted: status === 'deleted' }];
  });

export const knownOrders = (orders: readonly Order[]): readonly KnownOrder[] =>
  orders.flatMap((each) => {
    if (each.status === 'none') return [];
    const { order, item, user, total } = each;
    return [{ order, item, user, total, paid: isPaid(each) }];
  });
