import { describe, expect, it } from 'vitest';
import { advanceCommit } from './commit.ts';
import { logOf } from './testing.ts';

describe('advanceCommit', () => {
  it('commits what a majority have stored', () => {
    expect(advanceCommit(logOf(1, 1, 1), 0, 1, [3, 2, 1])).toBe(2);
    expect(advanceCommit(logOf(1, 1, 1), 0, 1, [3, 0, 0])).toBe(0);
    expect(advanceCommit(logOf(1, 1, 1, 1), 0, 1, [4, 3, 2, 1])).toBe(2);
  });

  it('never takes back what is committed', () => {
    expect(advanceCommit(logOf(1, 1, 1), 3, 1, [3, 2, 2])).toBe(3);
  });

  it('does not commit an entry of an earlier term, though a majority have it (Figure 8, c)', () => {
    expect(advanceCommit(logOf(1, 2), 1, 4, [2, 2, 2, 1, 1])).toBe(1);
  });

  it('commits it together with one of its own term behind it (Figure 8, e)', () => {
    expect(advanceCommit(logOf(1, 2, 4), 1, 4, [3, 3, 3, 1, 1])).toBe(3);
  });
});
