import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { majorityOf, reachedBy } from './quorum.ts';

describe('majorityOf', () => {
  it('is more than half, and never more than needed', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map(majorityOf)).toEqual([1, 2, 2, 3, 3, 4, 4]);
  });
});

describe('reachedBy', () => {
  it('is the highest position that more than half of the members have reached', () => {
    const groups = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { minLength: 1 });
    const positions = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'x'), fc.nat(9));
    fc.assert(
      fc.property(groups, positions, (members, reached) => {
        const holds = (position: number) =>
          members.filter((member) => (reached[member] ?? 0) >= position).length > members.length / 2;
        const answer = reachedBy(members, reached);
        expect(holds(answer)).toBe(true);
        expect(holds(answer + 1)).toBe(false);
      }),
    );
  });

  it('is that of the slowest when all are needed', () => {
    expect(reachedBy(['a', 'b', 'c'], { a: 7, b: 5 }, 3)).toBe(0);
    expect(reachedBy(['a', 'b', 'c'], { a: 7, b: 5, c: 2 }, 3)).toBe(2);
  });

  it('does not wait for the slow, and does not count strangers', () => {
    expect(reachedBy(['a', 'b', 'c'], { a: 7, b: 5 })).toBe(5);
    expect(reachedBy(['a', 'b', 'c'], { a: 7, x: 9, y: 9 })).toBe(0);
  });
});
