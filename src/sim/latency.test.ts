import { describe, expect, it } from 'vitest';
import { drawLatency, exponential } from './latency.ts';
import { seededRandom } from './random.ts';

const draws = (count: number, draw: () => number) => Array.from({ length: count }, draw);
const mean = (numbers: readonly number[]) =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

describe('drawLatency', () => {
  const random = seededRandom(1);

  it('is always the same when constant', () => {
    expect(new Set(draws(20, () => drawLatency({ kind: 'constant', ms: 7 }, random)))).toEqual(new Set([7]));
  });

  it('reaches both bounds when uniform, and all between them', () => {
    const drawn = draws(500, () => drawLatency({ kind: 'uniform', from: 5, to: 15 }, random));
    expect([...new Set(drawn)].sort((a, b) => a - b)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
  });

  it('is whole milliseconds around its mean when exponential, with a long tail', () => {
    const drawn = draws(20_000, () => drawLatency({ kind: 'exponential', mean: 100 }, random));
    expect(drawn.every(Number.isInteger)).toBe(true);
    expect(mean(drawn)).toBeGreaterThan(97);
    expect(mean(drawn)).toBeLessThan(103);
    expect(Math.max(...drawn)).toBeGreaterThan(600);
  });
});

describe('exponential', () => {
  it('exceeds 1, 2 and 3 as often as the exponential distribution does', () => {
    const random = seededRandom(2);
    const drawn = draws(50_000, () => exponential(random));
    const share = (above: number) => drawn.filter((number) => number > above).length / drawn.length;
    for (const above of [0.5, 1, 2, 3]) expect(share(above)).toBeCloseTo(Math.exp(-above), 2);
  });
});
