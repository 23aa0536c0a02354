import { revenueLines } from '../lines.ts';
import { percentOf } from '../money.ts';
import { oncePaid } from './once-paid.ts';
import type { Service } from './service.ts';
import type { Source } from './source.ts';

/** Sends an invoice for what is paid, once. Total, country and tax rate come from its source. */
export const invoicing = (source: Source): Service<null> => ({
  table: null,

  carryOut: oncePaid(source, 'OrderInvoiced', ({ order, user, total }, { country }, look) => {
    const rate = look('tax', country);
    if (rate.kind !== 'found') return rate;
    return { kind: 'invoice', order, user, total, tax: percentOf(total, rate.row.percent) };
  }),

  answer: ({ deeds }) => revenueLines(deeds.filter((deed) => deed.kind === 'invoice')),
});
