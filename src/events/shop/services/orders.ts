import { inOrder, shippedLine } from '../lines.ts';
import { noSuchOrder, noSuchUser, orderExists, paidAlready } from '../refusals.ts';
import { totalOf, type Release, type ShopCommand } from '../story.ts';
import { event, type Telling, type Topic } from './events.ts';
import { idIn, refer, type OrderRow } from './rows.ts';
import type { Kept } from './kept.ts';
import type { Service } from './service.ts';
import type { Source } from './source.ts';
import { done, refuse, type Progress, type Task } from './task.ts';

export type OrdersTable = Readonly<Record<number, OrderRow>>;

/** Owns the orders. Whether a user exists it learns from its source. */
export function orders(telling: Telling, source: Source, release: Release): Service<OrdersTable> {
  type Placing = ShopCommand & { kind: 'place-order' };

  const change = (table: OrdersTable, type: Topic, row: OrderRow) =>
    done({
      table: { ...table, [row.order]: row },
      publish: [event(telling, type, refer('order', row.order), row)],
      reply: { kind: 'done' } as const,
    });

  function place({ table, copies }: Kept<OrdersTable>, task: Task, command: Placing): Progress<OrdersTable> {
    const { order, item, user, cents } = command;
    if (table[order]) return refuse(orderExists(order));
    const buyer = source('user', user, task, copies);
    if (buyer.kind === 'ask') return buyer;
    if (buyer.kind === 'missing' || buyer.row.deleted) return refuse(noSuchUser(user));
    const total = totalOf(release, cents);
    return change(table, 'OrderPlaced', {
      order,
      item,
      user,
      total,
      paid: false,
      shipped: false,
      version: 1,
    });
  }

  function pay(table: OrdersTable, order: number): Progress<OrdersTable> {
    const row = table[order];
    if (row === undefined) return refuse(noSuchOrder(order));
    if (row.paid) return refuse(paidAlready(order));
    return change(table, 'OrderPaid', { ...row, paid: true, version: row.version + 1 });
  }

  return {
    table: {},

    carryOut(kept, task) {
      const { table } = kept;
      const { cause } = task;
      if (cause.kind === 'request') {
        const { command } = cause;
        if (command.kind === 'place-order') return place(kept, task, command);
        return command.kind === 'pay-order' ? pay(table, command.order) : done();
      }
      const { type, data } = cause.event;
      const row = table[Number(idIn(data.about, 'order'))];
      if (type !== 'OrderShipped' || row === undefined || row.shipped) return done();
      return done({ table: { ...table, [row.order]: { ...row, shipped: true, version: row.version + 1 } } });
    },

    row: (table, about) => table[Number(idIn(about, 'order'))],

    answer: ({ table }) =>
      inOrder(Object.values(table))
        .filter(({ shipped }) => shipped)
        .map(shippedLine),
  };
}
