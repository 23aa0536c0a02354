import { describe, expect, it } from 'vitest';
import { given } from '../../specification.ts';
import type { Customer } from './customer.ts';
import { invoices } from './invoices.ts';
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
    const bonn = { kind: 'move-user', user: 'ana', address: 'Bonn' } as const;
    expect(given(users, created).when(create).thenRefused()).toBe('The name ana is taken.');
    expect(given(users, created, deleted).when(create).thenRefused()).toBe('The name ana is taken.');
    expect(given(users).when(bonn).thenRefused()).toBe('There is no user ana.');
    expect(given(users, created, deleted).when(bonn).thenRefused()).toBe('There is no user ana.');
  });
});

describe('orders', () => {
  const berlin: Customer = { kind: 'active', address: 'Berlin', country: 'DE' };
  const lamp = { order: 7, item: 'lamp', cents: 10_000, user: 'ana' };
  const place = (customer: Customer): OrderCommand => ({ kind: 'place-order', ...lamp, customer });
  const pay: OrderCommand = { kind: 'pay-order', order: 7 };
  const placed: OrderEvent = { type: 'OrderPlaced', data: { ...lamp, total: 10_000 } };
  const paid: OrderEvent = {
    type: 'OrderPaid',
    data: { order: 7, item: 'lamp', total: 10_000, user: 'ana' },
  };
  const shipped: OrderEvent = { type: 'OrderShipped', data: { order: 7, address: 'Berlin' } };

  it('take 10 % off above 100.00 under release 1, and from 100.00 on under release 2', () => {
    given(orders(1)).when(place(berlin)).then(placed);
    given(orders(2))
      .when(place(berlin))
      .then({ type: 'OrderPlaced', data: { ...lamp, total: 9_000 } });
  });

  it('keep the total that was decided on, whatever release goes on', () => {
    given(orders(2), placed).when(pay).then(paid);
  });

  it('refuse an order that does not exist, one that is paid, and one of a number that is taken', () => {
    const first = orders(1);
    expect(given(first).when(pay).thenRefused()).toBe('There is no order 7.');
    expect(given(first, placed, paid).when(pay).thenRefused()).toBe('Order 7 is paid already.');
    expect(given(first, placed).when(place(berlin)).thenRefused()).toBe('There is an order 7 already.');
  });

  it('refuse who does not exist, and who was deleted', () => {
    for (const nobody of [{ kind: 'unknown' }, { ...berlin, kind: 'deleted' }] as const)
      expect(given(orders(1)).when(place(nobody)).thenRefused()).toBe('There is no user ana.');
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
    const lamp = { order: 7, item: 'lamp', user: 'ana' };
    const started = { type: 'PackingStarted', data: lamp } as const;
    const sent = { type: 'ParcelSent', data: { order: 7, address: 'Bonn' } } as const;
    given(shipments)
      .when({ kind: 'pack', ...lamp })
      .then(started);
    given(shipments, started)
      .when({ kind: 'pack', ...lamp })
      .then();
    given(shipments, started).when({ kind: 'send-parcel', order: 7, address: 'Bonn' }).then(sent);
    given(shipments, started, sent).when({ kind: 'send-parcel', order: 7, address: 'Berlin' }).then();
  });

  it('bill the total with the tax of the day', () => {
    given(invoices, { type: 'InvoiceOpened', data: { order: 7, user: 'ana', total: 10_000 } })
      .when({ kind: 'send-invoice', order: 7, percent: 19 })
      .then({ type: 'InvoiceSent', data: { order: 7, percent: 19, total: 10_000, tax: 1_900 } });
  });
});
