import { describe, expect, it } from 'vitest';
import { reply } from '../effects.ts';
import type { ScriptLine } from '../intervention.ts';
import type { Program } from '../program.ts';
import type { ClientOptions } from './clients.ts';
import { tenMs } from './testing.ts';
import { createWorld } from './world.ts';

/** Answers each request with how many it has had, or sends the client elsewhere. */
const counter = (
  elsewhere?: string,
): Program<readonly string[], never, string, number | { ask: string }> => ({
  init: () => [],
  step(seen, input) {
    if (input.kind !== 'request') return { state: seen, effects: [] };
    const state = [...seen, `${input.client} #${input.request} ${input.command}`];
    return { state, effects: [reply(input, elsewhere === undefined ? state.length : { ask: elsewhere })] };
  },
});

const ask = (at: number, client: string, to: string, command: string): ScriptLine<string> => ({
  at,
  do: { kind: 'request', client, to, command },
});

function run(
  script: readonly ScriptLine<string>[],
  {
    clients,
    first = counter(),
  }: { clients?: ClientOptions<number | { ask: string }>; first?: ReturnType<typeof counter> } = {},
) {
  const world = createWorld({ seed: 1, nodes: { a: first, b: counter() }, faults: tenMs, script, clients });
  world.run();
  const told = world
    .trace()
    .events.flatMap((event) =>
      event.kind === 'invoke' || event.kind === 'retry' || event.kind === 'return'
        ? [
            `${event.at} ${event.node} ${event.kind} #${event.request}${event.kind === 'return' ? ` ${event.reply}` : ''}`,
          ]
        : [],
    );
  return { world, told };
}

describe('a client', () => {
  it('asks, and is answered; its requests are numbered from 1', () => {
    const { told, world } = run([ask(0, 'c1', 'a', 'x'), ask(5, 'c2', 'a', 'y'), ask(30, 'c1', 'b', 'z')]);
    expect(told).toEqual([
      '0 c1 invoke #1',
      '5 c2 invoke #1',
      '20 c1 return #1 1',
      '25 c2 return #1 2',
      '30 c1 invoke #2',
      '50 c1 return #2 1',
    ]);
    expect(world.clients).toEqual(['c1', 'c2']);
    expect(world.state('a')).toEqual(['c1 #1 x', 'c2 #1 y']);
  });

  it('waits for ever when it was not told to ask again', () => {
    expect(run([{ at: 0, do: { kind: 'crash', node: 'a' } }, ask(0, 'c1', 'a', 'x')]).told).toEqual([
      '0 c1 invoke #1',
    ]);
  });

  it('asks the next node, with the same number, until it is answered', () => {
    const { told, world } = run([{ at: 0, do: { kind: 'crash', node: 'a' } }, ask(0, 'c1', 'a', 'x')], {
      clients: { retryAfter: 50 },
    });
    expect(told).toEqual(['0 c1 invoke #1', '50 c1 retry #1', '70 c1 return #1 1']);
    expect(world.state('b')).toEqual(['c1 #1 x']);
    expect(world.now).toBe(70);
  });

  it('asks the same node again when it insists', () => {
    const { told } = run(
      [
        { at: 0, do: { kind: 'crash', node: 'a' } },
        ask(0, 'c1', 'a', 'x'),
        { at: 70, do: { kind: 'restart', node: 'a' } },
      ],
      { clients: { retryAfter: 50, insists: true } },
    );
    expect(told).toEqual(['0 c1 invoke #1', '50 c1 retry #1', '100 c1 retry #1', '120 c1 return #1 1']);
  });

  it('takes the first answer, and no second one', () => {
    const { told, world } = run(
      [{ at: 0, do: { kind: 'delay', from: 'a', to: 'c1', nth: 1, by: 100 } }, ask(0, 'c1', 'a', 'x')],
      {
        clients: { retryAfter: 50 },
      },
    );
    expect(told).toEqual(['0 c1 invoke #1', '50 c1 retry #1', '70 c1 return #1 1']);
    expect(world.state('a')).toEqual(world.state('b'));
    expect(world.trace().events.at(-1)).toMatchObject({ at: 120, kind: 'deliver', node: 'c1', from: 'a' });
  });

  it('gives up after so many tries', () => {
    const cut = (to: string): ScriptLine<string> => ({
      at: 0,
      do: { kind: 'cut', from: 'c1', to, ways: 'one' },
    });
    const { told } = run([cut('a'), cut('b'), ask(0, 'c1', 'a', 'x')], {
      clients: { retryAfter: 50, tries: 3 },
    });
    expect(told).toEqual(['0 c1 invoke #1', '50 c1 retry #1', '100 c1 retry #1']);
  });

  it('goes where it is sent, and no more often than it may ask', () => {
    const redirect = (answer: number | { ask: string }) => (typeof answer === 'object' ? answer.ask : null);
    expect(run([ask(0, 'c1', 'a', 'x')], { clients: { redirect }, first: counter('b') }).told).toEqual([
      '0 c1 invoke #1',
      '20 c1 retry #1',
      '40 c1 return #1 1',
    ]);
    const inCircles = run([ask(0, 'c1', 'a', 'x')], { clients: { redirect, tries: 3 }, first: counter('a') });
    expect(inCircles.told).toEqual(['0 c1 invoke #1', '20 c1 retry #1', '40 c1 retry #1']);
  });

  it('goes on waiting after a reply that is no answer, and asks again when its patience is over', () => {
    const isAnswer = (answer: number | { ask: string }) => typeof answer === 'number';
    const { told } = run([ask(0, 'c1', 'a', 'x')], {
      clients: { isAnswer, retryAfter: 50 },
      first: counter('nobody'),
    });
    expect(told).toEqual(['0 c1 invoke #1', '50 c1 retry #1', '70 c1 return #1 1']);
  });

  it('can ask in words, which the world reads', () => {
    const program: Program<readonly unknown[], never, { readonly add: number }> = {
      init: () => [],
      step: (seen, input) => ({
        state: input.kind === 'request' ? [...seen, input.command] : seen,
        effects: [],
      }),
    };
    const readCommand = (words: string) => {
      const [, digits] = /^add (\d+)$/.exec(words) ?? [];
      if (digits === undefined) throw new Error('Write: add 5');
      return { add: Number(digits) };
    };
    const script = (command: string) => [
      { at: 0, do: { kind: 'request', client: 'c1', to: 'a', command } } as const,
    ];
    const world = createWorld({ seed: 1, nodes: { a: program }, readCommand, script: script('add 5') });
    world.do({ kind: 'request', client: 'c1', to: 'a', command: 'add 7' });
    world.run();
    expect(world.state('a')).toEqual([{ add: 7 }, { add: 5 }]);
    expect(world.trace().script.map((line) => line.do)).toMatchObject([
      { command: 'add 5' },
      { command: 'add 7' },
    ]);
    expect(() =>
      createWorld({ seed: 1, nodes: { a: program }, readCommand, script: script('ad 5') }),
    ).toThrow('“ad 5” is no command. Write: add 5');
  });
});
