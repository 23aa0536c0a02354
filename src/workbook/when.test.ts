import { expect, it } from 'vitest';
import { agoInWords } from './when.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

it.each([
  [0, 'moments ago'],
  [44_000, 'moments ago'],
  [50_000, '50 seconds ago'],
  [59_900, '1 minute ago'],
  [3 * hour + 5 * minute, '3 hours ago'],
  [23.6 * hour, 'yesterday'],
  [3 * day, '3 days ago'],
  [8 * day, 'last week'],
  [70 * day, '2 months ago'],
  [800 * day, '2 years ago'],
  [-hour, 'moments ago'],
])('says of %d milliseconds: %s', (passed, words) => {
  expect(agoInWords(1e12, 1e12 + passed)).toBe(words);
});
