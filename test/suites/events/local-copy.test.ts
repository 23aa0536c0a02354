import { describe, expect, it } from 'vitest';
import {
  onEvent,
  type Copy,
  type Effect,
  type Event,
  type PaidOrder,
  type State,
} from '#exercise/events/local-copy';

const registered = (customer: string, version: number, address: string): Event => ({
  type: 'CustomerRegistered',
  data: { customer, version, address },
});
const moved = (customer: string, version: number, address: string): Event => ({
  type: 'CustomerMoved',
  data: { customer, version, address },
});
const deleted = (customer: string, version: number): Event => ({
  type: 'CustomerDeleted',
  data: { customer, version },
});
const order = (
  number: number,
  customer: string,
  customerVersion = 1,
  deliverTo: string | null = null,
): PaidOrder => ({ order: number, customer, customerVersion, deliverTo });
const paid = (...of: Parameters<typeof order>): Event => ({ type: 'OrderPaid', data: order(...of) });
const strange = { type: 'OrderInvoiced', data: { order: 9, customer: 'ana', version: 9 } } as const;

const ship = (order: number, address: string): Effect => ({ kind: 'ship', order, address });
const refund = (order: number): Effect => ({ kind: 'refund', order });

const nothing = (): State => ({ customers: {}, waiting: [], settled: [] });
const known = (customers: Readonly<Record<string, Copy>>): State => ({ ...nothing(), customers });
const copy = (version: number, address: string | null): Copy => ({ version, address });
/** Ana lives in Bonn since version 5. */
const ana = () => known({ ana: copy(5, 'Bonn') });

/** The same, and these orders wait. */
const waiting = (...orders: readonly PaidOrder[]): State => ({ ...ana(), waiting: orders });

/** Delivers the events one after the other. */
function deliver(state: State, ...events: readonly Event[]) {
  const effects = events.flatMap((event) => {
    const step = onEvent(structuredClone(state), event);
    state = step.state;
    return step.effects;
  });
  return { state, effects };
}
const copies = (state: State, ...events: readonly Event[]) => deliver(state, ...events).state.customers;
const effects = (state: State, ...events: readonly Event[]) => deliver(state, ...events).effects;

describe('the copy of a customer', () => {
  it('is made by any event that has an address: none of them needs the ones before', () => {
    expect(copies(nothing(), registered('ana', 1, 'Berlin'), moved('bo', 4, 'Kiel'))).toEqual({
      ana: copy(1, 'Berlin'),
      bo: copy(4, 'Kiel'),
    });
  });

  it('is not overwritten by an older event that comes late', () => {
    expect(copies(ana(), moved('ana', 4, 'Berlin'), registered('ana', 1, 'Rome'))).toEqual({
      ana: copy(5, 'Bonn'),
    });
  });

  it('takes a newer event, although others between are missing', () => {
    expect(copies(ana(), moved('ana', 10, 'Kiel'))).toEqual({ ana: copy(10, 'Kiel') });
  });

  it('belongs to one customer: the versions of another say nothing', () => {
    expect(copies(ana(), registered('bo', 1, 'Kiel'))).toEqual({
      ana: copy(5, 'Bonn'),
      bo: copy(1, 'Kiel'),
    });
  });

  it('remembers a deletion, so that no older event brings the customer back', () => {
    const gone = deliver(ana(), deleted('ana', 6)).state;
    const unknown = deliver(nothing(), deleted('bo', 2)).state;
    expect({
      'deleted at 6, then event 4': copies(gone, moved('ana', 4, 'Berlin'))['ana'],
      'unknown, deleted at 2, then event 1': copies(unknown, registered('bo', 1, 'Kiel'))['bo'],
    }).toEqual({
      'deleted at 6, then event 4': copy(6, null),
      'unknown, deleted at 2, then event 1': copy(2, null),
    });
  });

  it('is not deleted by a deletion older than itself: the customer has come back since', () => {
    expect(copies(ana(), deleted('ana', 4))).toEqual({ ana: copy(5, 'Bonn') });
  });

  it('comes back with a newer event', () => {
    expect(copies(known({ ana: copy(6, null) }), registered('ana', 7, 'Rome'))).toEqual({
      ana: copy(7, 'Rome'),
    });
  });
});

describe('an order that names no address', () => {
  it('goes to where its customer lives by now, also if that is newer than the order', () => {
    expect(effects(ana(), paid(7, 'ana', 5), paid(8, 'ana', 2))).toEqual([ship(7, 'Bonn'), ship(8, 'Bonn')]);
  });

  it('waits for a customer that nobody has heard of, and goes when it is heard of', () => {
    const before = deliver(nothing(), paid(7, 'ana', 1));
    const after = deliver(before.state, registered('ana', 1, 'Berlin'));
    expect({ before: before.effects, after: after.effects, waiting: after.state.waiting }).toEqual({
      before: [],
      after: [ship(7, 'Berlin')],
      waiting: [],
    });
  });

  it('waits for the version of its customer that it was placed under: an older address is the wrong one', () => {
    const waits = deliver(ana(), paid(7, 'ana', 7)).state;
    const before = deliver(waits, moved('ana', 6, 'Kiel'));
    expect({
      before: before.effects,
      'before, and deleted': effects(waits, deleted('ana', 6)),
      after: effects(before.state, moved('ana', 7, 'Rome')),
    }).toEqual({ before: [], 'before, and deleted': [], after: [ship(7, 'Rome')] });
  });

  it('goes together with all that waited for the same, in the order in which they came, and no other goes', () => {
    const state = waiting(order(9, 'ana', 6), order(3, 'bo', 2), order(8, 'ana', 6), order(7, 'ana', 9));
    const { effects, state: after } = deliver(state, moved('ana', 6, 'Kiel'));
    expect({ effects, waiting: after.waiting.map(({ order }) => order) }).toEqual({
      effects: [ship(9, 'Kiel'), ship(8, 'Kiel')],
      waiting: [3, 7],
    });
  });

  it('is refunded when its customer is deleted, and neither waits for ever nor goes nowhere', () => {
    expect({
      'deleted before': effects(known({ ana: copy(6, null) }), paid(7, 'ana', 5)),
      'deleted while it waits': effects(waiting(order(8, 'ana', 6)), deleted('ana', 6)),
    }).toEqual({ 'deleted before': [refund(7)], 'deleted while it waits': [refund(8)] });
  });
});

describe('an order that names an address', () => {
  it('goes there, wherever its customer lives', () => {
    expect(effects(ana(), paid(7, 'ana', 5, 'Rome'))).toEqual([ship(7, 'Rome')]);
  });

  it('waits for no customer, and asks not whether there is one', () => {
    expect({
      'unknown customer': effects(nothing(), paid(7, 'ana', 1, 'Rome')),
      'deleted customer': effects(known({ ana: copy(6, null) }), paid(8, 'ana', 5, 'Rome')),
      'customer known of old': effects(ana(), paid(9, 'ana', 7, 'Rome')).length,
    }).toEqual({
      'unknown customer': [ship(7, 'Rome')],
      'deleted customer': [ship(8, 'Rome')],
      'customer known of old': 1,
    });
  });
});

describe('an order that comes again', () => {
  it('is not shipped again', () => {
    expect(
      effects(ana(), paid(7, 'ana', 5), paid(7, 'ana', 5), moved('ana', 6, 'Kiel'), paid(7, 'ana', 5)),
    ).toEqual([ship(7, 'Bonn')]);
  });

  it('while it waits waits once, and is known when it has gone', () => {
    const { state } = deliver(nothing(), paid(7, 'ana'), paid(7, 'ana'));
    const all = effects(state, registered('ana', 1, 'Berlin'), paid(7, 'ana'));
    const deletion = deleted('ana', 6);
    const refunded = effects(waiting(order(8, 'ana', 6)), deletion, paid(8, 'ana', 6));
    expect({ shipped: all, refunded }).toEqual({
      shipped: [ship(7, 'Berlin')],
      refunded: effects(waiting(order(8, 'ana', 6)), deletion),
    });
  });

  it('is not refunded again, nor shipped when its customer has come back', () => {
    const all = effects(
      ana(),
      deleted('ana', 6),
      paid(7, 'ana'),
      registered('ana', 7, 'Rome'),
      paid(7, 'ana'),
    );
    expect(all).toEqual([refund(7)]);
  });
});

it('an event that says nothing to shipping changes nothing', () => {
  const { state } = deliver(ana(), paid(7, 'bo'));
  expect(onEvent(structuredClone(state), strange)).toEqual({ state, effects: [] });
});

it('leaves the state that came in as it was', () => {
  const before = deliver(ana(), paid(7, 'ana', 6), paid(8, 'ana', 5)).state;
  for (const event of [moved('ana', 6, 'Kiel'), paid(9, 'ana', 5), paid(6, 'bo'), deleted('ana', 6)]) {
    const state = structuredClone(before);
    onEvent(state, event);
    expect(state).toEqual(before);
  }
});
