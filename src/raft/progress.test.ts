import { describe, expect, it } from 'vitest';
import { progressAfter } from './progress.ts';
import { logOf } from './testing.ts';

const log = logOf(1, 1, 4, 4, 5, 5, 6, 6, 6);
const refused = (term: number | null, index: number) =>
  ({ success: false, conflict: { term, index } }) as const;

describe('progressAfter', () => {
  it('takes note of what is stored, and never of less than before', () => {
    const before = { nextIndex: 5, matchIndex: 3 };
    expect(progressAfter(log, before, { success: true, matchIndex: 7 })).toEqual({
      nextIndex: 8,
      matchIndex: 7,
    });
    expect(progressAfter(log, before, { success: true, matchIndex: 2 })).toEqual(before);
  });

  it('goes back to the end of a log that is too short', () => {
    const before = { nextIndex: 10, matchIndex: 0 };
    expect(progressAfter(log, before, refused(null, 6))).toEqual({ nextIndex: 6, matchIndex: 0 });
  });

  it('goes back behind its own last entry of the follower’s term, if it has any', () => {
    const before = { nextIndex: 10, matchIndex: 0 };
    expect(progressAfter(log, before, refused(4, 3)).nextIndex).toBe(5);
  });

  it('goes back before the whole term when it has no entry of it', () => {
    const before = { nextIndex: 10, matchIndex: 0 };
    expect(progressAfter(log, before, refused(2, 4)).nextIndex).toBe(4);
  });

  it('neither goes back before what is stored, nor forward, at a refusal that comes late', () => {
    expect(progressAfter(log, { nextIndex: 8, matchIndex: 6 }, refused(null, 3)).nextIndex).toBe(7);
    expect(progressAfter(log, { nextIndex: 4, matchIndex: 0 }, refused(null, 6)).nextIndex).toBe(4);
  });

  it('finds the place where two logs part in a round for each term, and not for each entry (§5.3)', () => {
    const follower = logOf(1, 1, 2, 2, 2, 3, 3, 3, 3, 3);
    let progress = { nextIndex: 10, matchIndex: 0 };
    let rounds = 0;
    for (; ; rounds++) {
      const prev = progress.nextIndex - 1;
      const term = follower.entries[prev - 1]?.term ?? 0;
      if (prev === 0 || term === log.entries[prev - 1]!.term) break;
      const first = follower.entries.findIndex((entry) => entry.term === term) + 1;
      progress = progressAfter(log, progress, refused(term, first));
    }
    expect(progress.nextIndex).toBe(3);
    expect(rounds).toBe(2);
  });
});
