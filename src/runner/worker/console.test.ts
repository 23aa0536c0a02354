import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
  beforeEach(() => {
    entries = [];
    dropped = writes = 0;
    ({ flush } = installConsole({
      write(batch, cut) {
        writes++;
        entries.push(...batch);
        dropped += cut;
      },
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
});
