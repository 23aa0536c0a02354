import type { BusMessage } from '../../bus/messages.ts';
import type { DomainEvent } from '../../event.ts';
import type { AnyRow, Reference } from './rows.ts';

export const topics = [
  'UserCreated',
  'UserMoved',
  'UserDeleted',
  'TaxRateSet',
  'OrderPlaced',
  'OrderPaid',
  'OrderShipped',
  'OrderInvoiced',
] as const;

export type Topic = (typeof topics)[number];

/** What happened, and to what. A thin event says no more; a fat one carries the row as it is from then on. */
export type ShopEvent = DomainEvent<Topic, { readonly about: Reference; readonly row?: AnyRow }>;

/** How much an event says. */
export type Telling = 'thin' | 'fat';

export const event = (telling: Telling, type: Topic, about: Reference, row?: AnyRow): ShopEvent => ({
  type,
  data: telling === 'fat' && row !== undefined ? { about, row } : { about },
});

export type ShopMessage =
  | BusMessage<ShopEvent>
  /** To an owner: how does this row stand? The task is what the question is for, and comes back with the answer. */
  | { readonly kind: 'ask'; readonly task: string; readonly about: Reference }
  | {
      readonly kind: 'answer';
      readonly task: string;
      readonly about: Reference;
      /** Null when the owner has no such row. */
      readonly row: AnyRow | null;
    };

/**
 * The request that a message goes back to. Ids grow along the way: request `ana/3` becomes event `ana/3.orders1`, and what shipping makes of
 * that `ana/3.orders1.shipping1`.
 */
export const correlationOf = (message: ShopMessage): string | undefined => idOf(message)?.split('.')[0];

function idOf(message: ShopMessage): string | undefined {
  switch (message.kind) {
    case 'publish':
    case 'event':
      return message.metadata.id;
    case 'published':
    case 'acknowledge':
      return message.id;
    case 'ask':
    case 'answer':
      return message.task;
    case 'rejected':
    case 'subscribe':
    case 'subscribed':
      return undefined;
  }
}
