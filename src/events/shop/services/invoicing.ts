import { revenueLines } from '../lines.ts';
import { percentOf } from '../money.ts';
import { event } from './events.ts';
import { idIn, type Deed } from './rows.ts';
import type { Service } from './service.ts';
import { orWait, type Source } from './source.ts';
import { done, type Progress } from './task.ts';

/** Sends an invoice for what is paid, once. Total, country and tax rate come from its source. */
export const invoicing = (source: Source): Service<null> => ({
  table: null,

  carryOut({ deeds, copies }, task) {
    const { cause } = task;
    if (cause.kind !== 'event' || cause.event.type !== 'OrderPaid') return done();
    const { about } = cause.event.data;
    const paid = idIn(about, 'order')!;
    const invoiced = (deed: Deed): Progress<null> =>
      done({ deed, publish: [event('thin', 'OrderInvoiced', about)] });

    const posted = deeds.find(({ order }) => order === Number(paid));
    if (posted) return invoiced(posted);
    const order = orWait(source('order', paid, task, copies));
    if (order.kind !== 'found') return order;
    const user = orWait(source('user', order.row.user, task, copies));
    if (user.kind !== 'found') return user;
    const rate = orWait(source('tax', user.row.country, task, copies));
    if (rate.kind !== 'found') return rate;
    const { order: number, user: name, total } = order.row;
    const tax = percentOf(total, rate.row.percent);
    return invoiced({ kind: 'invoice', order: number, user: name, total, tax });
  },

  answer: ({ deeds }) => revenueLines(deeds.filter((deed) => deed.kind === 'invoice')),
});
