import { describe, expect, it } from 'vitest';
import { seededRandom } from './random.ts';

const many = <Value>(count: number, draw: () => Value): Value[] => Array.from({ length: count }, draw);

describe('seededRandom', () => {
  it('gives the same numbers for the same seed', () => {
    const numbers = (seed: number) => many(20, seededRandom(seed).next);
    expect(numbers(7)).toEqual(numbers(7));
  });

  it('keeps the numbers that saved seeds and links were made with', () => {
    const random = seededRandom(7);
    expect(many(6, () => random.integer(1_000_000))).toEqual([143111, 695642, 364411, 228013, 1767, 341593]);
  });

  it('gives unlike numbers for seeds next to each other, far apart, and negative', () => {
    const seeds = [
      0,
      1,
      2,
      3,
      -1,
      -2,
      2 ** 32,
      2 ** 32 + 1,
      Number.MAX_SAFE_INTEGER,
      Number.MIN_SAFE_INTEGER,
    ];
    const firsts = seeds.flatMap((seed) => many(3, seededRandom(seed).next));
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  it('spreads the first draw of neighbouring seeds over the whole range', () => {
    const tens = Array<number>(10).fill(0);
    for (let seed = 0; seed < 1000; seed++) tens[Math.floor(seededRandom(seed).next() * 10)]! += 1;
    for (const count of tens) expect(Math.abs(count - 100)).toBeLessThan(40);
  });

  it('stays from 0 up to 1, with a mean of a half', () => {
    const numbers = many(10_000, seededRandom(1).next);
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    expect(numbers.reduce((sum, number) => sum + number) / numbers.length).toBeCloseTo(0.5, 1);
  });

  it('draws every integer below the bound about equally often', () => {
    const random = seededRandom(3);
    const counts = Array<number>(6).fill(0);
    for (let draw = 0; draw < 6000; draw++) counts[random.integer(6)]! += 1;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120);
    expect(random.integer(1)).toBe(0);
  });

  it('takes chances as likely as they were called', () => {
    const random = seededRandom(4);
    const share = (probability: number) =>
      many(4000, () => random.chance(probability)).filter(Boolean).length / 4000;
    expect(share(0)).toBe(0);
    expect(share(1)).toBe(1);
    expect(share(0.3)).toBeCloseTo(0.3, 1);
  });

  it('picks every item, also by a function taken off the generator', () => {
    const { pick } = seededRandom(5);
    expect(new Set(many(50, () => pick(['a', 'b', 'c'])))).toEqual(new Set(['a', 'b', 'c']));
  });

  it.each([0.5, Number.NaN, Infinity, 2 ** 53])('refuses the seed %s', (seed) => {
    expect(() => seededRandom(seed)).toThrow(
      new RangeError(`A seed must be a safe integer, and ${seed} is not.`),
    );
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 33])('refuses the bound %s', (below) => {
    expect(() => seededRandom(1).integer(below)).toThrow(RangeError);
  });

  it.each([-0.1, 1.1, Number.NaN])('refuses the probability %s', (probability) => {
    expect(() => seededRandom(1).chance(probability)).toThrow(RangeError);
  });

  it('refuses to pick from nothing', () => {
    expect(() => seededRandom(1).pick([])).toThrow(new RangeError('An empty list has nothing to pick.'));
  });
});
