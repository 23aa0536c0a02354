import { describe, expect, it } from 'vitest';
import { acknowledge, append, newLeader, type Leader } from '#exercise/total-ordering/quorum-commit';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

/** A leader `a` of so many members that has stored so many entries, and has heard from nobody. */
const leaderOf = (members: number, end: number) => append(newLeader('a', names.slice(0, members)), end);

/** What others say, in the order in which it arrives: `['b', 3]` means that b has stored 3 entries. */
const hear = (leader: Leader, says: readonly (readonly [string, number])[]) =>
  says.reduce((before, [from, position]) => acknowledge(before, from, position), leader);

/** The commit position in a group of so many, of which so many besides the leader have stored all 5 entries. */
const committedWith = (members: number, others: number) =>
  hear(
    leaderOf(members, 5),
    names.slice(1, 1 + others).map((name) => [name, 5] as const),
  ).commit;

describe('an entry is committed', () => {
  it('at once in a group of one', () => {
    expect(leaderOf(1, 5).commit).toBe(5);
  });

  it('when more than half have it, the leader included, and nobody else is waited for', () => {
    expect({
      '3 members, the leader and 1 more': committedWith(3, 1),
      '5 members, the leader and 2 more': committedWith(5, 2),
      '7 members, the leader and 3 more': committedWith(7, 3),
    }).toEqual({
      '3 members, the leader and 1 more': 5,
      '5 members, the leader and 2 more': 5,
      '7 members, the leader and 3 more': 5,
    });
  });

  it('no sooner: neither with fewer, nor with exactly half', () => {
    const tooFew = {
      '3 members, the leader alone': committedWith(3, 0),
      '5 members, the leader and 1 more': committedWith(5, 1),
      '7 members, the leader and 2 more': committedWith(7, 2),
      '2 members, the leader alone': committedWith(2, 0),
      '4 members, the leader and 1 more': committedWith(4, 1),
      '6 members, the leader and 2 more': committedWith(6, 2),
    };
    expect(tooFew).toEqual(Object.fromEntries(Object.keys(tooFew).map((group) => [group, 0])));
  });

  it('by members that have different positions: each position speaks for all entries before it', () => {
    const { commit } = hear(leaderOf(3, 9), [['b', 5], ['c', 3]]); // prettier-ignore
    expect({ 'entry 3, which a, b and c have': commit >= 3 ? 'committed' : 'not committed' }).toEqual({
      'entry 3, which a, b and c have': 'committed',
    });
  });
});

describe('a member', () => {
  it('has one voice, however often it speaks', () => {
    const once = hear(leaderOf(5, 4), [['b', 4]]); // prettier-ignore
    const thrice = hear(leaderOf(5, 4), [['b', 4], ['b', 4], ['b', 4]]); // prettier-ignore
    expect(thrice.commit).toBe(once.commit);
  });

  it('has one voice also when it is the leader, and hears itself', () => {
    const leader = leaderOf(3, 4);
    expect(hear(leader, [['a', 4]]).commit).toBe(leader.commit);
  });

  it('still has what it had when an older message of it arrives late', () => {
    const inOrder = hear(leaderOf(5, 9), [['b', 2], ['b', 8], ['c', 8]]); // prettier-ignore
    const late = hear(leaderOf(5, 9), [['b', 8], ['b', 2], ['c', 8]]); // prettier-ignore
    expect(late.commit).toBe(inOrder.commit);
  });

  it('is one that the group knows: a stranger does not count', () => {
    const leader = leaderOf(3, 4);
    expect(hear(leader, [['x', 4], ['y', 4]]).commit).toBe(leader.commit); // prettier-ignore
  });
});

describe('the commit position', () => {
  it('does not pass the end of the leader’s own log', () => {
    const { commit } = hear(leaderOf(5, 4), [['b', 9], ['c', 9], ['d', 9]]); // prettier-ignore
    expect(commit).toBeLessThanOrEqual(4);
  });

  it('does not go back when a new leader takes over and has heard little', () => {
    const successor = newLeader('b', ['a', 'b', 'c'], 9, 7);
    expect(acknowledge(successor, 'c', 2).commit).toBeGreaterThanOrEqual(7);
  });
});

it('leaves the leader that came in as it was', () => {
  const before = newLeader('a', ['a', 'b', 'c'], 2);
  append(before, 1);
  acknowledge(before, 'b', 2);
  expect(before).toEqual(newLeader('a', ['a', 'b', 'c'], 2));
});
