import { describe, expect, it } from 'vitest';
import { changesBetween, inOneLine, linesOf, unchangedFields } from './changes.ts';

describe('what changed between two states', () => {
  it('is told place by place', () => {
    const before = { term: 1, vote: null, log: [{ command: 'A' }], peers: { n2: 0, 'n 3': 0 } };
    const after = { term: 2, vote: 'n1', log: [{ command: 'A' }], peers: { n2: 4, 'n 3': 1 } };
    expect(changesBetween(before, after)).toEqual([
      { path: 'term', before: 1, after: 2 },
      { path: 'vote', before: null, after: 'n1' },
      { path: 'peers.n2', before: 0, after: 4 },
      { path: "peers['n 3']", before: 0, after: 1 },
    ]);
    expect(unchangedFields(before, after)).toBe(1);
  });

  it('knows what is new and what is gone', () => {
    expect(changesBetween({ a: 1 }, { b: 2 })).toEqual([
      { path: 'a', before: 1 },
      { path: 'b', after: 2 },
    ]);
  });

  it('sees that a list grew, and not that every place of it changed', () => {
    expect(changesBetween({ log: ['A'] }, { log: ['A', 'F'] })).toEqual([{ path: 'log[1]', after: 'F' }]);
    expect(changesBetween({ queue: ['A', 'F', 'G'] }, { queue: ['F', 'G'] })).toEqual([
      { path: 'queue[0]', before: 'A' },
    ]);
  });

  it('compares an element with the one in whose place it came', () => {
    const change = changesBetween([{ at: 1, by: 'A' }, 7], [{ at: 2, by: 'A' }, 7]);
    expect(change).toEqual([{ path: '[0].at', before: 1, after: 2 }]);
  });

  it('is nothing for equal states', () => {
    expect(changesBetween({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toEqual([]);
  });
});

describe('a state in words', () => {
  it('stays on one line while it fits', () => {
    expect(linesOf({ kind: 'ack', number: 1 })).toEqual(["{ kind: 'ack', number: 1 }"]);
    expect(inOneLine([])).toBe('[]');
  });

  it('unfolds what does not fit, and says how much it leaves out', () => {
    const long = {
      log: Array.from({ length: 300 }, (_, index) => ({ command: `deposit ${index}`, request: index })),
    };
    const lines = linesOf(long, 50);
    expect(lines[0]).toBe('{');
    expect(lines[2]).toBe("    { command: 'deposit 0', request: 0 }");
    expect(lines).toHaveLength(51);
    expect(lines.at(-1)).toBe('… 254 more lines');
  });
});
