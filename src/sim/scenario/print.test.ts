import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectKinds, type Intervention, type ScriptLine } from '../intervention.ts';
import { parseScenario } from './parse.ts';
import { printScenario } from './print.ts';
import type { Scenario } from './scenario.ts';
import { ordinal, tellIntervention } from './tell.ts';

const name = fc.stringMatching(/^[A-Za-z]\w{0,4}(-\w{1,3})?$/);
const time = fc.nat({ max: 100_000 });
const chance = fc.nat({ max: 1000 }).map((thousandths) => thousandths / 1000);
const ways = fc.constantFrom('one' as const, 'both' as const);
const ends = fc.tuple(name, name).filter(([from, to]) => from !== to);
const link = fc.record({ ends, ways }).map(({ ends: [from, to], ways }) => ({ from, to, ways }));
const count = fc.integer({ min: 1, max: 999 });
const effect = fc.constantFrom(...effectKinds);
const command = fc.oneof(
  fc.stringMatching(/^[a-z]{1,5}( [a-z0-9]{1,4}){0,3}$/),
  fc.string(),
  fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown),
);
const span = fc.tuple(time, time).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const latency = fc.oneof(
  time.map((ms) => ({ kind: 'constant', ms }) as const),
  span.map(([from, to]) => ({ kind: 'uniform', from, to }) as const),
  time.map((mean) => ({ kind: 'exponential', mean }) as const),
);
const orNot = <Value, Key extends string>(key: Key, values: fc.Arbitrary<Value>) =>
  fc.option(values, { nil: undefined }).map((value) => (value === undefined ? {} : { [key]: value }));

const interventions: fc.Arbitrary<Intervention> = fc.oneof(
  fc.record({ kind: fc.constantFrom('cut', 'heal'), link }).map(({ kind, link }) => ({ kind, ...link })),
  fc.uniqueArray(name, { minLength: 2, maxLength: 6 }).map((names) => ({
    kind: 'partition' as const,
    groups: [names.slice(0, 1), names.slice(1)],
  })),
  fc.constant({ kind: 'heal-all' as const }),
  fc
    .record({
      node: name,
      point: orNot(
        'point',
        fc.oneof(
          fc.nat({ max: 9 }).map((after) => ({ after })),
          effect.map((after) => ({ after })),
          effect.map((before) => ({ before })),
        ),
      ),
    })
    .map(({ node, point }) => ({ kind: 'crash', node, ...point }) as Intervention),
  fc.record({ kind: fc.constantFrom('stop', 'restart', 'pause', 'resume'), node: name }),
  fc.record({ kind: fc.constant('fire' as const), node: name, timer: fc.stringMatching(/^\S{1,8}$/) }),
  fc
    .record({ ends, command })
    .map(({ ends: [client, to], command }) => ({ kind: 'request', client, to, command }) as const),
  fc
    .record({
      link: orNot('link', link),
      faults: fc.oneof(
        latency.map((latency) => ({ latency })),
        chance.map((loss) => ({ loss })),
        chance.map((duplication) => ({ duplication })),
        chance.map((reordering) => ({ reordering })),
      ),
    })
    .map(({ link, faults }) => ({ kind: 'network', faults, ...link }) as Intervention),
  fc
    .record({
      node: orNot('node', name),
      faults: fc.oneof(
        fc.constantFrom('lost' as const, 'kept' as const, 'some' as const).map((unsynced) => ({ unsynced })),
        chance.map((torn) => ({ torn })),
      ),
    })
    .map(({ node, faults }) => ({ kind: 'disk', faults, ...node }) as Intervention),
  fc.record({
    kind: fc.constant('clock' as const),
    node: name,
    faults: fc.oneof(
      fc.integer({ min: -5000, max: 5000 }).map((ahead) => ({ ahead })),
      fc.integer({ min: -999_999, max: 999_999 }).map((drift) => ({ drift })),
    ),
  }),
  fc
    .record({ ends, nth: count })
    .map(({ ends: [from, to], nth }) => ({ kind: 'lose', from, to, nth }) as const),
  fc
    .record({ ends, nth: count, after: time })
    .map(({ ends: [from, to], nth, after }) => ({ kind: 'duplicate', from, to, nth, after }) as const),
  fc
    .record({ ends, nth: count, by: time })
    .map(({ ends: [from, to], nth, by }) => ({ kind: 'delay', from, to, nth, by }) as const),
  fc.record({
    kind: fc.constant('storm' as const),
    of: fc.constantFrom('crashes' as const, 'pauses' as const, 'cuts' as const, 'partitions' as const),
    every: count,
    lasting: span,
    until: time,
  }),
);

const lines: fc.Arbitrary<ScriptLine> = fc
  .record({ at: time, event: orNot('event', fc.nat({ max: 999 })), do: interventions })
  .map(({ event, ...line }) => ({ ...line, ...event }));

const scenarios: fc.Arbitrary<Scenario> = fc.record({
  title: fc.stringMatching(/^(\S{1,6}( \S{1,6}){0,3})?$/),
  system: fc.stringMatching(/^([a-z]{1,6}(-[a-z]{1,6})?)?$/),
  seed: fc.maxSafeInteger(),
  nodes: fc.constant([]),
  script: fc.array(lines, { maxLength: 8 }),
  until: fc.option(time),
});

describe('printScenario', () => {
  it('writes what reads back as the same scenario, whatever it is', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        expect(parseScenario(printScenario(scenario))).toEqual(scenario);
      }),
      { numRuns: 2000 },
    );
  });

  it('writes one command a line, as one would by hand', () => {
    const text = `scenario A partition
system echo
seed 7
nodes a b c

latency 5ms to 15ms
loss 2.5% on a -> b
at 120ms partition a | b c
at 120ms client c1 sends deposit 5 to a
at 300ms after event 57 heal everything
until 1000ms
`;
    expect(printScenario(parseScenario(text))).toBe(text);
  });

  it('puts words that would read as something else in quotes', () => {
    const said = (command: unknown) =>
      printScenario({
        title: '',
        system: '',
        seed: 1,
        nodes: [],
        until: null,
        script: [{ at: 0, do: { kind: 'request', client: 'c', to: 'a', command } }],
      }).split('\n')[2];
    expect(said('put x 5')).toBe('client c sends put x 5 to a');
    expect(said('5')).toBe('client c sends "5" to a');
    expect(said(' a  b\n')).toBe('client c sends " a  b\\n" to a');
    expect(said({ put: 5 })).toBe('client c sends {"put":5} to a');
  });
});

describe('tellIntervention', () => {
  it('tells every intervention in words', () => {
    fc.assert(
      fc.property(interventions, (what) => {
        expect(tellIntervention(what)).toMatch(/^\S.*\S$/s);
      }),
    );
  });

  it('reads like a sentence', () => {
    const told = parseScenario(
      'cut a -> b\npartition a | b c\ncrash a after effect 1\nlose message 3 from a to b\nloss 10%',
    ).script;
    expect(told.map((line) => tellIntervention(line.do))).toEqual([
      'nothing passes from a to b any more',
      'a is cut off from b and c',
      'a crashes in its next step, after 1 of its effects',
      'the 3rd message from a to b is lost',
      'from now on: loss 10%',
    ]);
  });

  it('counts as people do', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 102, 111, 0].map(ordinal)).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
      '102nd',
      '111th',
      '0th',
    ]);
  });
});
