import type { Customer } from '../deciders/customer.ts';
import type { InvoiceEvent } from '../deciders/invoices.ts';
import type { OrderEvent } from '../deciders/orders.ts';
import type { ShipmentEvent } from '../deciders/shipments.ts';
import type { UserEvent } from '../deciders/users.ts';
import type { FeedMessage } from '../feed/messages.ts';
import type { RateMessage } from '../taxes.ts';

export type ShopEvent = UserEvent | OrderEvent | ShipmentEvent | InvoiceEvent;

export type SourcedMessage = FeedMessage<ShopEvent> | WhoIs | ThatIs | RateMessage;

export interface WhoIs {
  readonly kind: 'who-is';
  readonly user: string;
  /** Which request of a client wants to know. */
  readonly id: string;
}

export interface ThatIs {
  readonly kind: 'that-is';
  readonly user: string;
  readonly customer: Customer;
  readonly id: string;
}
