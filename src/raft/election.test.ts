import { describe, expect, it } from 'vitest';
import { countVote, grantPreVote, grantVote, hasWon, isUpToDate } from './election.ts';
import { logOf, node } from './testing.ts';

const asks = (term: number, lastLogIndex: number, lastLogTerm: number) => ({
  term,
  lastLogIndex,
  lastLogTerm,
});

describe('isUpToDate', () => {
  it('looks at the term of the last entry first, and then at the length', () => {
    const log = logOf(1, 2, 2);
    expect(isUpToDate(asks(9, 1, 3), log)).toBe(true);
    expect(isUpToDate(asks(9, 3, 2), log)).toBe(true);
    expect(isUpToDate(asks(9, 2, 2), log)).toBe(false);
    expect(isUpToDate(asks(9, 9, 1), log)).toBe(false);
  });

  it('does not ask what is committed: the voter may have more committed than the candidate knows of', () => {
    const voter = node({ log: logOf(1, 1), commitIndex: 2, currentTerm: 2 });
    expect(grantVote(voter, 'n2', asks(2, 2, 1))).toBe(true);
  });
});

describe('grantVote', () => {
  it('gives one vote in a term, and the same one again', () => {
    const voter = node({ currentTerm: 2, votedFor: 'n2' });
    expect(grantVote(voter, 'n2', asks(2, 0, 0))).toBe(true);
    expect(grantVote(voter, 'n3', asks(2, 0, 0))).toBe(false);
  });
});

describe('grantPreVote', () => {
  const voter = node({ log: logOf(1), currentTerm: 3, votedFor: 'n3' });

  it('is for a term that the voter has not begun, and whom it voted for in its own does not matter', () => {
    expect(grantPreVote(voter, asks(4, 1, 1), false)).toBe(true);
    expect(grantPreVote(voter, asks(3, 1, 1), false)).toBe(false);
  });

  it('needs a log that could win', () => {
    expect(grantPreVote(voter, asks(4, 0, 0), false)).toBe(false);
  });

  it('is refused while there is a leader', () => {
    expect(grantPreVote(voter, asks(9, 9, 8), true)).toBe(false);
  });
});

describe('hasWon', () => {
  it('takes more than half of the members', () => {
    expect(hasWon(['n1', 'n2'], ['n1', 'n2', 'n3'])).toBe(true);
    expect(hasWon(['n1', 'n2'], ['n1', 'n2', 'n3', 'n4'])).toBe(false);
  });

  it('counts a voter once, and nobody who is no member', () => {
    expect(countVote(['n1'], 'n1')).toEqual(['n1']);
    expect(hasWon(['n1', 'n9'], ['n1', 'n2', 'n3'])).toBe(false);
  });
});
