import { Refused, type Decider } from '../../decider.ts';
import type { DomainEvent } from '../../event.ts';
import { totalOf, type Release, type ShopCommand } from '../story.ts';
import type { Customer } from './customer.ts';

export type OrderEvent =
  | DomainEvent<'OrderPlaced', OrderData>
  /** The total is a fact from now on: no later release computes it again. */
  | DomainEvent<'OrderPaid', { readonly order: number; readonly user: string; readonly total: number }>
  | DomainEvent<'OrderShipping', { readonly order: number }>
  | DomainEvent<'OrderShipped', { readonly order: number; readonly address: string }>
  | DomainEvent<'OrderInvoiced', { readonly order: number; readonly cents: number }>;

export interface OrderData {
  readonly order: number;
  readonly item: string;
  readonly cents: number;
  readonly user: string;
}

export type OrderCommand =
  /** Whoever asks finds out about the customer before: deciding asks nobody. */
  | (Extract<ShopCommand, { readonly kind: 'place-order' }> & { readonly customer: Customer })
  | Extract<ShopCommand, { readonly kind: 'pay-order' }>
  /** What shipping and invoicing report has happened. It can come twice, and it cannot be refused. */
  | { readonly kind: 'note-shipping'; readonly order: number }
  | { readonly kind: 'note-shipped'; readonly order: number; readonly address: string }
  | { readonly kind: 'note-invoiced'; readonly order: number; readonly cents: number };

export type Order = { readonly status: 'none' } | ({ readonly status: 'placed' } & OrderData) | PaidOrder;

export interface PaidOrder extends OrderData {
  readonly status: 'paid' | 'shipping' | 'shipped';
  /** Cents, discount taken off, without tax. */
  readonly total: number;
  /** Where it went, once it is shipped. */
  readonly address: string | null;
  /** Cents with tax, once the invoice is sent. */
  readonly invoiced: number | null;
}

/** One order is one stream. */
export const orders = (release: Release): Decider<Order, OrderCommand, OrderEvent> => ({
  initialState: () => ({ status: 'none' }),

  decide(state, command) {
    const { order } = command;
    switch (command.kind) {
      case 'place-order':
        return place(state, command);
      case 'pay-order':
        if (state.status === 'none') throw new Refused(`There is no order ${order}. Place it first.`);
        if (state.status !== 'placed') throw new Refused(`Order ${order} is paid already.`);
        return [
          { type: 'OrderPaid', data: { order, user: state.user, total: totalOf(release, state.cents) } },
        ];
      case 'note-shipping':
        return state.status === 'paid' ? [{ type: 'OrderShipping', data: { order } }] : [];
      case 'note-shipped':
        return state.status === 'paid' || state.status === 'shipping'
          ? [{ type: 'OrderShipped', data: { order, address: command.address } }]
          : [];
      case 'note-invoiced':
        return isPaid(state) && state.invoiced === null
          ? [{ type: 'OrderInvoiced', data: { order, cents: command.cents } }]
          : [];
    }
  },

  evolve(state, { type, data }) {
    if (type === 'OrderPlaced') return { status: 'placed', ...data };
    if (state.status === 'none') return state;
    if (type === 'OrderPaid')
      return { ...state, status: 'paid', total: data.total, address: null, invoiced: null };
    if (!isPaid(state)) return state;
    if (type === 'OrderShipping') return { ...state, status: 'shipping' };
    if (type === 'OrderShipped') return { ...state, status: 'shipped', address: data.address };
    return { ...state, invoiced: data.cents };
  },
});

export const isPaid = (order: Order): order is PaidOrder =>
  order.status === 'paid' || order.status === 'shipping' || order.status === 'shipped';

function place(
  state: Order,
  { order, item, cents, user, customer }: Extract<OrderCommand, { readonly kind: 'place-order' }>,
): readonly OrderEvent[] {
  if (state.status !== 'none')
    throw new Refused(`There is an order ${order} already. Choose another number.`);
  if (customer.kind === 'unknown') throw new Refused(`There is no user ${user}. Create the user first.`);
  if (customer.kind === 'deleted')
    throw new Refused(`${user} was deleted by ${customer.by}, and can order nothing any more.`);
  return [{ type: 'OrderPlaced', data: { order, item, cents, user } }];
}
