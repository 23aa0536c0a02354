import { describe, expect, it } from 'vitest';
import { createWorld, send, type Program, type ScriptLine } from '../../sim/index.ts';
import type { NewEvent } from '../event.ts';
import { bus, type BusOptions } from './bus.ts';
import type { BusMessage } from './messages.ts';

/** Publishes what a client asks it to, and writes down what the bus says. */
const publisher: Program<readonly BusMessage[], BusMessage, string | BusMessage> = {
  init: () => [],
  step: (heard, input) => {
    if (input.kind === 'message') return { state: [...heard, input.message], effects: [] };
    if (input.kind !== 'request') return { state: heard, effects: [] };
    const { command } = input;
    const message: BusMessage =
      typeof command === 'string' ? { kind: 'publish', ...eventOf(command) } : command;
    return { state: heard, effects: [send('bus', message)] };
  },
};

/** Writes down the ids of what it hears, duplicates included, and acknowledges. */
const subscriber: Program<readonly string[], BusMessage, BusMessage> = {
  init: () => [],
  step: (heard, input) => {
    if (input.kind === 'request') return { state: heard, effects: [send('bus', input.command)] };
    if (input.kind !== 'message' || input.message.kind !== 'event') return { state: heard, effects: [] };
    const { delivery, metadata } = input.message;
    const { id } = metadata;
    return { state: [...heard, id], effects: [send(input.from, { kind: 'acknowledge', delivery, id })] };
  },
};

/** `OrderPaid 7`: a type, and an id to tell it by. */
const eventOf = (id: string): NewEvent => ({
  event: { type: id.split(' ')[0]!, data: {} },
  metadata: { id },
});

const topics = ['OrderPaid', 'OrderShipped'];
const subscribers = { shipping: ['OrderPaid'], invoicing: ['OrderPaid', 'OrderShipped'] };

const publish = (at: number, id: string): ScriptLine<string> => ({
  at,
  do: { kind: 'request', client: 'c', to: 'orders', command: id },
});

function run(script: readonly ScriptLine<string | BusMessage>[], options: Partial<BusOptions> = {}) {
  const world = createWorld<unknown, BusMessage, string | BusMessage>({
    seed: 1,
    nodes: {
      bus: bus({ topics, subscribers, ...options }) as Program<unknown, BusMessage, never, never>,
      orders: publisher as Program<unknown, BusMessage, never>,
      shipping: subscriber as Program<unknown, BusMessage, never>,
      invoicing: subscriber as Program<unknown, BusMessage, never>,
    },
    faults: { network: { latency: { kind: 'constant', ms: 10 } } },
    script: script as readonly ScriptLine<never>[],
  });
  world.run();
  return {
    world,
    shipping: world.state('shipping') as readonly string[],
    invoicing: world.state('invoicing') as readonly string[],
    publisher: world.state('orders') as readonly BusMessage[],
  };
}

describe('A bus', () => {
  it('passes an event on to everybody who subscribed to its topic, and to nobody else', () => {
    const { shipping, invoicing, publisher } = run([publish(0, 'OrderPaid 7'), publish(5, 'OrderShipped 7')]);
    expect(shipping).toEqual(['OrderPaid 7']);
    expect(invoicing).toEqual(['OrderPaid 7', 'OrderShipped 7']);
    expect(publisher).toEqual([
      { kind: 'published', id: 'OrderPaid 7' },
      { kind: 'published', id: 'OrderShipped 7' },
    ]);
  });

  it('comes to rest once everything is acknowledged, and delivers nothing again', () => {
    const { world } = run([publish(0, 'OrderPaid 7')]);
    expect(world.now).toBe(40);
  });

  it('keeps no event for whoever subscribes later, and a queue from then on', () => {
    const subscribe = { kind: 'subscribe', topic: 'OrderShipped' } as const;
    const { shipping } = run([
      publish(0, 'OrderShipped 1'),
      { at: 50, do: { kind: 'request', client: 'c', to: 'shipping', command: subscribe } },
      publish(100, 'OrderShipped 2'),
      { at: 200, do: { kind: 'crash', node: 'bus' } },
      { at: 210, do: { kind: 'restart', node: 'bus' } },
      publish(250, 'OrderShipped 3'),
    ]);
    expect(shipping).toEqual(['OrderShipped 2', 'OrderShipped 3']);
  });

  it('says so, and passes nothing on, when there is no such topic', () => {
    const sentence = 'There is no topic OrderPayed. The topics are OrderPaid, OrderShipped.';
    const subscribe = { kind: 'subscribe', topic: 'OrderPayed' } as const;
    const { publisher, invoicing } = run([
      publish(0, 'OrderPayed 7'),
      { at: 50, do: { kind: 'request', client: 'c', to: 'orders', command: subscribe } },
    ]);
    expect(publisher).toEqual([
      { kind: 'rejected', id: 'OrderPayed 7', sentence },
      { kind: 'rejected', id: null, sentence },
    ]);
    expect(invoicing).toEqual([]);
    expect(() => bus({ topics, subscribers: { shipping: ['OrderPayed'] } })).toThrow(
      new RangeError(sentence),
    );
  });

  describe('that delivers at least once', () => {
    it('keeps what a subscriber that is down misses, in its order, and disturbs nobody else', () => {
      const { shipping, invoicing } = run([
        { at: 0, do: { kind: 'crash', node: 'shipping' } },
        publish(10, 'OrderPaid 7'),
        publish(20, 'OrderPaid 8'),
        { at: 500, do: { kind: 'restart', node: 'shipping' } },
      ]);
      expect(shipping).toEqual(['OrderPaid 7', 'OrderPaid 8']);
      expect(invoicing).toEqual(['OrderPaid 7', 'OrderPaid 8']);
    });

    it('delivers again when the event was lost', () => {
      const { shipping } = run([
        { at: 0, do: { kind: 'lose', from: 'bus', to: 'shipping', nth: 1 } },
        publish(0, 'OrderPaid 7'),
      ]);
      expect(shipping).toEqual(['OrderPaid 7']);
    });

    it('delivers twice when the acknowledgement was lost', () => {
      const { shipping } = run([
        { at: 0, do: { kind: 'lose', from: 'shipping', to: 'bus', nth: 1 } },
        publish(0, 'OrderPaid 7'),
      ]);
      expect(shipping).toEqual(['OrderPaid 7', 'OrderPaid 7']);
    });

    it('delivers twice what is published twice: it does not know that it is the same', () => {
      const { shipping } = run([publish(0, 'OrderPaid 7'), publish(50, 'OrderPaid 7')]);
      expect(shipping).toEqual(['OrderPaid 7', 'OrderPaid 7']);
    });

    it('passes on, wherever in a step it crashes, all that it said it had', () => {
      for (let after = 0; after < 8; after++)
        for (const at of [20, 31, 41, 42]) {
          const { shipping, invoicing, publisher } = run([
            publish(10, 'OrderPaid 7'),
            publish(20, 'OrderPaid 8'),
            { at, do: { kind: 'crash', node: 'bus', point: { after } } },
            { at: 200, do: { kind: 'crash', node: 'bus' } },
            { at: 250, do: { kind: 'restart', node: 'bus' } },
          ]);
          const promised = publisher.flatMap((message) => (message.kind === 'published' ? [message.id] : []));
          expect(shipping, `crash at ${at} after ${after}`).toEqual(expect.arrayContaining(promised));
          expect(invoicing, `crash at ${at} after ${after}`).toEqual(expect.arrayContaining(promised));
        }
    });
  });

  describe('that delivers at most once', () => {
    const delivery = 'at-most-once';

    it('delivers once, and waits for no acknowledgement', () => {
      const { shipping, world } = run(
        [{ at: 0, do: { kind: 'lose', from: 'shipping', to: 'bus', nth: 1 } }, publish(0, 'OrderPaid 7')],
        { delivery },
      );
      expect(shipping).toEqual(['OrderPaid 7']);
      expect(world.now).toBe(40);
    });

    it('loses what a subscriber that is down misses', () => {
      const { shipping, invoicing } = run(
        [
          { at: 0, do: { kind: 'crash', node: 'shipping' } },
          publish(10, 'OrderPaid 7'),
          { at: 500, do: { kind: 'restart', node: 'shipping' } },
          publish(600, 'OrderPaid 8'),
        ],
        { delivery },
      );
      expect(shipping).toEqual(['OrderPaid 8']);
      expect(invoicing).toEqual(['OrderPaid 7', 'OrderPaid 8']);
    });
  });
});
