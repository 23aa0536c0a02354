import { describe, expect, it } from 'vitest';
import { NotDeterministic, sealed } from './sealed.ts';

const all = () => [Date, Math.random, performance.now, crypto.randomUUID, crypto.getRandomValues];
const own = () => [Math, performance, crypto].map((holder) => Object.getOwnPropertyNames(holder));
/** Taken before anything was sealed. */
const before = { all: all(), own: own() };

describe('a sealed function', () => {
  it.each<[string, () => unknown]>([
    ['Date.now', () => Date.now()],
    ['new Date()', () => new Date()],
    ['Date', () => Date()],
    ['Math.random', () => Math.random()],
    ['performance.now', () => performance.now()],
    ['crypto.randomUUID', () => crypto.randomUUID()],
    ['crypto.getRandomValues', () => crypto.getRandomValues(new Uint8Array(1))],
  ])('may not ask %s, and the sentence names both', (asked, ask) => {
    const sentence = `decide asked ${asked}. A replay would get another answer and come to another result: pass the value in, with the command.`;
    expect(() => sealed('decide', ask)).toThrow(new NotDeterministic(sentence));
  });

  it('may read a date that it was given', () => {
    const read = sealed('decide', () => {
      const date = new Date('2017-02-07T00:00:00Z');
      return [date.getTime(), Date.UTC(2017, 1, 7), Date.parse('2017-02-07'), date instanceof Date];
    });
    expect(read).toEqual([1_486_425_600_000, 1_486_425_600_000, 1_486_425_600_000, true]);
  });

  it('gives back what was computed, and lets through what was thrown', () => {
    expect(sealed('decide', () => Math.max(1, 2))).toBe(2);
    expect(() =>
      sealed('decide', () => {
        throw new RangeError('too much');
      }),
    ).toThrow(RangeError);
  });

  it('leaves the clock and the dice to all others, also when it threw, and when it was sealed twice', () => {
    expect(() => sealed('decide', () => sealed('evolve', () => Math.random()))).toThrow('evolve asked');
    all().forEach((each, index) => expect(each).toBe(before.all[index]));
    expect(own()).toEqual(before.own);
    expect(new Date().getTime()).toBeGreaterThan(0);
  });
});
