import { Refused, type Decider } from '../../decider.ts';
import type { DomainEvent } from '../../event.ts';
import { noSuchOrder, noSuchUser, orderExists, paidAlready } from '../refusals.ts';
import { totalOf, type Release, type ShopCommand } from '../story.ts';
import type { Customer } from './customer.ts';

export type OrderEvent =
  | DomainEvent<'OrderPlaced', OrderData>
  | DomainEvent<'OrderPaid', PaidData>
  | DomainEvent<'OrderShipping', { readonly order: number }>
  | DomainEvent<'OrderShipped', { readonly order: number; readonly address: string }>;

export interface OrderData {
  readonly order: number;
  readonly item: string;
  readonly cents: number;
  /** Cents, discount taken off, without tax. It is a fact from now on: no later release computes it again. */
  readonly total: number;
  readonly user: string;
}

type PaidData = Pick<OrderData, 'order' | 'item' | 'total' | 'user'>;

export type OrderCommand =
  /** Whoever asks finds out about the customer before: deciding asks nobody. */
  | (Extract<ShopCommand, { readonly kind: 'place-order' }> & { readonly customer: Customer })
  | Extract<ShopCommand, { readonly kind: 'pay-order' }>
  /** What shipping reports has happened. It can come twice, and it cannot be refused. */
  | { readonly kind: 'note-shipping'; readonly order: number }
  | { readonly kind: 'note-shipped'; readonly order: number; readonly address: string };

export type Order = { readonly status: 'none' } | ({ readonly status: 'placed' } & OrderData) | PaidOrder;

export interface PaidOrder extends OrderData {
  readonly status: 'paid' | 'shipping' | 'shipped';
  /** Where it went, once it is shipped. */
  readonly address: string | null;
}

/** One order is one stream. */
export const orders = (release: Release): Decider<Order, OrderCommand, OrderEvent> => ({
  initialState: () => ({ status: 'none' }),

  decide(state, command) {
    const { order } = command;
    switch (command.kind) {
      case 'place-order':
        return place(state, command, release);
      case 'pay-order':
        if (state.status === 'none') throw new Refused(noSuchOrder(order));
        if (state.status !== 'placed') throw new Refused(paidAlready(order));
        return [{ type: 'OrderPaid', data: paidData(state) }];
      case 'note-shipping':
        return state.status === 'paid' ? [{ type: 'OrderShipping', data: { order } }] : [];
      case 'note-shipped':
        return state.status === 'paid' || state.status === 'shipping'
          ? [{ type: 'OrderShipped', data: { order, address: command.address } }]
          : [];
    }
  },

  evolve(state, { type, data }) {
    if (type === 'OrderPlaced') return { status: 'placed', ...data };
    if (state.status === 'none') return state;
    if (type === 'OrderPaid') return { ...state, status: 'paid', address: null };
    if (!isPaid(state)) return state;
    if (type === 'OrderShipping') return { ...state, status: 'shipping' };
    return { ...state, status: 'shipped', address: data.address };
  },
});

export const isPaid = (order: Order): order is PaidOrder =>
  order.status === 'paid' || order.status === 'shipping' || order.status === 'shipped';

function place(
  state: Order,
  { order, item, cents, user, customer }: Extract<OrderCommand, { readonly kind: 'place-order' }>,
  release: Release,
): readonly OrderEvent[] {
  if (state.status !== 'none') throw new Refused(orderExists(order));
  if (customer.kind !== 'active') throw new Refused(noSuchUser(user));
  return [{ type: 'OrderPlaced', data: { order, item, cents, total: totalOf(release, cents), user } }];
}

const paidData = ({ order, item, total, user }: OrderData): PaidData => ({ order, item, total, user });
