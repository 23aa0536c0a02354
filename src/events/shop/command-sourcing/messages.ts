import type { Invoice, Parcel } from '../deeds.ts';
import type { RateMessage } from '../taxes.ts';
import type { ThatIs, WhoIs } from '../who-is.ts';

export type CommandedMessage = Order | Report | WhoIs | ThatIs | RateMessage;

/** A command to another service. It is sent until it is answered, so that it can come more than once: the id tells. */
export type Order = ShipOrder | SendInvoice;

export interface ShipOrder {
  readonly kind: 'ship-order';
  readonly id: string;
  readonly correlationId: string;
  readonly parcel: Parcel;
}

export interface SendInvoice {
  readonly kind: 'send-invoice';
  readonly id: string;
  readonly correlationId: string;
  readonly invoice: Invoice;
}

/** What has become of such a command. Whoever gets the command once more says it once more. */
export type Report = {
  readonly kind: 'report';
  readonly of: string;
  readonly order: number;
  readonly correlationId: string;
} & (
  | { readonly what: 'packing' }
  | { readonly what: 'shipped'; readonly address: string }
  | { readonly what: 'invoiced' }
);
