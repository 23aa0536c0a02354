import { describe, expect, it } from 'vitest';
import { system } from '../demo/naive-register.ts';
import { system as pingAck } from '../demo/ping-ack.ts';
import { send } from '../effects.ts';
import { parseScenario } from '../scenario/parse.ts';
import { runScenario, type System } from '../scenario/run.ts';
import { hashTrace } from '../trace/hash.ts';
import { logger, type Log } from '../world/testing.ts';
import { pinChance } from './pin.ts';
import { holdOverSeeds } from './seeds.ts';
import { shrink, shrinkInSteps } from './shrink.ts';
import { tellStory } from './story.ts';

/** A storm over a register, with writes and reads of three clients on two keys. */
const busy = parseScenario(
  [
    'loss 5%',
    'duplication 5%',
    'reordering 10%',
    'crashes every 300ms for 20ms to 80ms until 2s',
    'cuts every 300ms for 50ms to 100ms until 2s',
    ...Array.from({ length: 40 }, (_, index) => {
      const what =
        index % 2 ? `get ${index % 3 ? 'x' : 'y'}` : `put ${index % 4 ? 'y' : 'x'} ${index * 7 + 20}`;
      return `at ${index * 37 + 13}ms client c${index % 3} sends ${what} to primary`;
    }),
  ].join('\n'),
  system,
);
const failingSeed = Array.from({ length: 50 }, (_, index) => index + 1).find(
  (seed) => runScenario(system, { ...busy, seed }).failure,
)!;
const failing = { ...busy, seed: failingSeed };

describe('pinChance', () => {
  it('spells out what the seed drew, and the run stays the same', () => {
    const lossy = parseScenario(
      'loss 20%\nduplication 20%\nreordering 30%\ncrashes every 100ms for 10ms to 40ms until 400ms\ncuts every 90ms for 10ms to 40ms until 400ms',
      pingAck,
    );
    const withoutSettings = (scenario: typeof lossy) => {
      const { trace } = runScenario(pingAck, scenario);
      return hashTrace({ ...trace, events: trace.events.filter(({ kind }) => kind !== 'settings') });
    };
    for (let seed = 1; seed <= 30; seed++) {
      const scenario = { ...lossy, seed };
      const pinned = pinChance(scenario, runScenario(pingAck, scenario).trace, pingAck.nodes);
      expect(pinned.script.some((line) => line.do.kind === 'storm')).toBe(false);
      expect(withoutSettings(pinned)).toBe(withoutSettings(scenario));
    }
  });
});

describe('shrink', () => {
  it('has nothing to do for a scenario that does not fail', () => {
    expect(shrink(system, parseScenario('client c1 sends put x 5 to primary', system))).toBeNull();
  });

  it('finds the few lines that matter among many, and they fail in the same way', () => {
    const shrunk = shrink(system, failing)!;
    expect(shrunk.lines).toBeGreaterThan(50);
    expect(shrunk.scenario.script.length).toBeLessThanOrEqual(4);
    expect(runScenario(system, shrunk.scenario).failure).toEqual(shrunk.failure);
    expect(shrunk.failure.of).toBe('inTheEnd');
  });

  it('leaves no line that could be left out', () => {
    const { scenario } = shrink(system, failing)!;
    scenario.script.forEach((_, index) => {
      const script = scenario.script.filter((_, other) => other !== index);
      expect(runScenario(system, { ...scenario, script }).failure).toBeNull();
    });
  });

  it('finds the one lost message that matters, and leaves out who has no part in it', () => {
    const talkative: System<Log, string> = {
      nodes: ['a', 'b', 'c', 'd', 'e'],
      program: (node) =>
        logger((input) =>
          input.kind === 'start' && node === 'a'
            ? Array.from({ length: 9 }, (_, n) => send(n % 2 ? 'b' : 'c', `${n}`))
            : [],
        ),
      inTheEnd: (_, world) => (world.state('b').includes('a: 5') ? undefined : 'b has never heard of 5.'),
    };
    const seeds = Array.from({ length: 100 }, (_, index) => index + 1);
    const scenario = parseScenario('loss 50%', talkative);
    const seed = seeds.find((each) => runScenario(talkative, { ...scenario, seed: each }).failure)!;
    const shrunk = shrink(talkative, { ...scenario, seed })!;
    expect(shrunk.scenario).toMatchObject({
      nodes: ['a', 'b', 'c'], // a sends to c, too, and would break a rule without it
      script: [{ at: 0, do: { kind: 'lose', from: 'a', to: 'b', nth: 3 } }],
    });
  });

  it('keeps to the failure that it was given, and takes no other for it', () => {
    const twoBugs: System<Log, string> = {
      nodes: ['a', 'b'],
      program: () =>
        logger((input) => (input.kind === 'request' && input.command === 'bang' ? [send('z', '')] : [])),
      inTheEnd: ({ events }) =>
        events.some(({ kind }) => kind === 'crash') ? 'Somebody crashed.' : undefined,
    };
    const scenario = parseScenario('client c1 sends bang to a\nat 5ms crash b\nat 20ms crash a', twoBugs);
    const shrunk = shrink(twoBugs, scenario)!;
    expect(shrunk.failure.of).toBe('rule');
    expect(shrunk.scenario.script).toHaveLength(1);
  });

  it('stops when its runs are spent, with what it has', () => {
    const shrunk = shrink(system, failing, { runs: 5 })!;
    expect(shrunk.runs).toBe(5);
    expect(runScenario(system, shrunk.scenario).failure).toEqual(shrunk.failure);
  });
});

describe('shrinkInSteps', () => {
  it('lets go before each run, and finds the same', () => {
    const steps = shrinkInSteps(system, failing, { runs: 60 });
    let pauses = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) pauses += 1;
    expect(step.value).toEqual(shrink(system, failing, { runs: 60 }));
    expect(pauses).toBe(step.value!.runs);
  });

  it('takes a run for none that would be longer than it may', () => {
    const { events } = runScenario(system, failing).world;
    expect(shrink(system, failing, { events: events - 1 })).toBeNull();
    expect(shrink(system, failing, { events })).not.toBeNull();
  });
});

describe('tellStory', () => {
  const story = tellStory(shrink(system, failing)!);

  it('tells what broke, what it takes, and how to see it again', () => {
    expect(story).toMatch(
      /^With seed \d+: c\d’s “get key=\w” \(.*\) was answered .*, which no order explains: .*, so that it could only be \d+\.\nIt takes no more than this \(\d of \d+ lines were left after \d+ runs\):\n +\d+ms {2}c\d sends “put \w \d+” to primary\n/,
    );
  });

  it('ends in a scenario that fails with the same sentence', () => {
    const text = story.split('To see it again, in the page or in Node, run this scenario:\n')[1]!;
    const { failure } = runScenario(system, parseScenario(text, system));
    expect(story).toContain(failure!.sentence);
  });

  it('says so when nothing need be done', () => {
    const broken = { ...system, inTheEnd: () => 'It is always wrong.' };
    const told = tellStory(shrink(broken, parseScenario('crash primary', system))!);
    expect(told).toContain('With seed 1: It is always wrong.\nNothing need be done for it:\n');
  });
});

describe('holdOverSeeds', () => {
  it('is silent when all goes well, and tells the story when it does not', () => {
    expect(() => holdOverSeeds(pingAck, parseScenario('loss 10%'), { seeds: 20 })).not.toThrow();
    expect(() => holdOverSeeds(system, busy, { seeds: 50 })).toThrow(`With seed ${failingSeed}: `);
  });

  it('says so when a program is not deterministic', () => {
    let runs = 0;
    const fickle: System<Log, string> = {
      nodes: ['a'],
      program: () => logger(),
      inTheEnd: () => (runs++ === 0 ? 'Bad luck.' : undefined),
    };
    expect(() => holdOverSeeds(fickle, parseScenario(''), { seeds: 3 })).toThrow(
      'Seed 1 failed once and not again: Bad luck. The program is not deterministic.',
    );
  });
});
