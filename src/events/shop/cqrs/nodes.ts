import type { Customer } from '../deciders/customer.ts';
import { handOver, post, type Invoice, type Parcel } from '../deeds.ts';
import { percentOf } from '../money.ts';
import type { ShopPrograms } from '../route.ts';
import type { Release } from '../story.ts';
import { taxes } from '../taxes.ts';
import { reader } from './reader.ts';
import { withNote, writeOrder, writeUser, type OrderCommand, type OrderRow, type UserCommand, type UserRow } from './rows.ts'; // prettier-ignore
import { orderList, revenue, userList } from './views.ts';
import { worker, type Trade } from './worker.ts';
import { writeSide, type Writer } from './write-side.ts';

const users: Writer<UserRow, UserCommand> = {
  commandOf: (request) =>
    request.kind === 'place-order' || request.kind === 'pay-order' ? undefined : request,
  write: writeUser,
  describe: (row): Customer =>
    row
      ? { kind: row.deleted ? 'deleted' : 'active', address: row.address, country: row.country }
      : { kind: 'unknown' },
};

const orders = (release: Release): Writer<OrderRow, OrderCommand> => ({
  asksAbout: (request) => (request.kind === 'place-order' ? request.user : undefined),
  commandOf(request, customer) {
    if (request.kind === 'place-order') return customer && { ...request, customer };
    return request.kind === 'pay-order' ? request : undefined;
  },
  write: writeOrder(release),
  note: withNote,
});

const shipping: Trade<Parcel> = {
  key: 'parcels',
  isOpen: ({ status }) => status === 'paid' || status === 'shipping',
  begun: { status: 'shipping' },
  done: () => ({ status: 'shipped' }),
  withCustomer: ({ row: { order, item, user } }, { address }) => ({ order, item, user, address }),
  doIt: handOver,
};

const invoicing: Trade<Invoice> = {
  key: 'invoices',
  isOpen: ({ status, tax }) => status !== 'placed' && tax === null,
  done: ({ tax }) => ({ tax }),
  withCustomer: (_, { country }) => ({ country }),
  withRate: ({ row: { order, user, total } }, percent) => ({
    order,
    user,
    total,
    tax: percentOf(total, percent),
  }),
  doIt: post,
};

export interface TablesOptions {
  readonly release?: Release;
  /** With a second `order-list` that stands by: `fire join of order-list-2`. */
  readonly spare?: boolean;
}

/** Two write sides, two workers, three readers on nodes of their own. */
export const nodesOf = ({ release = 1, spare = false }: TablesOptions = {}): ShopPrograms => {
  const list = { model: orderList, of: 'orders', answers: 'list-shipped' } as const;
  return {
    users: writeSide(users),
    orders: writeSide(orders(release)),
    shipping: worker(shipping),
    invoicing: worker(invoicing),
    taxes,
    'user-list': reader({ model: userList, of: 'users', answers: 'list-users' }),
    'order-list': reader(list),
    ...(spare && { 'order-list-2': reader({ ...list, joins: false }) }),
    revenue: reader({ model: revenue, of: 'orders', answers: 'show-revenue' }),
  };
};
