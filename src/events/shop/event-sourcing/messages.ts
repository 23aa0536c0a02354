import type { InvoiceEvent } from '../deciders/invoices.ts';
import type { OrderEvent } from '../deciders/orders.ts';
import type { ShipmentEvent } from '../deciders/shipments.ts';
import type { UserEvent } from '../deciders/users.ts';
import type { FeedMessage } from '../feed/messages.ts';
import type { RateMessage } from '../taxes.ts';
import type { ThatIs, WhoIs } from '../who-is.ts';

export type ShopEvent = UserEvent | OrderEvent | ShipmentEvent | InvoiceEvent;

export type SourcedMessage = FeedMessage<ShopEvent> | WhoIs | ThatIs | RateMessage;
