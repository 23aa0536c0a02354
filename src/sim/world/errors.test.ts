import { describe, expect, it } from 'vitest';
import { append, send } from '../effects.ts';
import type { Faults } from '../faults.ts';
import type { Intervention, ScriptLine } from '../intervention.ts';
import type { Program } from '../program.ts';
import { WorldError } from './errors.ts';
import { atStart, logger } from './testing.ts';
import { createWorld } from './world.ts';

/** The sentence in which a run of this step at the start of a ends, and the trace that it leaves. */
function breaking(step: (state: never, input: never) => unknown, options: { checks?: boolean } = {}) {
  const program = { init: () => ({ list: [1] }), step } as unknown as Program<unknown, string>;
  const world = createWorld({ seed: 1, nodes: { a: program, b: logger() as never }, ...options });
  let sentence = '';
  try {
    world.run();
  } catch (error) {
    expect(error).toBeInstanceOf(WorldError);
    sentence = (error as Error).message;
  }
  return { sentence, world };
}
const effects = (...list: unknown[]) => breaking((state) => ({ state, effects: list })).sentence;

describe('a program that breaks a rule is told which, and where', () => {
  it.each<[string, (state: { list: number[] }) => unknown, string]>([
    [
      'it throws',
      () => {
        throw new RangeError('no such term');
      },
      'a threw at its start: RangeError: no such term',
    ],
    [
      'it throws what is no error',
      () => {
        throw 'oops';
      },
      'a threw at its start: oops',
    ],
    [
      'it changes its state in place',
      (state) => (state.list.push(2), { state, effects: [] }),
      'a changed data in place at its start (Cannot add property 1, object is not extensible). A step makes a new state, and leaves as they are the old one and what it was sent.',
    ],
    [
      'it returns nothing',
      () => undefined,
      'a returned undefined at its start. A step returns { state, effects }, with effects: [] when it wants nothing done.',
    ],
    [
      'it returns no effects',
      (state) => ({ state }),
      'a returned no list of effects at its start. A step returns',
    ],
    ['it returns no state', () => ({ effects: [] }), 'a returned no state at its start. A step returns'],
    [
      'its state is not plain data',
      () => ({ state: { log: [new Map()] }, effects: [] }),
      'a returned what is not plain data at its start: state.log[0] is a Map. Use objects, arrays, texts, finite numbers, booleans and null.',
    ],
    [
      'its state holds undefined',
      () => ({ state: { vote: undefined }, effects: [] }),
      'state.vote is undefined, which JSON leaves out (write null)',
    ],
    [
      'its state holds what JSON cannot write',
      () => ({ state: { last: NaN }, effects: [] }),
      'state.last is NaN',
    ],
    [
      'its state leads back to itself',
      (state) => {
        const loop: { self?: unknown } = {};
        loop.self = loop;
        return { state: loop, effects: [state] };
      },
      'or leads back to itself',
    ],
  ])('%s', (_, step, sentence) => {
    expect(breaking(step as never).sentence).toContain(sentence);
  });

  it.each([
    [
      { kind: 'sned', to: 'b' },
      'a returned an effect of kind sned, which the world does not know. Did you mean send? Effects are send, persist,',
    ],
    [
      { kind: 'explode' },
      'a returned an effect of kind explode, which the world does not know. Effects are send',
    ],
    [{ to: 'b' }, 'a returned {to=b} as an effect. An effect has a kind.'],
    ['send', 'a returned send as an effect. An effect has a kind.'],
    [send('z', 'hello'), 'a sends to z, and there is no such node. The nodes are a, b.'],
    [{ kind: 'send', message: 'hello' }, 'a sends to undefined, and there is no such node.'],
    [{ kind: 'send', to: 'b', message: { at: Infinity } }, 'effects[0].message.at is Infinity'],
    [
      { kind: 'setTimer', timer: 't', after: -5 },
      'a sets its timer t to -5. Give whole milliseconds from 0 up, or two bounds [from, to].',
    ],
    [{ kind: 'setTimer', timer: 't', after: [200, 100] }, 'a sets its timer t to [200, 100].'],
    [
      { kind: 'reply', client: 'c9', request: 1, reply: 1 },
      'a replies to c9, and no such client has asked. Reply to the client of the request.',
    ],
  ])('an effect: %j', (effect, sentence) => {
    expect(effects(effect)).toContain(sentence);
  });

  it('names the message, the timer or the request at which it happened', () => {
    const failing = logger((input) => {
      if (input.kind !== 'start') throw new Error('no');
      return [];
    });
    const sentence = (what: Intervention) => {
      const world = createWorld({
        seed: 1,
        nodes: { a: failing, b: logger(atStart(send('a', 'hello'))) },
        script: [{ at: 0, do: what }],
      });
      try {
        world.run();
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    };
    expect(sentence({ kind: 'heal-all' })).toBe('a threw at the message “hello” from b: Error: no');
    expect(sentence({ kind: 'fire', node: 'a', timer: 'tick' })).toBe('a threw at its timer tick: Error: no');
    const quick = { kind: 'request', client: 'c1', to: 'a', command: { kind: 'put', value: 5 } } as const;
    const world = createWorld({ seed: 1, nodes: { a: failing }, script: [{ at: 0, do: quick }] });
    expect(() => world.run()).toThrow('a threw at the request “put value=5” of c1: Error: no');
  });

  it('leaves a trace that ends there, and a world that stays where it is', () => {
    const { sentence, world } = breaking(() => {
      throw new Error('no');
    });
    const { events } = world.trace();
    expect(events.at(-2)).toMatchObject({ kind: 'start', node: 'a' });
    expect(events.at(-1)).toEqual({ at: 0, kind: 'broke', node: 'a', sentence });
    expect(() => world.step()).toThrow(sentence);
    expect(world.trace().events).toEqual(events);
  });

  it('shows the lines of the program, not those of the world', () => {
    const program = logger(() => {
      throw new Error('no');
    });
    try {
      createWorld({ seed: 1, nodes: { a: program } }).run();
    } catch (error) {
      expect((error as Error).stack).toMatch(
        /^WorldError: a threw at its start: Error: no\n\s+at .*errors\.test\.ts/,
      );
      expect((error as Error).cause).toMatchObject({ message: 'no' });
    }
  });

  it('finds out a receiver that changes what it was sent, before the sender’s own copy changes', () => {
    const sender = logger<{ items: string[] }>(atStart(send('b', { items: ['x'] })));
    const receiver = logger<{ items: string[] }>((input) => {
      if (input.kind === 'message') input.message.items.push('y');
      return [];
    });
    const world = createWorld({ seed: 1, nodes: { a: sender, b: receiver } });
    expect(() => world.run()).toThrow('b changed data in place at the message “{items=[x]}” from a');
  });

  it('finds out a program that changes what it read from its disk, or what a client asked', () => {
    const reader = logger((input) => {
      if (input.kind === 'start') (input.disk['log'] as string[] | undefined)?.push('x');
      if (input.kind === 'request') (input.command as string[]).push('x');
      return [append('log', 'a')];
    });
    const run = (...script: ScriptLine[]) => createWorld({ seed: 1, nodes: { a: reader }, script }).run();
    expect(() =>
      run({ at: 5, do: { kind: 'crash', node: 'a' } }, { at: 6, do: { kind: 'restart', node: 'a' } }),
    ).toThrow('a changed data in place at its start');
    expect(() => run({ at: 5, do: { kind: 'request', client: 'c1', to: 'a', command: [] } })).toThrow(
      'a changed data in place at the request “[]” of c1',
    );
  });

  it('throws in init are told, too', () => {
    const program = {
      init: () => {
        throw new Error('no');
      },
      step: () => null,
    } as never;
    expect(() => createWorld({ seed: 1, nodes: { a: program } })).toThrow('a threw in init: Error: no');
  });

  it('trusts a program that it was told not to check', () => {
    expect(breaking(() => ({ state: new Map(), effects: [] }), { checks: false }).sentence).toBe('');
  });
});

describe('a world that makes no sense is refused', () => {
  const nodes = { a: logger(), b: logger() };

  it.each<[Partial<Record<keyof Faults, unknown>>, string]>([
    [{ network: { loss: 1.5 } }, 'A chance lies between 0 and 1, and the loss of 1.5 does not.'],
    [
      { network: { latency: { kind: 'uniform', from: 9, to: 3 } } },
      'A latency from 9 to 3 ms runs backwards. Put the smaller first.',
    ],
    [
      { network: { latency: { kind: 'constant', ms: 0.5 } } },
      'A latency is whole milliseconds, 0 or more, and 0.5 is not.',
    ],
    [{ disk: { unsynced: 'maybe' } }, 'Unsynced writes are lost, kept or some, and not maybe.'],
    [{ clocks: { z: { drift: 1 } } }, 'There is no node z. The nodes are a, b.'],
    [
      { clocks: { a: { drift: -1_000_000 } } },
      'A clock drifts by whole parts per million, more than -1000000, and not by -1000000.',
    ],
  ])('faults: %j', (faults, sentence) => {
    expect(() => createWorld({ seed: 1, nodes, faults: faults as never })).toThrow(new WorldError(sentence));
  });

  it.each<[unknown, string]>([
    [{ kind: 'crash', node: 'z' }, 'There is no node z. The nodes are a, b.'],
    [{ kind: 'cut', from: 'a', to: 'a', ways: 'both' }, 'No link leads from a to itself. Name two ends.'],
    [
      { kind: 'partition', groups: [['a', 'b']] },
      'A partition has two groups or more, and nobody in none of them.',
    ],
    [
      { kind: 'partition', groups: [['a'], ['b', 'a']] },
      'a stands in two groups of the partition. Leave one of them out.',
    ],
    [
      { kind: 'request', client: 'a', to: 'b', command: '' },
      'a is a node, and only clients send requests. Give the client another name.',
    ],
    [
      { kind: 'request', client: 'c 1', to: 'b', command: '' },
      '“c 1” cannot be a name. A name begins with a letter and goes on with letters, digits, _ and -.',
    ],
    [
      { kind: 'lose', from: 'a', to: 'b', nth: 0 },
      'The messages of a link are numbered from 1, and 0 is no such number.',
    ],
    [
      { kind: 'delay', from: 'a', to: 'b', nth: 1, by: -3 },
      'A message is delayed by whole milliseconds, 0 or more, and not by -3.',
    ],
    [
      { kind: 'storm', of: 'rains', every: 1, lasting: [1, 2], until: 3 },
      'A storm is one of crashes, pauses, cuts or partitions, and not of rains.',
    ],
    [
      { kind: 'storm', of: 'cuts', every: 0, lasting: [1, 2], until: 3 },
      'A storm strikes every so many milliseconds, 1 or more, and not 0.',
    ],
    [
      { kind: 'clock', node: 'a', faults: { ahead: 0.5 } },
      'A clock is ahead by whole milliseconds, and not by 0.5.',
    ],
    [{ kind: 'crsh', node: 'a' }, 'The world cannot do “crsh”. Did you mean crash? It knows cut, heal,'],
  ])('interventions, in a script and by hand: %j', (what, sentence) => {
    const world = createWorld({ seed: 1, nodes });
    expect(() => world.do(what as Intervention)).toThrow(sentence);
    expect(world.trace().script).toEqual([]);
    expect(() => createWorld({ seed: 1, nodes, script: [{ at: 0, do: what as Intervention }] })).toThrow(
      sentence,
    );
  });

  it('names', () => {
    expect(() => createWorld({ seed: 1, nodes: {} })).toThrow('A world has one node or more.');
    expect(() => createWorld({ seed: 1, nodes: { '1': logger() } })).toThrow('“1” cannot be a name.');
    expect(() => createWorld({ seed: 1, nodes }).state('z')).toThrow(
      'There is no node z. The nodes are a, b.',
    );
    expect(() => createWorld({ seed: 0.5, nodes })).toThrow('A seed is a whole number, and 0.5 is not.');
  });
});
