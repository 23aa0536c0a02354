import { describe, expect, it } from 'vitest';
import { note, send, sendAll, setTimer } from '../effects.ts';
import type { ScriptLine } from '../intervention.ts';
import type { Program } from '../program.ts';
import { hashTrace } from '../trace/hash.ts';
import { atStart, logger, tenMs } from './testing.ts';
import { createWorld } from './world.ts';

/** Passes a number on until it has gone round a hundred times. */
const relay = (next: string) =>
  logger<number>((input) => {
    if (input.kind === 'start') return next === 'b' ? [send('b', 1)] : [];
    return input.kind === 'message' && input.message < 100 ? [send(next, input.message + 1)] : [];
  });
const ring = { a: relay('b'), b: relay('c'), c: relay('a') };

describe('a world', () => {
  it('runs the same, byte for byte, for the same seed and script, and otherwise for another seed', () => {
    const run = (seed: number) => {
      const world = createWorld({
        seed,
        nodes: ring,
        faults: { network: { loss: 0.01, duplication: 0.01 } },
      });
      world.run();
      return { text: JSON.stringify(world.trace()), hash: hashTrace(world.trace()) };
    };
    expect(run(7)).toEqual(run(7));
    expect(new Set([1, 2, 3, 4, 5].map((seed) => run(seed).hash)).size).toBe(5);
  });

  it('lets time pass only from event to event, and events of one time happen in the order of their making', () => {
    const world = createWorld({
      seed: 1,
      nodes: {
        a: logger(atStart(send('b', 'first'), send('b', 'second'), setTimer('late', 30))),
        b: logger(),
      },
      faults: tenMs,
    });
    const times = [];
    while (world.step()) times.push(world.now);
    expect(times).toEqual([0, 0, 10, 10, 30]);
    expect(world.state('b')).toEqual(['start', 'a: first', 'a: second']);
    expect(world.events).toBe(5);
    expect(world.delivered).toBe(2);
  });

  it('does what the script says before all else of its time, and at time 0 what is done to nodes once they run', () => {
    const nodes = { a: logger(atStart(send('b', 'hello'))), b: logger() };
    const run = (script: readonly ScriptLine[]) => {
      const world = createWorld({ seed: 1, nodes, script, faults: tenMs });
      world.run();
      return world;
    };
    const cut = { kind: 'cut', from: 'a', to: 'b', ways: 'one' } as const;
    expect(run([{ at: 10, do: cut }]).state('b')).toEqual(['start']);
    expect(run([{ at: 11, do: cut }]).state('b')).toEqual(['start', 'a: hello']);
    expect(run([{ at: 0, do: { kind: 'network', faults: { loss: 1 } } }]).state('b')).toEqual(['start']);
    expect(run([{ at: 0, do: { kind: 'crash', node: 'b' } }]).status('b')).toBe('down');
  });

  it('repeats a run in which hands were at work, to the byte, from its seed and script', () => {
    const options = { seed: 3, nodes: ring, faults: { network: { reordering: 0.5 } } };
    const original = createWorld({ ...options, script: [{ at: 90, do: { kind: 'pause', node: 'c' } }] });
    for (let events = 0; events < 9; events++) original.step();
    original.do({ kind: 'fire', node: 'b', timer: 'bell' });
    original.do({ kind: 'request', client: 'eve', to: 'a', command: 'look' });
    original.run({ until: 140 });
    original.do({ kind: 'crash', node: 'a' });
    original.do({ kind: 'resume', node: 'c' });
    original.run();

    const { script } = original.trace();
    const again = createWorld({ ...options, script });
    again.run();
    expect(JSON.stringify(again.trace().events)).toBe(JSON.stringify(original.trace().events));
    expect(again.now).toBe(original.now);
  });

  it('repeats what hands did at its very time, though a timer that was put off would have been due before', () => {
    const nodes = { a: logger((input) => (input.kind === 'timer' ? [] : [setTimer('rest', 50)])) };
    const ask = { kind: 'request', client: 'c', to: 'a', command: 'wait' } as const;
    const original = createWorld({ seed: 1, nodes, script: [{ at: 20, do: ask }], faults: tenMs });
    original.run({ until: 60 });
    original.do({ kind: 'crash', node: 'a' });
    const again = createWorld({ seed: 1, nodes, script: original.trace().script, faults: tenMs });
    again.run();
    expect(again.trace().events.at(-1)).toMatchObject({ kind: 'crash', at: 60 });
  });

  it('repeats what hands did between the same two events, in however many pieces it runs', () => {
    const byHand = { at: 500, event: 6, do: { kind: 'crash', node: 'a' } } as const;
    const inOne = createWorld({ seed: 3, nodes: ring, script: [byHand] });
    inOne.run({ until: 1_000 });
    const inPieces = createWorld({ seed: 3, nodes: ring, script: [byHand] });
    for (let until = 1; until <= 1_000; until += 1) inPieces.run({ until });
    expect(inOne.trace().events.some(({ kind, at }) => kind === 'crash' && at < 500)).toBe(true);
    expect(inPieces.trace().events).toEqual(inOne.trace().events);
  });

  it('shows what is on its way, in the order of arrival', () => {
    const world = createWorld({
      seed: 2,
      nodes: { a: logger(atStart(...sendAll(['b', 'c'], 'hello'))), b: logger(), c: logger() },
      script: [{ at: 0, do: { kind: 'delay', from: 'a', to: 'b', nth: 1, by: 100 } }],
    });
    world.run({ until: 0 });
    const flights = world.inFlight();
    expect(flights.map(({ from, to, message }) => [from, to, message])).toEqual([
      ['a', 'c', 'hello'],
      ['a', 'b', 'hello'],
    ]);
    world.run({ until: flights[0]!.arrives });
    expect(world.state('c')).toEqual(['start', 'a: hello']);
    expect(world.inFlight()).toHaveLength(1);
  });

  it('keeps no trace of a bare run, and of a long one the beginning and a count of the rest', () => {
    const trace = (keep: boolean | number) => {
      const world = createWorld({ seed: 1, nodes: ring, trace: keep });
      world.run();
      return world.trace();
    };
    const whole = trace(true);
    expect(whole.omitted).toBe(0);
    expect(trace(false)).toMatchObject({ events: [], omitted: 0 });
    expect(trace(20)).toEqual({
      ...whole,
      events: whole.events.slice(0, 20),
      omitted: whole.events.length - 20,
    });
  });

  it('gives a trace that does not grow as the run goes on', () => {
    const world = createWorld({ seed: 1, nodes: ring });
    world.step();
    const trace = world.trace();
    const before = JSON.stringify(trace);
    world.run();
    expect(JSON.stringify(trace)).toBe(before);
  });

  it('runs up to and at a time, and no further', () => {
    const world = createWorld({
      seed: 1,
      nodes: { a: logger(atStart(setTimer('x', 50), setTimer('y', 51))) },
    });
    world.run({ until: 50 });
    expect(world.state('a')).toEqual(['start', 'timer x']);
    world.run({ until: 50 });
    expect(world.now).toBe(50);
    world.run({ until: 70 });
    expect(world.state('a')).toEqual(['start', 'timer x', 'timer y']);
    expect(world.now).toBe(70);
  });

  it('stops at the first sentence that somebody has against it', () => {
    const world = createWorld({ seed: 1, nodes: ring });
    const stopIf = () => ((world.state('b') as unknown[]).length > 3 ? 'b knows too much' : undefined);
    expect(world.run({ stopIf })).toBe('b knows too much');
    expect(world.state('b')).toHaveLength(4);
  });

  it('says so when a run never settles, or does not come to its end within the budget', () => {
    const echo = logger((input) =>
      input.kind === 'timer' || input.kind === 'start' ? [setTimer('again', 1)] : [],
    );
    const world = () => createWorld({ seed: 1, nodes: { a: echo } });
    expect(() => world().run({ budget: 1000 })).toThrow(
      'The run is not over after 1000 events, at 1000 ms of its time, where the timer again of a fires next: something goes on for ever. Say until when it shall run.',
    );
    expect(() => world().run({ budget: 1000, until: 5000 })).toThrow(
      'The run has not come to 5000 ms within 1000 events. It is at 1000 ms of its time, where the timer again of a fires next. Let less happen, or give it a larger budget.',
    );
    expect(() => world().run({ budget: 1000, until: 900 })).not.toThrow();
  });

  it('names who goes on for ever, and says so long before the page takes the run for hung', () => {
    const player = (other: string, serves: boolean): Program<null, string> => ({
      init: () => null,
      step: (state, { kind }) => ({
        state,
        effects: kind === 'message' || serves ? [send(other, 'ball')] : [],
      }),
    });
    const world = createWorld({ seed: 1, nodes: { a: player('b', true), b: player('a', false) } });
    expect(() => world.run()).toThrow(
      /^The run is not over after 100000 events, at \d+ ms of its time, where a message from (a to b|b to a) comes next:/,
    );
  });

  it('tells its trace what programs note and apply', () => {
    const world = createWorld({
      seed: 1,
      nodes: { a: logger(atStart(note('so far so good'), { kind: 'apply', position: 1, command: 'x' })) },
    });
    world.run();
    expect(world.trace().events.slice(1)).toEqual([
      { at: 0, kind: 'note', node: 'a', text: 'so far so good' },
      { at: 0, kind: 'apply', node: 'a', position: 1, command: 'x' },
    ]);
  });
});
