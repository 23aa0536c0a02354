import { expect, it } from 'vitest';
import { nextHint } from './hints.ts';

const hints = { a: 'A.', b: 'B.', c: 'C.' };

it('hints at the first test that has not passed', () => {
  expect(
    nextHint(
      hints,
      [
        { name: 'a', state: 'passed' },
        { name: 'b', state: 'failed' },
      ],
      [],
    ),
  ).toBe('b');
});

it('goes on to the next when asked again', () => {
  expect(nextHint(hints, [{ name: 'a', state: 'passed' }], ['b'])).toBe('c');
});

it('hints at the first test before anything was checked', () => {
  expect(nextHint(hints, [], [])).toBe('a');
});

it('falls silent when everything is shown or passed', () => {
  expect(nextHint(hints, [], ['a', 'b', 'c'])).toBeUndefined();
});
