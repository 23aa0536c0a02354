import { describe, expect, it } from 'vitest';
import { send, setTimer } from '../effects.ts';
import type { Effect } from '../program.ts';
import { logger, type Log } from '../world/testing.ts';
import { parseScenario } from './parse.ts';
import { runScenario, startScenario, type System } from './run.ts';
import { tellRun } from './transcript.ts';

const system: System<Log, string> = {
  nodes: ['a', 'b'],
  program: (node) => logger((input) => (input.kind === 'request' && node === 'a' ? [send('b', 'told')] : [])),
  faults: { network: { latency: { kind: 'constant', ms: 10 } } },
};
const run = (text: string, promises: Partial<System<Log, string>> = {}) =>
  runScenario({ ...system, ...promises }, parseScenario(text, system));

describe('runScenario', () => {
  it('runs the system’s nodes, or those that the scenario names, until its end', () => {
    expect(run('client c1 sends hello to a').world.nodes).toEqual(['a', 'b']);
    const { world, failure } = run('nodes a b c\nat 5ms client c1 sends hello to a\nuntil 500ms');
    expect(world.nodes).toEqual(['a', 'b', 'c']);
    expect(world.state('b')).toEqual(['start', 'a: told']);
    expect(world.now).toBe(500);
    expect(failure).toBeNull();
  });

  it('stops where a promise that must always hold is broken', () => {
    const always: System<Log, string>['always'] = (world) =>
      world.state('b').length > 1 ? 'b has heard of it' : undefined;
    const { failure, world } = run('client c1 sends hello to a\nat 100ms crash a', { always });
    expect(failure).toEqual({ of: 'always', sentence: 'b has heard of it' });
    expect(world.now).toBe(20);
  });

  it('asks at the end for the promises about a whole run', () => {
    const { failure } = run('', { inTheEnd: ({ events }) => `${events.length} events` });
    expect(failure).toEqual({ of: 'inTheEnd', sentence: '2 events' });
  });

  it('tells a broken rule as a failure, with the trace up to there', () => {
    const { failure, trace } = run('client c1 sends hello to a', {
      program: () => logger(() => [send('z', '')]),
    });
    expect(failure).toEqual({
      of: 'rule',
      node: 'a',
      sentence: 'a sends to z, and there is no such node. The nodes are a, b.',
    });
    expect(trace.events.at(-1)).toMatchObject({ kind: 'broke' });
    expect(trace.events.filter(({ kind }) => kind === 'broke')).toHaveLength(1);
  });

  it('gives up a run that never settles, and the trace says so in its end', () => {
    const { failure, trace } = runScenario(
      { ...system, program: () => logger((): Effect<string>[] => [setTimer('again', 1)]) },
      parseScenario('', system),
      { budget: 50 },
    );
    expect(failure?.sentence).toMatch(
      /^The run is not over after 50 events, .*timer again of [ab] fires next/,
    );
    expect(trace.events.at(-1)).toMatchObject({ kind: 'broke', sentence: failure?.sentence });
  });

  it('can be stepped through from the beginning instead', () => {
    const world = startScenario(system, parseScenario('client c1 sends hello to a'));
    expect(world.events).toBe(0);
    while (world.step());
    expect(world.state('b')).toEqual(['start', 'a: told']);
  });
});

describe('tellRun', () => {
  it('ends in whether the promises were kept', () => {
    expect(tellRun(run(''))).toBe('  0ms  a starts\n  0ms  b starts\n\nEvery promise was kept.\n');
    expect(tellRun(run('', { inTheEnd: () => 'Nothing happened.' }))).toMatch(
      /\n\nBroken: Nothing happened\.\n$/,
    );
  });
});
