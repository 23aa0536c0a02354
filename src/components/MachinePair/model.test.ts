import { describe, expect, it } from 'vitest';
import { inputs, isOver, opening, seedFrom, step, view, type Scene } from './model.ts';

const at = (changes: Partial<Scene>) => view({ ...opening, given: inputs.length, ...changes });
const seeds = Array.from({ length: 200 }, (_, seed) => seed);

describe('the pair of machines', () => {
  it('opens in START, with every input still to come', () => {
    const { rows, sound, faulty } = view(opening);
    expect([sound, faulty]).toEqual(['START', 'START']);
    expect(rows.map(({ input }) => input)).toEqual(inputs);
  });

  it('never differs when nothing is skipped, and differs at once when everything is', () => {
    for (const seed of seeds) {
      expect(at({ seed, skipPercent: 0 }).firstDifference).toBeUndefined();
      expect(at({ seed, skipPercent: 100 }).firstDifference).toBe(1);
    }
  });

  it('always ends in END on both sides, so that the end hides the fault', () => {
    for (const seed of seeds) {
      const { sound, faulty } = at({ seed, skipPercent: 60 });
      expect([sound, faulty]).toEqual(['END', 'END']);
    }
  });

  it('differs somewhere for some seeds, and nowhere for others', () => {
    const first = seeds.map((seed) => at({ seed, skipPercent: 30 }).firstDifference);
    expect(new Set(first)).toEqual(new Set([1, 5, 9, undefined]));
  });

  it('skips wherever a smaller likelihood skipped', () => {
    for (const seed of seeds) {
      const less = at({ seed, skipPercent: 20 }).firstDifference ?? Infinity;
      const more = at({ seed, skipPercent: 70 }).firstDifference ?? Infinity;
      expect(more).toBeLessThanOrEqual(less);
    }
  });

  it('opens with a seed whose fault the end hides', () => {
    const { firstDifference, endOnly } = at({});
    expect(firstDifference).toBe(5);
    expect(endOnly).toBe('Both machines are in END. They look equal, and the fault is hidden.');
  });

  it('speaks of what it has seen, and of nothing to come', () => {
    expect(at({ given: 1 }).everyInput).toBe('Equal after the first input.');
    expect(at({ given: 4 }).everyInput).toBe('Equal after each of the first 4 inputs.');
    expect(at({ given: 5 }).everyInput).toBe(
      'First difference after input 5: STATE1 on one side, STATE2 on the other.',
    );
    expect(at({ skipPercent: 0 }).everyInput).toBe(
      'Equal after every input. With this seed nothing was skipped.',
    );
  });

  it('steps to the last input and no further', () => {
    const end = inputs.reduce(step, opening);
    expect(isOver(end)).toBe(true);
    expect(step(end)).toBe(end);
  });
});

describe('seedFrom', () => {
  it.each([
    ['7', 7],
    [' -12 ', -12],
    ['', undefined],
    ['1.5', undefined],
    ['1e99', undefined],
    ['x', undefined],
  ])('reads %j as %s', (text, seed) => {
    expect(seedFrom(text)).toBe(seed);
  });
});
