import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureFrom, testVerdict } from './conclude.ts';

describe('failureFrom', () => {
  it('tells of a property the shortest arguments that fail, the seed they come from, and how to see them again', () => {
    const broken = () =>
      fc.assert(
        fc.property(fc.nat(), (n) => {
          if (n >= 5) throw new Error(`${n} is too large`);
        }),
        { seed: -42 },
      );
    expect(broken).toThrow();
    try {
      broken();
    } catch (thrown) {
      const error = thrown as Error & { cause: Error };
      const cause = { name: error.cause.name, message: error.cause.message, stack: '' };
      expect(failureFrom({ name: error.name, message: error.message, stack: '', cause }, '').message).toBe(
        '5 is too large\nwith the arguments [5], the shortest that fail. They come from seed -42, and come again whenever you check, in the page or with npm test.',
      );
    }
  });

  it('says how long a test waited that has a limit of its own', () => {
    const error = { name: 'Error', message: 'Test timed out in 25000ms.\nIf this is …', stack: '' };
    expect(failureFrom(error, '')).toMatchObject({
      kind: 'timed-out',
      message: 'The test waited 25 seconds for a promise that never settled.',
    });
  });
});

describe('testVerdict', () => {
  it('says why a test was not run, in the words of its suite', () => {
    expect(testVerdict('a cluster', { state: 'skip', skipped: 'Steps come first.' }, '')).toEqual({
      name: 'a cluster',
      state: 'not-run',
      why: 'Steps come first.',
    });
    expect(testVerdict('a cluster', { state: 'skip' }, '')).toEqual({ name: 'a cluster', state: 'not-run' });
  });
});
