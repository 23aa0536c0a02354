import { expect, it } from 'vitest';
import { holdInStorms, stormsInQuarter } from './storms.ts';

it(`Raft keeps all that it promises, after every event of ${stormsInQuarter} storms, and comes to itself after each`, () => {
  expect(() => holdInStorms(1)).not.toThrow();
});
