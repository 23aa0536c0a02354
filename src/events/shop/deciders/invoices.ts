import { type Decider } from '../../decider.ts';
import type { DomainEvent } from '../../event.ts';

/** What invoicing itself knows to have happened. */
export type InvoiceEvent =
  | DomainEvent<'InvoiceOpened', { readonly order: number; readonly user: string; readonly total: number }>
  /** The rate of the day stands in it: no later rate changes a bill that is out. */
  | DomainEvent<
      'InvoiceSent',
      { readonly order: number; readonly total: number; readonly percent: number; readonly cents: number }
    >;

export type InvoiceCommand =
  | { readonly kind: 'open'; readonly order: number; readonly user: string; readonly total: number }
  | { readonly kind: 'send-invoice'; readonly order: number; readonly percent: number };

export type Invoice =
  | { readonly status: 'none' }
  | {
      readonly status: 'open';
      readonly order: number;
      readonly user: string;
      readonly total: number;
    }
  | {
      readonly status: 'sent';
      readonly order: number;
      readonly user: string;
      readonly total: number;
      readonly percent: number;
      readonly cents: number;
    };

/** One invoice for each order, however often it is asked for. */
export const invoices: Decider<Invoice, InvoiceCommand, InvoiceEvent> = {
  initialState: () => ({ status: 'none' }),

  decide(state, command) {
    const { order } = command;
    if (command.kind === 'open')
      return state.status === 'none'
        ? [{ type: 'InvoiceOpened', data: { order, user: command.user, total: command.total } }]
        : [];
    if (state.status !== 'open') return [];
    const { total } = state;
    const { percent } = command;
    return [{ type: 'InvoiceSent', data: { order, total, percent, cents: withTax(total, percent) } }];
  },

  evolve(state, { type, data }) {
    if (type === 'InvoiceOpened') return { status: 'open', ...data };
    return state.status === 'open'
      ? { ...state, status: 'sent', percent: data.percent, cents: data.cents }
      : state;
  },
};

/** In whole cents, half a cent up. */
export const withTax = (total: number, percent: number): number =>
  total + Math.floor((total * percent + 50) / 100);
