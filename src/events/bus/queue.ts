import type { NewEvent } from '../event.ts';

/** What waits for one subscriber. It is delivered, and delivered again, until the subscriber has acknowledged it. */
export interface Queue {
  readonly topics: readonly string[];
  /** The number of the last delivery that was put in. */
  readonly last: number;
  readonly waiting: readonly Delivery[];
}

export interface Delivery extends NewEvent {
  readonly delivery: number;
}

export const queueFor = (topics: readonly string[]): Queue => ({ topics, last: 0, waiting: [] });

export const subscribe = (queue: Queue, topic: string): Queue =>
  queue.topics.includes(topic) ? queue : { ...queue, topics: [...queue.topics, topic] };

export const enqueue = ({ topics, last, waiting }: Queue, { event, metadata }: NewEvent): Queue => ({
  topics,
  last: last + 1,
  waiting: [...waiting, { delivery: last + 1, event, metadata }],
});

/** An acknowledgement that comes twice changes nothing. */
export const acknowledge = (queue: Queue, delivery: number): Queue =>
  queue.waiting.some((each) => each.delivery === delivery)
    ? { ...queue, waiting: queue.waiting.filter((each) => each.delivery !== delivery) }
    : queue;
