import type { Decider } from '../../decider.ts';
import type { DomainEvent } from '../../event.ts';
import type { Invoice as Posted } from '../deeds.ts';
import { percentOf } from '../money.ts';

type Bill = Omit<Posted, 'tax'>;

/** What invoicing itself knows to have happened. */
export type InvoiceEvent =
  | DomainEvent<'InvoiceOpened', Bill>
  /** The rate of the day stands in it: no later rate changes a bill that is out. */
  | DomainEvent<
      'InvoiceSent',
      { readonly order: number; readonly percent: number; readonly total: number; readonly tax: number }
    >;

export type InvoiceCommand =
  | (Bill & { readonly kind: 'open-invoice' })
  | { readonly kind: 'send-invoice'; readonly order: number; readonly percent: number };

export type Invoice =
  { readonly status: 'none' } | (Bill & { readonly status: 'open' }) | (Posted & { readonly status: 'sent' });

/** One invoice for each order, however often it is asked for. */
export const invoices: Decider<Invoice, InvoiceCommand, InvoiceEvent> = {
  initialState: () => ({ status: 'none' }),

  decide(state, command) {
    if (command.kind === 'open-invoice') {
      const { order, user, total } = command;
      return state.status === 'none' ? [{ type: 'InvoiceOpened', data: { order, user, total } }] : [];
    }
    if (state.status !== 'open') return [];
    const { order, percent } = command;
    const { total } = state;
    return [{ type: 'InvoiceSent', data: { order, percent, total, tax: percentOf(total, percent) } }];
  },

  evolve(state, { type, data }) {
    if (type === 'InvoiceOpened') return { status: 'open', ...data };
    return state.status === 'open' ? { ...state, status: 'sent', tax: data.tax } : state;
  },
};
