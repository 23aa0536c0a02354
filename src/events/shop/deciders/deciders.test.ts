import { describe, expect, it } from 'vitest';
import { given } from '../../specification.ts';
import type { Customer } from './customer.ts';
import { invoices, withTax } from './invoices.ts';
import { orders, type OrderCommand, type OrderEvent } from './orders.ts';
import { shipments } from './shipments.ts';
import { users, type UserEvent } from './users.ts';

const created: UserEvent = { type: 'UserCreated', data: { user: 'ana', address: 'Berlin', country: 'DE' } };
const deleted: UserEvent = { type: 'UserDeleted', data: { user: 'ana', by: 'an administrator' } };
const create = { kind: 'create-user', user: 'ana', address: 'Berlin', country: 'DE' } as const;

describe('users', () => {
  it('are created, move, and are deleted by a cause that the fact names', () => {
    given(users).when(create).then(created);
    given(users, created)
      .when({ kind: 'move-user', user: 'ana', address: 'Bonn' })
      .then({ type: 'UserMoved', data: { user: 'ana', address: 'Bonn' } });
    given(users, created).when({ kind: 'delete-user', user: 'ana', by: 'an administrator' }).then(deleted);
  });

  it('record nothing when somebody moves to where she lives', () => {
    given(users, created).when({ kind: 'move-user', user: 'ana', address: 'Berlin' }).then();
  });

  it('refuse a second of the same name, and what is asked of nobody', () => {
    expect(given(users, created).when(create).thenRefused()).toContain('already');
    expect(given(users, created, deleted).when(create).thenRefused()).toContain('not given away again');
    expect(given(users).when({ kind: 'move-user', user: 'bob', address: 'Bonn' }).thenRefused()).toBe(
      'There is no user bob. Create the user first.',
    );
    expect(
      given(users, created, deleted).when({ kind: 'delete-user', user: 'ana', by: 'herself' }).thenRefused(),
    ).toBe('ana was deleted by an administrator before.');
  });
});

describe('orders', () => {
  const berlin: Customer = { kind: 'active', address: 'Berlin', country: 'DE' };
  const lamp = { order: 7, item: 'lamp', cents: 10_000, user: 'ana' };
  const place = (customer: Customer): OrderCommand => ({ kind: 'place-order', ...lamp, customer });
  const pay: OrderCommand = { kind: 'pay-order', order: 7 };
  const placed: OrderEvent = { type: 'OrderPlaced', data: lamp };
  const paid: OrderEvent = { type: 'OrderPaid', data: { order: 7, user: 'ana', total: 10_000 } };
  const shipped: OrderEvent = { type: 'OrderShipped', data: { order: 7, address: 'Berlin' } };

  it('take 10 % off above 100.00 under release 1, and from 100.00 on under release 2', () => {
    given(orders(1), placed).when(pay).then(paid);
    given(orders(2), placed)
      .when(pay)
      .then({ type: 'OrderPaid', data: { order: 7, user: 'ana', total: 9_000 } });
  });

  it('keep the total that was decided on, whatever release reads it', () => {
    const total = (release: 1 | 2) => {
      const { initialState, evolve } = orders(release);
      return [placed, paid].reduce(evolve, initialState());
    };
    expect(total(2)).toEqual(total(1));
  });

  it('refuse an order that does not exist, one that is paid, and one of a number that is taken', () => {
    const first = orders(1);
    expect(given(first).when(pay).thenRefused()).toBe('There is no order 7. Place it first.');
    expect(given(first, placed, paid).when(pay).thenRefused()).toBe('Order 7 is paid already.');
    expect(given(first, placed).when(place(berlin)).thenRefused()).toContain('There is an order 7 already');
  });

  it('refuse who does not exist, and who was deleted, with the cause', () => {
    expect(
      given(orders(1))
        .when(place({ kind: 'unknown' }))
        .thenRefused(),
    ).toContain('no user ana');
    expect(
      given(orders(1))
        .when(place({ ...berlin, kind: 'deleted', by: 'herself' }))
        .thenRefused(),
    ).toBe('ana was deleted by herself, and can order nothing any more.');
  });

  it('take a report once, and take it even when the one before it is missing', () => {
    const report: OrderCommand = { kind: 'note-shipped', order: 7, address: 'Berlin' };
    given(orders(1), placed, paid).when(report).then(shipped);
    given(orders(1), placed, paid, shipped).when(report).then();
    given(orders(1), placed, paid, shipped).when({ kind: 'note-shipping', order: 7 }).then();
  });
});

describe('shipments and invoices', () => {
  it('are begun once and sent once, however often they are asked for', () => {
    const pack = { kind: 'pack', order: 7, user: 'ana' } as const;
    const started = { type: 'PackingStarted', data: { order: 7, user: 'ana' } } as const;
    const sent = { type: 'ParcelSent', data: { order: 7, address: 'Bonn' } } as const;
    given(shipments).when(pack).then(started);
    given(shipments, started).when(pack).then();
    given(shipments, started).when({ kind: 'send-parcel', order: 7, address: 'Bonn' }).then(sent);
    given(shipments, started, sent).when({ kind: 'send-parcel', order: 7, address: 'Berlin' }).then();
  });

  it('bill the total with the tax of the day', () => {
    const opened = { type: 'InvoiceOpened', data: { order: 7, user: 'ana', total: 10_000 } } as const;
    given(invoices, opened)
      .when({ kind: 'send-invoice', order: 7, percent: 19 })
      .then({ type: 'InvoiceSent', data: { order: 7, total: 10_000, percent: 19, cents: 11_900 } });
    expect(withTax(5, 19)).toBe(6);
    expect(withTax(1, 20)).toBe(1);
  });
});
