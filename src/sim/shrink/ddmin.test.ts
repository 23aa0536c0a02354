import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ddmin as ddminInSteps } from './ddmin.ts';
import { atOnce } from './steps.ts';

const hundred = Array.from({ length: 100 }, (_, index) => index);
const ddmin = (items: readonly number[], fails: (items: readonly number[]) => boolean) =>
  atOnce(
    ddminInSteps(items, function* (part) {
      yield;
      return fails(part);
    }),
  );
const holds = (items: readonly number[], needed: readonly number[]) =>
  needed.every((each) => items.includes(each));

describe('ddmin', () => {
  it('leaves what is needed and nothing else, in its order', () => {
    fc.assert(
      fc.property(fc.subarray(hundred, { maxLength: 8 }), (needed) => {
        expect(ddmin(hundred, (items) => holds(items, needed))).toEqual(needed);
      }),
    );
  });

  it('leaves one of two that would each do', () => {
    expect(ddmin(hundred, (items) => items.includes(3) || items.includes(77))).toHaveLength(1);
  });

  it('leaves nothing when nothing is needed, and everything when all is', () => {
    expect(ddmin(hundred, () => true)).toEqual([]);
    expect(ddmin([1, 2, 3], (items) => items.length === 3)).toEqual([1, 2, 3]);
    expect(ddmin([], () => true)).toEqual([]);
  });

  it('does not try every part for a needle in a haystack', () => {
    let runs = 0;
    const haystack = Array.from({ length: 1024 }, (_, index) => index);
    ddmin(haystack, (items) => (runs++, items.includes(700)));
    expect(runs).toBeLessThan(40);
  });
});
