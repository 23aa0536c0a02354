import { decideOn, fold, printCents, Refused, totalOf } from '#course/events';
import type { Decider, DomainEvent, Release, Rules } from '#course/events';

export type OrderCommand =
  | { kind: 'PlaceOrder'; order: number; cents: number }
  | { kind: 'PayOrder'; order: number; cents: number };

export type OrderEvent =
  | DomainEvent<'OrderPlaced', { total: number }>
  | DomainEvent<'OrderPaid', { cents: number }>;

export type Order = { kind: 'none' } | { kind: 'open' | 'paid'; total: number };
export type Orders = Readonly<Record<number, Order>>;

/** Release 1 takes 10 % off above 100.00. Release 2: from 100.00 on. */
export const orderDecider = (
  release: Release,
): Decider<Order, OrderCommand, OrderEvent> => ({
  initialState: () => ({ kind: 'none' }),

  decide(order, { kind, cents }) {
    if (kind === 'PlaceOrder') {
      if (order.kind !== 'none') throw new Refused('The number is taken.');
      const total = totalOf(release, cents);
      return [{ type: 'OrderPlaced', data: { total } }];
    }
    if (order.kind === 'none') throw new Refused('There is no such order.');
    if (order.kind === 'paid') throw new Refused('It is paid already.');
    const { total } = order;
    if (cents !== total) throw new Refused(`It costs ${printCents(total)}.`);
    return [{ type: 'OrderPaid', data: { cents } }];
  },

  evolve: (order, { type, data }) =>
    type === 'OrderPlaced'
      ? { kind: 'open', total: data.total }
      : { ...order, kind: 'paid', total: data.cents },
});

/** The same model by its commands: events make the state, and are gone. */
export const rulesOf = (
  release: Release,
): Rules<Orders, OrderCommand, never> => ({
  initialState: () => ({}),

  execute(orders, command) {
    const decider = orderDecider(release);
    const before = orders[command.order] ?? decider.initialState();
    const decision = decideOn(decider, before, command);
    if (decision.kind === 'refused') return decision;
    const after = fold(decider, decision.events, before);
    const state = { ...orders, [command.order]: after };
    return { kind: 'done', state, effects: [] };
  },
});
