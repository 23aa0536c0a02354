import { describe, expect, it } from 'vitest';
import { send } from '../effects.ts';
import type { LinkFaults, SomeFaults } from '../faults.ts';
import type { Intervention, ScriptLine } from '../intervention.ts';
import { messagesOf } from '../trace/messages.ts';
import { atStart, logger, tenMs, type Log } from './testing.ts';
import { createWorld } from './world.ts';

const numbers = Array.from({ length: 1000 }, (_, index) => index + 1);

/** a sends 1 to 1000 to b, all at once. */
const flood = (network: Partial<LinkFaults>, seed = 1) => {
  const world = createWorld({
    seed,
    nodes: { a: logger(atStart(...numbers.map((number) => send('b', number)))), b: logger<number>() },
    faults: { network },
  });
  world.run();
  return {
    received: world
      .state('b')
      .slice(1)
      .map((line) => Number(line.slice(3))),
    trace: world.trace(),
  };
};

/** a says hello to b and to c, and b to a, every 10 ms for so long. */
const talk = (script: readonly ScriptLine[], faults: SomeFaults = tenMs) => {
  const chatter = (...to: string[]) =>
    logger((input) =>
      input.kind === 'start' || input.kind === 'timer'
        ? [...to.map((node) => send(node, 'hello')), { kind: 'setTimer', timer: 'again', after: 10 }]
        : [],
    );
  const world = createWorld({
    seed: 1,
    nodes: { a: chatter('b', 'c'), b: chatter('a'), c: logger() },
    faults,
    script,
  });
  world.run({ until: 100 });
  const heard = (node: 'a' | 'b' | 'c', from: string) =>
    (world.state(node) as Log).filter((line) => line.startsWith(`${from}:`)).length;
  return { world, ab: heard('b', 'a'), ac: heard('c', 'a'), ba: heard('a', 'b') };
};
const at = (time: number, what: Intervention): ScriptLine => ({ at: time, do: what });

describe('a link', () => {
  it('delivers everything once and in order, when nothing is wrong with it', () => {
    expect(flood({}).received).toEqual(numbers);
    expect(flood({ latency: { kind: 'exponential', mean: 50 } }).received).toEqual(numbers);
  });

  it('loses about as many messages as it was told to, and no order', () => {
    const { received } = flood({ loss: 0.2 });
    expect(received.length).toBeGreaterThan(740);
    expect(received.length).toBeLessThan(860);
    expect(received).toEqual([...received].sort((a, b) => a - b));
  });

  it('delivers about as many messages twice as it was told to', () => {
    const { received } = flood({ duplication: 0.2 });
    expect(new Set(received).size).toBe(1000);
    expect(received.length).toBeGreaterThan(1140);
    expect(received.length).toBeLessThan(1260);
  });

  it('lets later messages overtake those that take a detour, and only those', () => {
    const { received, trace } = flood({ reordering: 0.1, latency: { kind: 'uniform', from: 5, to: 15 } });
    expect([...received].sort((a, b) => a - b)).toEqual(numbers);
    const delayed = new Set(
      trace.events.flatMap((event) =>
        event.kind === 'delay' ? [messagesOf(trace).get(event.id)!.message] : [],
      ),
    );
    expect(delayed.size).toBeGreaterThan(60);
    const straight = received.filter((number) => !delayed.has(number));
    expect(straight).toEqual([...straight].sort((a, b) => a - b));
    expect(received).not.toEqual(numbers);
  });

  it('overtakes with constant latency too', () => {
    const { received } = flood({ reordering: 0.5, latency: { kind: 'constant', ms: 10 } });
    expect(received).not.toEqual(numbers);
  });

  it('takes the same time for a message whether others are lost or not', () => {
    const arrivals = (loss: number) => {
      const { trace } = flood({ loss, latency: { kind: 'uniform', from: 1, to: 1000 }, reordering: 0 });
      return new Map([...messagesOf(trace).values()].map(({ message, ends }) => [message, ends[0]!]));
    };
    const whole = arrivals(0);
    let latest = 0;
    for (const [message, { at: time, lost }] of arrivals(0.5)) {
      if (lost) continue;
      // The order of the link may hold a message back for one before it, and that one may now be lost.
      expect(time).toBeLessThanOrEqual(whole.get(message)!.at);
      latest = Math.max(latest, time);
      expect(time).toBe(latest);
    }
  });

  it('carries what a node sends to itself, at once and always', () => {
    const world = createWorld({
      seed: 1,
      nodes: { a: logger(atStart(send('a', 'note to self'))) },
      faults: { network: { loss: 1 } },
      script: [at(0, { kind: 'network', faults: { loss: 1 } })],
    });
    world.run();
    expect(world.state('a')).toEqual(['start', 'a: note to self']);
    expect(world.now).toBe(0);
  });
});

describe('a cut', () => {
  it('stops one direction and leaves the other, and a heal ends it', () => {
    const { ab, ac, ba } = talk([
      at(25, { kind: 'cut', from: 'a', to: 'b', ways: 'one' }),
      at(65, { kind: 'heal', from: 'a', to: 'b', ways: 'one' }),
    ]);
    expect({ ab, ac, ba }).toEqual({ ab: 5, ac: 10, ba: 10 });
  });

  it('stops both directions where it says so', () => {
    const { ab, ac, ba } = talk([at(25, { kind: 'cut', from: 'a', to: 'b', ways: 'both' })]);
    expect({ ab, ac, ba }).toEqual({ ab: 2, ac: 10, ba: 2 });
  });

  it('takes the messages that are on their way, and says of each why it was lost', () => {
    const { world } = talk([at(5, { kind: 'cut', from: 'a', to: 'b', ways: 'one' })]);
    const first = [...messagesOf(world.trace()).values()].filter(
      ({ from, to }) => from === 'a' && to === 'b',
    );
    expect(first.slice(0, 2).map(({ sentAt, ends }) => [sentAt, ends[0]])).toEqual([
      [0, { at: 10, index: expect.any(Number), lost: 'cut' }],
      [10, { at: 10, index: expect.any(Number), lost: 'cut' }],
    ]);
  });

  it('between groups leaves the groups whole, until everything is healed', () => {
    const cut = at(15, { kind: 'partition', groups: [['a', 'b'], ['c']] });
    expect(talk([cut])).toMatchObject({ ab: 10, ba: 10, ac: 1 });
    expect(talk([cut, at(55, { kind: 'heal-all' })])).toMatchObject({ ab: 10, ac: 5 });
  });

  it('is told once in each direction, and not again when it is cut already', () => {
    const { world } = talk([
      at(5, { kind: 'cut', from: 'a', to: 'b', ways: 'both' }),
      at(6, { kind: 'cut', from: 'a', to: 'b', ways: 'one' }),
      at(7, { kind: 'heal', from: 'b', to: 'a', ways: 'one' }),
    ]);
    const told = world
      .trace()
      .events.flatMap((event) =>
        event.kind === 'cut' || event.kind === 'heal' ? [[event.at, event.kind, event.node, event.to]] : [],
      );
    expect(told).toEqual([
      [5, 'cut', 'a', 'b'],
      [5, 'cut', 'b', 'a'],
      [7, 'heal', 'b', 'a'],
    ]);
  });
});

describe('a setting of the network', () => {
  it('changes every link, or one, from then on', () => {
    const loss = (link?: { from: string; to: string; ways: 'one' | 'both' }) =>
      talk([at(45, { kind: 'network', faults: { loss: 1 }, ...(link && { link }) })]);
    expect(loss()).toMatchObject({ ab: 5, ac: 5, ba: 5 });
    expect(loss({ from: 'a', to: 'b', ways: 'one' })).toMatchObject({ ab: 5, ac: 10, ba: 10 });
    expect(loss({ from: 'a', to: 'b', ways: 'both' })).toMatchObject({ ab: 5, ac: 10, ba: 5 });
  });

  it('holds for clients that come later, too', () => {
    const world = createWorld({
      seed: 1,
      nodes: { a: logger() },
      script: [
        at(0, { kind: 'network', faults: { loss: 1 } }),
        at(10, { kind: 'request', client: 'c1', to: 'a', command: 'x' }),
      ],
    });
    world.run();
    expect(world.state('a')).toEqual(['start']);
  });
});

describe('an order for one message', () => {
  const arrivals = (script: readonly ScriptLine[]) => {
    const world = createWorld({
      seed: 1,
      nodes: { a: logger(atStart(send('b', 'one'), send('b', 'two'), send('b', 'three'))), b: logger() },
      faults: tenMs,
      script,
    });
    world.run();
    return [...messagesOf(world.trace()).values()].map(({ message, ends }) => [
      message,
      ...ends.map((end) => (end.lost ? end.lost : end.at)),
    ]);
  };

  it.each([
    [
      'lost',
      { kind: 'lose', from: 'a', to: 'b', nth: 2 },
      [
        ['one', 10],
        ['two', 'loss'],
        ['three', 10],
      ],
    ],
    [
      'delayed',
      { kind: 'delay', from: 'a', to: 'b', nth: 2, by: 7 },
      [
        ['one', 10],
        ['two', 17],
        ['three', 10],
      ],
    ],
    [
      'copied',
      { kind: 'duplicate', from: 'a', to: 'b', nth: 2, after: 7 },
      [
        ['one', 10],
        ['two', 10, 17],
        ['three', 10],
      ],
    ],
  ] as const)('is obeyed before it is sent, and while it is on its way: %s', (_, order, expected) => {
    expect(arrivals([at(0, order)])).toEqual(expected);
    expect(arrivals([at(5, order)])).toEqual(expected);
  });

  it('does nothing once the message has arrived', () => {
    expect(arrivals([at(11, { kind: 'lose', from: 'a', to: 'b', nth: 2 })])).toEqual([
      ['one', 10],
      ['two', 10],
      ['three', 10],
    ]);
  });
});
