// caught by: a history › keeps the total that the customer was told, although the rule of today gives another
import { Refused, type Decider, type DomainEvent } from '#course/events';

/**
 * Write one order of the shop as a decider. `decide` says what a command leads
 * to: events, or a refusal. `evolve` says what an event makes of the state. The
 * events are kept, the state is not: it is made of them again whenever a
 * command comes.
 *
 * What `decide` is to see to:
 *
 * - An order is placed once, for a price in whole cents above 0. What is to be
 *   paid is the total that `totalToday` gives on that day.
 * - It is paid in one payment or in several, each in whole cents above 0, none
 *   larger than what is still due. Each is an event, PaymentReceived. The one
 *   that brings the last cent is followed by OrderPaid.
 * - Payments are taken until it has been paid, and for `payWithin` after it was
 *   placed: at that very moment still, later no more.
 * - It is shipped once, when it is paid.
 * - It can be cancelled until it is shipped, and the event says by whom. To
 *   cancel a cancelled order is nothing to do: no event, and no refusal.
 * - A cancelled order is neither paid nor shipped.
 * - Whatever else is asked is refused: `throw new Refused('a sentence')`.
 *
 * What `evolve` is to see to:
 *
 * - It takes every event as it stands. What has happened cannot be refused, and
 *   is not decided again: the rules of its day may have been other ones, and an
 *   administrator may have done what no rule allows.
 *
 * And both of them:
 *
 * - They know only what they are given: no clock, no dice, nothing remembered
 *   beside the state.
 * - What comes in is never changed: a new state goes out.
 */

/** Milliseconds since 1970. */
export type Time = number;

export type OrderCommand =
  | {
      readonly kind: 'place';
      readonly item: string;
      readonly price: number;
      readonly at: Time;
    }
  | { readonly kind: 'pay'; readonly cents: number; readonly at: Time }
  | { readonly kind: 'ship'; readonly at: Time }
  | { readonly kind: 'cancel'; readonly by: CancelledBy; readonly at: Time };

export type CancelledBy = 'the customer' | 'an administrator';

/** `at` is the time of the command that led to the event. */
export type OrderEvent =
  | DomainEvent<
      'OrderPlaced',
      {
        readonly item: string;
        readonly price: number;
        readonly total: number;
        readonly at: Time;
      }
    >
  | DomainEvent<
      'PaymentReceived',
      { readonly cents: number; readonly at: Time }
    >
  | DomainEvent<'OrderPaid', { readonly at: Time }>
  | DomainEvent<'OrderShipped', { readonly at: Time }>
  | DomainEvent<
      'OrderCancelled',
      { readonly by: CancelledBy; readonly at: Time }
    >;

/** What decisions need to know, and nothing else. */
export interface Order {
  readonly status: 'new' | 'placed' | 'paid' | 'shipped' | 'cancelled';
  /** Cents to be paid, as they were told to the customer. */
  readonly total: number;
  /** Cents received so far. */
  readonly received: number;
  readonly placedAt: Time;
}

export const initialState = (): Order => ({
  status: 'new',
  total: 0,
  received: 0,
  placedAt: 0,
});

/** Two weeks. */
export const payWithin = 14 * 24 * 60 * 60 * 1_000;

/** Today's rule: from 100.00 on, a tenth is taken off. */
export const totalToday = (price: number): number =>
  price < 10_000 ? price : price - Math.floor(price / 10);

export const isAmount = (cents: number): boolean =>
  Number.isSafeInteger(cents) && cents > 0;

/** What the command leads to. Throws `Refused` if it may not be. */
export function decide(
  order: Order,
  command: OrderCommand,
): readonly OrderEvent[] {
  switch (command.kind) {
    case 'place':
      return place(order, command);
    case 'pay':
      return pay(order, command);
    case 'ship':
      return ship(order, command);
    case 'cancel':
      return cancel(order, command);
  }
}

type Asked<Kind> = Extract<OrderCommand, { kind: Kind }>;

function place(
  order: Order,
  { item, price, at }: Asked<'place'>,
): readonly OrderEvent[] {
  if (order.status !== 'new')
    throw new Refused('The order has been placed before.');
  if (!isAmount(price))
    throw new Refused(`A price of ${price} cents is no price.`);
  return [
    {
      type: 'OrderPlaced',
      data: { item, price, total: totalToday(price), at },
    },
  ];
}

function pay(order: Order, { cents, at }: Asked<'pay'>): readonly OrderEvent[] {
  const due = order.total - order.received;
  if (order.status !== 'placed')
    throw new Refused(`The order is ${order.status}: nothing is to be paid.`);
  if (!isAmount(cents))
    throw new Refused(`A payment of ${cents} cents is no payment.`);
  if (cents > due)
    throw new Refused(`The order takes ${due} cents more, and not ${cents}.`);
  if (at > order.placedAt + payWithin)
    throw new Refused('The time to pay the order is over.');
  const received: OrderEvent = { type: 'PaymentReceived', data: { cents, at } };
  return cents < due
    ? [received]
    : [received, { type: 'OrderPaid', data: { at } }];
}

function ship(order: Order, { at }: Asked<'ship'>): readonly OrderEvent[] {
  if (order.status !== 'paid')
    throw new Refused(`The order is ${order.status}, and not paid.`);
  return [{ type: 'OrderShipped', data: { at } }];
}

function cancel(
  order: Order,
  { by, at }: Asked<'cancel'>,
): readonly OrderEvent[] {
  if (order.status === 'cancelled') return [];
  if (order.status === 'new' || order.status === 'shipped')
    throw new Refused(`The order is ${order.status}.`);
  return [{ type: 'OrderCancelled', data: { by, at } }];
}

/** What the event makes of the order. */
export function evolve(order: Order, event: OrderEvent): Order {
  switch (event.type) {
    case 'OrderPlaced': {
      const { price: total, at } = event.data;
      return { ...order, status: 'placed', total, placedAt: at };
    }
    case 'PaymentReceived':
      return { ...order, received: order.received + event.data.cents };
    case 'OrderPaid':
      return { ...order, status: 'paid' };
    case 'OrderShipped':
      return { ...order, status: 'shipped' };
    case 'OrderCancelled':
      return { ...order, status: 'cancelled' };
  }
}

/** The order, as whoever runs it takes it. */
export const order: Decider<Order, OrderCommand, OrderEvent> = {
  initialState,
  decide,
  evolve,
};
