import { describe, expect, it } from 'vitest';
import { allTrials, holdUnderSeeds, mitList, seedsOfEach } from './mit.ts';

describe(`the course’s own server, under ${seedsOfEach} seeds,`, () => {
  it.each(allTrials)('$title', (trial) => {
    expect(() => holdUnderSeeds(trial)).not.toThrow();
  });
});

describe('a trial is there', () => {
  it.each(Object.entries(mitList))('for %s', (_, titles) => {
    expect(allTrials.map(({ title }) => title)).toEqual(expect.arrayContaining([...titles]));
  });
});
