import {
  cancelTimer,
  note,
  persist,
  send,
  setTimer,
  type Effect,
  type NodeId,
  type Program,
} from '../../sim/index.ts';
import type { DomainEvent, NewEvent } from '../event.ts';
import type { BusMessage } from './messages.ts';
import { acknowledge, enqueue, queueFor, subscribe, type Delivery, type Queue } from './queue.ts';

export interface BusOptions {
  readonly topics: readonly string[];
  /** `at-most-once`: each event goes out once and is forgotten. `at-least-once`: it is on the disk first, and goes out until it is acknowledged. */
  readonly delivery?: 'at-most-once' | 'at-least-once';
  /** Who has had a queue from the beginning on, and for which topics. Others come with `subscribe`. */
  readonly subscribers?: Readonly<Record<NodeId, readonly string[]>>;
  /** How long the bus waits for an acknowledgement before it delivers again. */
  readonly redeliverAfter?: number;
}

export interface BusState {
  readonly queues: Readonly<Record<NodeId, Queue>>;
}

/**
 * A message broker with a queue for each subscriber. It does not know what an event means, and keeps none that everybody has: a
 * subscriber that comes later does not hear what was before.
 *
 * An event can reach a subscriber twice: when the acknowledgement is lost, and when the publisher, who heard no `published`, publishes
 * again. To take it once is the subscriber's part.
 *
 * @throws RangeError when a subscriber wants a topic that there is not
 */
export function bus<Event extends DomainEvent = DomainEvent>({
  topics,
  delivery = 'at-least-once',
  subscribers = {},
  redeliverAfter = 100,
}: BusOptions): Program<BusState, BusMessage<Event>, never, never> {
  type Effects = Effect<BusMessage<Event>, never>[];
  type Result = { readonly state: BusState; readonly effects: Effects };

  const keeps = delivery === 'at-least-once';
  const unknown = (topic: string): string | undefined =>
    topics.includes(topic) ? undefined : `There is no topic ${topic}. The topics are ${topics.join(', ')}.`;
  const initial = Object.fromEntries(
    Object.entries(subscribers).map(([node, wanted]) => [node, queueFor(wanted)]),
  );
  for (const { topics: wanted } of Object.values(initial))
    for (const topic of wanted) if (unknown(topic)) throw new RangeError(unknown(topic));

  const write = (node: NodeId, queue: Queue) => persist(keyOf(node), queue);
  const deliver = (node: NodeId, waiting: Delivery): Effects => [
    send(node, { kind: 'event', ...(waiting as Delivery & NewEvent<Event>) }),
    ...(keeps ? [setTimer(timerOf(node, waiting.delivery), redeliverAfter)] : []),
  ];

  function publish(state: BusState, from: NodeId, published: NewEvent): Result {
    const { event, metadata } = published;
    const { id } = metadata;
    const sentence = unknown(event.type);
    if (sentence !== undefined) return { state, effects: [send(from, { kind: 'rejected', id, sentence })] };
    const longer = Object.entries(state.queues)
      .filter(([, queue]) => queue.topics.includes(event.type))
      .map(([node, queue]) => [node, enqueue(queue, published)] as const);
    return {
      state: withQueues(
        state,
        longer.map(([node, queue]) => [node, keeps ? queue : { ...queue, waiting: [] }]),
      ),
      effects: [
        // A crash among these writes leaves the event in some queues. The publisher has heard nothing, and publishes again.
        ...(keeps ? longer.map(([node, queue]) => write(node, queue)) : []),
        send(from, { kind: 'published', id }),
        ...longer.flatMap(([node, { waiting }]) => deliver(node, waiting.at(-1)!)),
      ],
    };
  }

  /** A queue changes, and is on the disk before anything that rests on it is said. */
  function change(state: BusState, node: NodeId, queue: Queue, then: Effects = []): Result {
    if (queue === state.queues[node]) return { state, effects: then };
    return { state: withQueues(state, [[node, queue]]), effects: [write(node, queue), ...then] };
  }

  return {
    init: () => ({ queues: initial }),

    step(state, input): Result {
      switch (input.kind) {
        case 'start': {
          const kept = Object.entries(input.disk).map(
            ([key, queue]) => [key.slice(keyOf('').length), queue as Queue] as const,
          );
          const restored = withQueues(state, kept);
          // What was on its way when the power failed may have arrived or not: it goes out again.
          const all = Object.entries(restored.queues);
          return {
            state: restored,
            effects: all.flatMap(([node, { waiting }]) => waiting.flatMap((each) => deliver(node, each))),
          };
        }
        case 'timer': {
          const late = Object.entries(state.queues).flatMap(([node, { waiting }]) =>
            waiting
              .filter((each) => timerOf(node, each.delivery) === input.timer)
              .map((each) => ({ node, each })),
          );
          return { state, effects: late.flatMap(({ node, each }) => deliver(node, each)) };
        }
        case 'request':
          return { state, effects: [note('is a bus, and takes no requests: publish an event')] };
        case 'message': {
          const { from, message } = input;
          if (message.kind === 'publish') return publish(state, from, message);
          const queue = state.queues[from];
          if (message.kind === 'acknowledge')
            return queue === undefined
              ? { state, effects: [] }
              : change(state, from, acknowledge(queue, message.delivery), [
                  cancelTimer(timerOf(from, message.delivery)),
                ]);
          if (message.kind !== 'subscribe') return { state, effects: [] };
          const { topic } = message;
          const sentence = unknown(topic);
          return sentence === undefined
            ? change(state, from, subscribe(queue ?? queueFor([]), topic), [
                send(from, { kind: 'subscribed', topic }),
              ])
            : { state, effects: [send(from, { kind: 'rejected', id: null, sentence })] };
        }
      }
    },
  };
}

const timerOf = (node: NodeId, delivery: number): string => `delivery ${delivery} to ${node}`;
const keyOf = (node: NodeId): string => `queue of ${node}`;

const withQueues = (state: BusState, changed: readonly (readonly [NodeId, Queue])[]): BusState => ({
  queues: { ...state.queues, ...Object.fromEntries(changed) },
});
