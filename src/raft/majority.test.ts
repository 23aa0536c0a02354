import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ofEachMember, reachedByMajority } from './majority.ts';
import { node } from './testing.ts';

describe('reachedByMajority', () => {
  it('is the highest value that more than half have reached', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { minLength: 1, maxLength: 7 }), (values) => {
        const reached = (at: number) => values.filter((value) => value >= at).length > values.length / 2;
        const answer = reachedByMajority(values);
        expect(reached(answer)).toBe(true);
        expect(reached(answer + 1)).toBe(false);
      }),
    );
  });

  it('compares numbers as numbers: 9 is less than 10', () => {
    expect(reachedByMajority([100, 10, 9])).toBe(10);
  });
});

describe('ofEachMember', () => {
  it('counts the server itself among the members, as long as it is one', () => {
    expect(ofEachMember(node(), { n2: 4, n3: 5 }, 9)).toEqual([9, 4, 5]);
    expect(ofEachMember(node({ members: ['n2', 'n3'] }), { n2: 4, n3: 5 }, 9)).toEqual([4, 5]);
  });
});
