import { describe, expect, it } from 'vitest';
import type { ConsoleEntry } from '../runner/runner.ts';
import { consoleAfter, emptyConsole, expectedRows } from './console-rows.ts';

const entry = (id: number, text: string, more: Partial<ConsoleEntry> = {}): ConsoleEntry => ({
  id,
  level: 'log',
  depth: 0,
  text,
  ...more,
});

describe('the console', () => {
  it('counts a line that is said again, and begins anew with another', () => {
    const state = consoleAfter(emptyConsole, {
      kind: 'console',
      entries: [entry(1, 'tick'), entry(2, 'tick'), entry(3, 'tock'), entry(4, 'tick')],
      dropped: 0,
    });
    expect(state.rows.map(({ text, count }) => [text, count])).toEqual([
      ['tick', 2],
      ['tock', 1],
      ['tick', 1],
    ]);
  });

  it('does not take a warning for the same line said calmly', () => {
    const state = consoleAfter(emptyConsole, {
      kind: 'console',
      entries: [entry(1, 'x'), entry(2, 'x', { level: 'warn' })],
      dropped: 0,
    });
    expect(state.rows).toHaveLength(2);
  });

  it('adds up what was cut, and forgets it all when cleared', () => {
    const flooded = [1, 2].reduce(
      (state) => consoleAfter(state, { kind: 'console', entries: [], dropped: 49_000 }),
      emptyConsole,
    );
    expect(flooded.dropped).toBe(98_000);
    expect(consoleAfter(flooded, { kind: 'cleared' })).toEqual(emptyConsole);
  });
});

it('reads the lines of an expectation file, levels and groups included', () => {
  expect(
    expectedRows(['plain', 'warn: careful', '  inner', '! RangeError: no']).map(({ level, text }) => [
      level,
      text,
    ]),
  ).toEqual([
    ['log', 'plain'],
    ['warn', 'careful'],
    ['log', '  inner'],
  ]);
});
