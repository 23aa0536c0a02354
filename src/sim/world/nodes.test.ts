import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cancelTimer, note, persist, send, setTimer } from '../effects.ts';
import type { CrashPoint, Intervention, ScriptLine } from '../intervention.ts';
import type { Effect } from '../program.ts';
import { atStart, logger, tenMs } from './testing.ts';
import { createWorld } from './world.ts';

const at = (time: number, what: Intervention): ScriptLine => ({ at: time, do: what });

describe('a crash within a step', () => {
  const effects = [persist('x', 1), send('b', 'one'), note('done'), send('b', 'two'), persist('y', 2)];
  const node = logger((input) =>
    input.kind === 'start' && Object.keys(input.disk).length === 0 ? effects : [],
  );

  /** What came of the effects: the kinds that were carried out, what b heard, and what is on the disk. */
  function crashAt(point: CrashPoint) {
    const world = createWorld({
      seed: 1,
      nodes: { a: node, b: logger() },
      script: [at(0, { kind: 'crash', node: 'a', point }), at(50, { kind: 'restart', node: 'a' })],
    });
    world.run({ until: 49 });
    const heard = world.state('b').slice(1);
    world.run();
    const crash = world.trace().events.find((event) => event.kind === 'crash');
    return {
      done: crash?.effects?.done,
      of: crash?.effects?.of,
      heard,
      disk: world.state('a')[0],
    };
  }

  it('lets through the effects before it and none after, at every point there is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: effects.length }), (after) => {
        expect(crashAt({ after })).toEqual({
          done: after,
          of: 5,
          heard: ['a: one', 'a: two'].slice(0, [0, 0, 1, 1, 2, 2][after]),
          disk: after === 0 ? 'start' : after < 5 ? 'start {"x":1}' : 'start {"x":1,"y":2}',
        });
      }),
    );
  });

  it.each<[CrashPoint, number]>([
    [{ before: 'send' }, 1],
    [{ after: 'send' }, 2],
    [{ before: 'persist' }, 0],
    [{ after: 'note' }, 3],
  ])('comes where it is said to: %j', (point, done) => {
    expect(crashAt(point).done).toBe(done);
  });

  it('waits for a step that gets so far', () => {
    const world = createWorld({
      seed: 1,
      nodes: {
        a: logger((input) =>
          input.kind === 'start' ? [setTimer('t', 10)] : [send('b', 'hello'), persist('x', 1)],
        ),
        b: logger(),
      },
      script: [at(0, { kind: 'crash', node: 'a', point: { before: 'persist' } })],
    });
    world.run({ until: 5 });
    expect(world.status('a')).toBe('up');
    world.run();
    expect(world.status('a')).toBe('down');
    expect(world.state('b')).toEqual(['start', 'a: hello']);
  });

  it('is forgotten when the node crashes before it comes to it', () => {
    const world = createWorld({
      seed: 1,
      nodes: { a: logger(atStart(note('x'))) },
      script: [
        at(10, { kind: 'crash', node: 'a', point: { after: 1 } }),
        at(20, { kind: 'crash', node: 'a' }),
        at(30, { kind: 'restart', node: 'a' }),
      ],
    });
    world.run();
    expect(world.status('a')).toBe('up');
  });
});

describe('a node that is down', () => {
  const sayHello = logger(atStart(send('b', 'hello')));

  it('hears nothing, and its timers are gone', () => {
    const world = createWorld({
      seed: 1,
      nodes: { a: sayHello, b: logger(atStart(setTimer('t', 50))) },
      faults: tenMs,
      script: [
        at(5, { kind: 'crash', node: 'b' }),
        at(20, { kind: 'restart', node: 'b' }),
        at(25, { kind: 'crash', node: 'b' }),
      ],
    });
    world.run();
    expect(world.trace().events.filter(({ kind }) => kind === 'lose')).toEqual([
      { at: 10, kind: 'lose', node: 'a', to: 'b', id: 1, why: 'down' },
    ]);
    expect(world.trace().events.some(({ kind }) => kind === 'timer')).toBe(false);
  });

  it('knows nothing of before when it starts again, and hears what was sent before its crash', () => {
    const world = createWorld({
      seed: 1,
      nodes: { a: sayHello, b: logger() },
      faults: tenMs,
      script: [at(5, { kind: 'crash', node: 'b' }), at(9, { kind: 'restart', node: 'b' })],
    });
    world.run({ until: 8 });
    expect(world.state('b')).toEqual(['start']);
    world.run();
    expect(world.state('b')).toEqual(['start', 'a: hello']);
  });

  it('is not harmed by what makes no sense', () => {
    const all = ['crash', 'stop', 'pause', 'resume', 'fire'] as const;
    const world = createWorld({
      seed: 1,
      nodes: { a: logger() },
      script: [
        at(5, { kind: 'restart', node: 'a' }),
        at(5, { kind: 'resume', node: 'a' }),
        at(6, { kind: 'crash', node: 'a' }),
        ...all.map((kind) => at(7, { kind, node: 'a', timer: 't' } as Intervention)),
      ],
    });
    world.run();
    expect(world.trace().events.map(({ kind }) => kind)).toEqual(['start', 'crash']);
  });
});

describe('a node that is paused', () => {
  const nodes = {
    a: logger<string>((input) =>
      input.kind === 'message' ? [] : [send('b', 'hello'), setTimer('again', 10)],
    ),
    b: logger<string>(atStart(setTimer('t', 25))),
  };
  const world = (...script: ScriptLine[]) => createWorld({ seed: 1, nodes, faults: tenMs, script });

  it('hears and does everything later, in the order in which it came', () => {
    const paused = world(at(15, { kind: 'pause', node: 'b' }), at(45, { kind: 'resume', node: 'b' }));
    paused.run({ until: 40 });
    expect(paused.status('b')).toBe('paused');
    expect(paused.state('b')).toEqual(['start', 'a: hello']);
    paused.run({ until: 45 });
    expect(paused.state('b')).toEqual(['start', 'a: hello', 'a: hello', 'timer t', 'a: hello', 'a: hello']);
    expect(paused.now).toBe(45);
  });

  it('loses what waits when it crashes', () => {
    const crashed = world(at(15, { kind: 'pause', node: 'b' }), at(25, { kind: 'crash', node: 'b' }));
    crashed.run({ until: 26 });
    expect(crashed.trace().events.filter((event) => event.kind === 'lose')).toMatchObject([
      { at: 25, id: 2, why: 'down' },
    ]);
  });
});

describe('a timer', () => {
  const firings = (effects: readonly Effect<string>[], ...script: ScriptLine[]) => {
    const world = createWorld({ seed: 1, nodes: { a: logger(atStart(...effects)) }, script });
    world.run();
    return world.trace().events.flatMap((event) => (event.kind === 'timer' ? [[event.at, event.timer]] : []));
  };

  it('fires once, when its time has come', () => {
    expect(firings([setTimer('t', 30), setTimer('u', 20)])).toEqual([
      [20, 'u'],
      [30, 't'],
    ]);
  });

  it('fires at the last time it was set to, be it later or earlier', () => {
    expect(firings([setTimer('t', 30), setTimer('t', 50)])).toEqual([[50, 't']]);
    expect(firings([setTimer('t', 50), setTimer('t', 30)])).toEqual([[30, 't']]);
    expect(firings([setTimer('t', 30), setTimer('t', 50), setTimer('t', 40)])).toEqual([[40, 't']]);
  });

  it('does not fire when it was cancelled, and does when it was set again', () => {
    expect(firings([setTimer('t', 30), cancelTimer('t')])).toEqual([]);
    expect(firings([setTimer('t', 30), cancelTimer('t'), setTimer('t', 40)])).toEqual([[40, 't']]);
    expect(firings([cancelTimer('never set')])).toEqual([]);
  });

  it('can be put off many times, and waits in the queue once', () => {
    const putOff = logger((input) =>
      input.kind === 'message' || input.kind === 'start' ? [setTimer('election', 100)] : [],
    );
    const beat = logger((input) =>
      input.kind === 'message' ? [] : [send('a', 'beat'), setTimer('again', 10)],
    );
    const world = createWorld({
      seed: 1,
      nodes: { a: putOff, b: beat },
      faults: tenMs,
      script: [at(5_000, { kind: 'crash', node: 'b' })],
    });
    world.run();
    const fired = world.trace().events.filter((event) => event.kind === 'timer' && event.node === 'a');
    expect(fired).toMatchObject([{ at: 5_100 }]);
  });

  it('draws its length between two bounds, both of which come up', () => {
    const lengths = Array.from({ length: 100 }, (_, seed) => {
      const world = createWorld({ seed, nodes: { a: logger(atStart(setTimer('t', [150, 153]))) } });
      world.run();
      return world.now;
    });
    expect([...new Set(lengths)].sort()).toEqual([150, 151, 152, 153]);
  });

  it('can be made to fire by hand, and then does not fire again', () => {
    expect(firings([setTimer('t', 30)], at(10, { kind: 'fire', node: 'a', timer: 't' }))).toEqual([
      [10, 't'],
    ]);
    expect(firings([], at(10, { kind: 'fire', node: 'a', timer: 'unset' }))).toEqual([[10, 'unset']]);
  });
});

describe('the view of a node', () => {
  it('shows what is true when it is read, and counts the starts', () => {
    const world = createWorld({
      seed: 1,
      nodes: { a: logger(), b: logger() },
      script: [at(10, { kind: 'crash', node: 'a' }), at(20, { kind: 'restart', node: 'a' })],
    });
    const [a, b] = [world.view('a'), world.view('b')];
    const look = () => [a.status, a.starts, b.status, b.starts];
    expect(look()).toEqual(['down', 0, 'down', 0]);
    world.run({ until: 15 });
    expect(look()).toEqual(['down', 1, 'up', 1]);
    world.run();
    expect(look()).toEqual(['up', 2, 'up', 1]);
    expect(a.state).toBe(world.state('a'));
  });
});
