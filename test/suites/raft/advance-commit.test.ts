import { describe, expect, it } from 'vitest';
import { advanceCommitIndex, type Leader } from '#exercise/raft/advance-commit';

const names = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7'];

/** What leader n1 of term 4 can commit. Its log has entries of such terms; n2, n3, … match up to such indexes. */
const committed = (terms: readonly number[], matches: readonly number[], more: Partial<Leader> = {}) =>
  advanceCommitIndex({
    self: 'n1',
    members: names.slice(0, 1 + matches.length),
    currentTerm: 4,
    log: terms.map((term, at) => ({ term, command: `command ${at + 1}` })),
    matchIndex: Object.fromEntries(matches.map((match, at) => [names[1 + at]!, match])),
    commitIndex: 0,
    ...more,
  });

/** So many entries of the leader’s own term. */
const own = (entries: number) => Array.from({ length: entries }, () => 4);

/** The same in a cluster of so many, of which so many besides the leader match up to index 5. */
const committedWith = (members: number, others: number) =>
  committed(
    own(5),
    names.slice(1, members).map((_, at) => (at < others ? 5 : 0)),
  );

describe('an entry of the leader’s own term is committed', () => {
  it('when more than half of the cluster have it, the leader included', () => {
    expect({
      '1 member': committedWith(1, 0),
      '2 members, the leader and 1 more': committedWith(2, 1),
      '3 members, the leader and 1 more': committedWith(3, 1),
      '4 members, the leader and 2 more': committedWith(4, 2),
      '5 members, the leader and 2 more': committedWith(5, 2),
      '6 members, the leader and 3 more': committedWith(6, 3),
      '7 members, the leader and 3 more': committedWith(7, 3),
    }).toEqual({
      '1 member': 5,
      '2 members, the leader and 1 more': 5,
      '3 members, the leader and 1 more': 5,
      '4 members, the leader and 2 more': 5,
      '5 members, the leader and 2 more': 5,
      '6 members, the leader and 3 more': 5,
      '7 members, the leader and 3 more': 5,
    });
  });

  it('no sooner: neither with fewer, nor with exactly half', () => {
    const tooFew = {
      '2 members, the leader alone': committedWith(2, 0),
      '3 members, the leader alone': committedWith(3, 0),
      '4 members, the leader and 1 more': committedWith(4, 1),
      '5 members, the leader and 1 more': committedWith(5, 1),
      '6 members, the leader and 2 more': committedWith(6, 2),
      '7 members, the leader and 2 more': committedWith(7, 2),
    };
    expect(tooFew).toEqual(Object.fromEntries(Object.keys(tooFew).map((cluster) => [cluster, 0])));
  });

  it('also by members that have more than this entry', () => {
    const commitIndex = committed(own(9), [3, 5]);
    expect({ 'entry 3, which all three have': commitIndex >= 3 ? 'committed' : 'not committed' }).toEqual({
      'entry 3, which all three have': 'committed',
    });
  });
});

describe('an entry of an older term', () => {
  it('is not committed by counting, although a majority has it (Figure 8, c)', () => {
    const leaderOfTerm4 = [1, 2, 4];
    expect({
      '3 of 5 have the entry of term 2': committed(leaderOfTerm4, [2, 2, 1, 1], { commitIndex: 1 }),
      '4 of 5 have it': committed(leaderOfTerm4, [2, 2, 2, 1], { commitIndex: 1 }),
      'it is the leader’s last one': committed([1, 2], [2, 2, 1, 1], { commitIndex: 1 }),
    }).toEqual({
      '3 of 5 have the entry of term 2': 1,
      '4 of 5 have it': 1,
      'it is the leader’s last one': 1,
    });
  });

  it('is committed with the first entry behind it that is of the leader’s term and committed (Figure 8, e)', () => {
    expect(committed([1, 2, 4], [3, 3, 3, 3], { commitIndex: 1 })).toBe(3);
  });
});

describe('the indexes', () => {
  it('are compared as numbers: as text, 9 comes behind 10 and 100', () => {
    const commitIndex = committed(own(100), [10, 9]);
    expect(commitIndex, 'commitIndex, where the others have 10 and 9').toBeLessThanOrEqual(10);
  });

  it('of servers that are no members do not count', () => {
    const matchIndex = { n2: 0, n3: 0, n8: 5, n9: 5 };
    expect(committed(own(5), [0, 0], { matchIndex })).toBe(0);
  });
});

describe('commitIndex', () => {
  it('does not go back, however little a new leader knows of the others', () => {
    expect(committed([2, 2, 4, 4, 4], [3, 3], { commitIndex: 4 })).toBeGreaterThanOrEqual(4);
  });
});
