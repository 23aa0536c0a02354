import { describe, expect, it } from 'vitest';
import { parseScenario } from '../scenario/parse.ts';
import { runScenario, type System } from '../scenario/run.ts';
import { send, reply, setTimer } from '../effects.ts';
import { isBetweenSteps } from './steps.ts';

/** `a` sends two messages when its timer fires, and answers requests; `b` sends clients to `a`. */
const system: System<null, string, string, string> = {
  nodes: ['a', 'b'],
  clients: { redirect: (answer) => (answer === 'ask a' ? 'a' : undefined) },
  program: (node) => ({
    init: () => null,
    step(state, input) {
      if (input.kind === 'start' && node === 'a') return { state, effects: [setTimer('tick', 20)] };
      if (input.kind === 'timer') return { state, effects: [send('b', 'one'), send('b', 'two')] };
      if (input.kind === 'request')
        return { state, effects: [reply(input, node === 'a' ? 'done' : 'ask a')] };
      return { state, effects: [] };
    },
  }),
};

/** The kinds of the events of each step, from a time on. */
function stepsOf(script: string, from = 0): string[] {
  const { events } = runScenario(system, parseScenario(`latency 10ms\n${script}`, system)).trace;
  const steps: string[][] = [];
  events.forEach(({ kind }, event) => {
    if (event === 0 || isBetweenSteps(events, event)) steps.push([]);
    steps.at(-1)!.push(kind);
  });
  const first = steps.findIndex((_, step) => events[steps.slice(0, step).flat().length]!.at >= from);
  return steps.slice(first).map((kinds) => kinds.join(' '));
}

describe('a step', () => {
  it('is an input, and all that a node does at once', () => {
    expect(stepsOf('until 40ms', 20)).toEqual(['timer send send', 'deliver', 'deliver']);
  });

  it('holds what is lost where it is sent', () => {
    expect(stepsOf('cut a -> b\nuntil 40ms', 20)).toEqual(['timer send lose send lose']);
  });

  it('begins with a message that is lost where it arrives', () => {
    expect(stepsOf('at 25ms crash b\nuntil 40ms', 25)).toEqual(['crash', 'lose lose']);
  });

  it('is all that a partition cuts, and a node that fails with all that waited for it', () => {
    expect(stepsOf('at 15ms partition a | b\nuntil 16ms', 15)).toEqual(['cut cut']);
    expect(stepsOf('at 25ms pause b\nat 35ms crash b\nuntil 40ms', 30)).toEqual(['crash lose lose']);
  });

  it('ends with the crash that comes in its middle', () => {
    expect(stepsOf('at 1ms crash a after effect 1\nuntil 20ms', 20)).toEqual(['timer send crash']);
  });

  it('of a client that is sent elsewhere is to ask there', () => {
    expect(stepsOf('at 1ms client c sends x to b\nuntil 15ms', 1)[0]).toBe('invoke send');
    expect(stepsOf('at 1ms client c sends x to b\nuntil 21ms', 21)).toContain('deliver retry send');
  });
});
