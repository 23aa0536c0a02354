import type { DomainEvent, NewEvent } from '../event.ts';

/** An event goes to the topic that has the name of its type. */
export type BusMessage<Event extends DomainEvent = DomainEvent> =
  /** To the bus: pass this on. */
  | ({ readonly kind: 'publish' } & NewEvent<Event>)
  /** From the bus: I have it, and you may forget it. */
  | { readonly kind: 'published'; readonly id: string }
  /** From the bus: I do not, and why. */
  | { readonly kind: 'rejected'; readonly id: string | null; readonly sentence: string }
  /** To the bus: from now on, keep a queue for me. */
  | { readonly kind: 'subscribe'; readonly topic: string }
  | { readonly kind: 'subscribed'; readonly topic: string }
  /** To a subscriber. The delivery is the place in its queue. */
  | ({ readonly kind: 'event'; readonly delivery: number } & NewEvent<Event>)
  /** From a subscriber: I have it, take it off my queue. */
  | { readonly kind: 'acknowledge'; readonly delivery: number; readonly id: string };
