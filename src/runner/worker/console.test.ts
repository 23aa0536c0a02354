import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld } from '../../sim/index.ts';
import type { Trace } from '../../sim/trace/trace.ts';
import { atStart, logger } from '../../sim/world/testing.ts';
import { send } from '../../sim/effects.ts';
import { isDrawnLine } from '../drawn.ts';
import type { ConsoleEntry } from '../runner.ts';
import { installConsole, print } from './console.ts';

describe('print', () => {
  it.each([
    [['text', 1, true, null, undefined], 'text 1 true null undefined'],
    [[{ a: { b: [1, 'x'] } }], "{ a: { b: [ 1, 'x' ] } }"],
    [[new Map([['k', 1]])], "Map (1) {'k' => 1}"],
    [[new Set([1, 2])], 'Set (2) {1, 2}'],
    [[12n], '12n'],
    [[-0], '-0'],
    [[Symbol('s')], 'Symbol(s)'],
    [[new RangeError('no')], 'RangeError: no'],
    [[new Error('outer', { cause: new Error('inner') })], 'Error: outer\n  caused by Error: inner'],
    [['%s is %d%%, %o', 'x', 5, { a: 1 }], 'x is 5%, { a: 1 }'],
    [['100%', 'sure'], '100% sure'],
  ])('shows $1', (values, text) => {
    expect(print(values)).toBe(text);
  });

  it('names the class of an instance', () => {
    class Account {
      balance = 5;
    }
    expect(print([new Account()])).toBe('Account { balance: 5 }');
  });

  it('survives circles and getters that throw', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(print([circle])).toBe('{ self: [Circular] }');
    const trap = {
      get boom() {
        throw new Error('no');
      },
    };
    expect(print([trap])).toContain('cannot be printed');
  });

  it('cuts a text of ten million characters and says how much is gone', () => {
    expect(print(['x'.repeat(10_000_000)])).toMatch(/^x{10000}… \(9,990,000 more characters\)$/);
  });
});

describe('the console', () => {
  const before = { ...console };
  let entries: ConsoleEntry[];
  let dropped: number;
  let writes: number;
  let flush: () => void;
  let traces: Trace[];
  beforeEach(() => {
    entries = [];
    traces = [];
    dropped = writes = 0;
    ({ flush } = installConsole({
      write(batch, cut) {
        writes++;
        entries.push(...batch);
        dropped += cut;
      },
      draw: (trace) => void traces.push(structuredClone(trace)), // as a port does
      clear: () => (entries = []),
    }));
  });
  afterEach(() => void Object.assign(console, before));

  it('writes the first line at once and later ones in batches', () => {
    console.log('first');
    expect(entries.map(({ text }) => text)).toEqual(['first']);
    console.log('second');
    console.warn('third');
    expect(entries).toHaveLength(1);
    flush();
    expect(entries.map(({ level, text }) => [level, text])).toEqual([
      ['log', 'first'],
      ['log', 'second'],
      ['warn', 'third'],
    ]);
  });

  it('indents what stands in a group', () => {
    console.group('outer');
    console.log('inner');
    console.groupEnd();
    console.log('after');
    flush();
    expect(entries.map(({ depth, group, text }) => [depth, group ?? false, text])).toEqual([
      [0, true, 'outer'],
      [1, false, 'inner'],
      [0, false, 'after'],
    ]);
  });

  it('keeps 2,000 of 100,000 lines, counts the rest, and writes seldom', () => {
    for (let i = 0; i < 100_000; i++) console.log(i);
    flush();
    expect(entries).toHaveLength(2_000);
    expect(dropped).toBe(98_000);
    expect(writes).toBeLessThan(100);
  });

  it('counts, asserts and tabulates', () => {
    console.count('votes');
    console.count('votes');
    console.assert(false, 'no leader');
    console.table([{ node: 1, term: 2 }]);
    flush();
    expect(entries.map(({ text }) => text)).toEqual([
      'votes: 1',
      'votes: 2',
      'Assertion failed: no leader',
      '   node  term\n0  1     2',
    ]);
  });

  describe('given a trace', () => {
    const traceOf = (seed: number): Trace => {
      const world = createWorld({ seed, nodes: { a: logger(atStart(send('b', 'hello'))), b: logger() } });
      world.run();
      return world.trace();
    };
    const said = () => entries.map(({ level, text }) => `${level}: ${text}`);

    it('hands it to the page, and prints one line in its place', () => {
      console.log('r1', traceOf(1));
      flush();
      expect(traces).toEqual([traceOf(1)]);
      expect(said()).toEqual([expect.stringMatching(/^log: r1 A run of 4 events in \d+ ms, drawn below\.$/)]);
      console.info(traceOf(1));
      flush();
      expect(isDrawnLine(entries.at(-1)!.text)).toBe(true);
    });

    it('draws the last of many', () => {
      for (let seed = 1; seed <= 500; seed++) console.log(traceOf(seed));
      flush();
      expect(traces.at(-1)!.seed).toBe(500);
      expect(traces.length).toBeLessThan(100);
      expect(said()).toHaveLength(500);
    });

    it('keeps of a long one what a page can draw, and says how much that is', () => {
      const trace = traceOf(1);
      const long = { ...trace, events: Array.from({ length: 30_000 }, () => trace.events[0]!) };
      console.log(long);
      flush();
      expect(traces[0]).toMatchObject({ omitted: 10_000, events: { length: 20_000 } });
      expect(said()[0]).toMatch(
        /^log: A run of 30,000 events in \d+ ms; the first 20,000 are drawn below\.$/,
      );
    });

    it('says what is wrong with one of another version, and draws nothing', () => {
      console.log('old', { ...traceOf(1), version: 2 });
      flush();
      expect(traces).toEqual([]);
      expect(said()).toEqual([
        'error: old This trace has version 2, and only version 1 can be read here. Make it again by running its seed and script.',
      ]);
    });

    it('says so when one cannot leave the worker, and goes on', () => {
      const trace = traceOf(1);
      console.log({ ...trace, events: [{ kind: 'note', at: 0, node: 'a', text: () => 'no data' }] });
      console.log('after');
      flush();
      expect(traces).toEqual([]);
      expect(said().at(-1)).toBe('log: after');
      expect(said().join()).toMatch(/error: This run cannot be drawn: .*could not be cloned/);
    });

    it('forgets it when the program clears the console', () => {
      console.log('first');
      console.log(traceOf(1));
      console.clear();
      flush();
      expect(traces).toEqual([]);
    });
  });
});
