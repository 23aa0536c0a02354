import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginToLead,
  handleAppendEntriesReply,
  nextAppendEntries,
  type AppendEntriesReply,
  type Entry,
  type Leader,
} from '#exercise/raft/repair-log';

/** A log, told by the terms of its entries. */
const logOf = (terms: readonly number[]): Entry[] =>
  terms.map((term, at) => ({ term, command: `${term}/${at + 1}` }));

/** So many entries of each of the terms `from` to `to`. */
const blocks = (from: number, to: number, size: number): number[] =>
  Array.from({ length: (to - from + 1) * size }, (_, at) => from + Math.floor(at / size));

/** A leader in term 30 with what it supposes of its follower n2 and knows of it. */
const leaderOf = (terms: readonly number[], next: number, match = 0, more: Partial<Leader> = {}): Leader => ({
  currentTerm: 30,
  log: logOf(terms),
  commitIndex: 0,
  nextIndex: { n2: next, n3: 1 },
  matchIndex: { n2: match, n3: 0 },
  ...more,
});
const success = (matchIndex: number, term = 30): AppendEntriesReply => ({ term, success: true, matchIndex });
const refusal = (term: number | null, index: number): AppendEntriesReply => ({
  term: 30,
  success: false,
  conflict: { term, index },
});

/** The two indexes of n2 after a reply. */
const after = (leader: Leader, reply: AppendEntriesReply) => {
  const { nextIndex, matchIndex } = handleAppendEntriesReply(leader, 'n2', reply);
  return { nextIndex: nextIndex['n2'], matchIndex: matchIndex['n2'] };
};

/** What a correct follower with this log answers when it gets all from `next` on. */
function answer(own: readonly Entry[], leaders: readonly Entry[], next: number): AppendEntriesReply {
  const there = next === 1 ? 0 : own[next - 2]?.term;
  if (there === undefined) return refusal(null, own.length + 1);
  if (there !== (leaders[next - 2]?.term ?? 0))
    return refusal(there, own.findIndex(({ term }) => term === there) + 1);
  return success(leaders.length);
}

/** Sends to a follower, and answers for it, until it accepts, or the patience is at an end. */
function repair(leaderTerms: readonly number[], followerTerms: readonly number[], patience = 3_000) {
  const own = logOf(followerTerms);
  let leader = leaderOf(leaderTerms, leaderTerms.length + 1);
  let entriesSent = 0;
  for (let roundTrips = 1; roundTrips <= patience; roundTrips++) {
    const next = leader.nextIndex['n2']!;
    const reply = answer(own, leader.log, next);
    entriesSent += leader.log.length - next + 1;
    if (reply.success) return { repaired: true, roundTrips, entriesSent };
    leader = handleAppendEntriesReply(leader, 'n2', reply);
  }
  return { repaired: false, roundTrips: patience, entriesSent };
}

describe('a new leader', () => {
  it('supposes that every follower has all its entries, and knows of none that it has any', () => {
    expect(beginToLead(logOf([1, 1, 2]), ['n2', 'n3'])).toEqual({
      nextIndex: { n2: 4, n3: 4 },
      matchIndex: { n2: 0, n3: 0 },
    });
  });
});

describe('a message to a follower', () => {
  it('holds all entries from nextIndex on, and says which entry stands before them', () => {
    const { prevLogIndex, prevLogTerm, entries } = nextAppendEntries(leaderOf([1, 1, 2, 4], 3), 'n2');
    expect({ prevLogIndex, prevLogTerm, entries }).toEqual({
      prevLogIndex: 2,
      prevLogTerm: 1,
      entries: logOf([1, 1, 2, 4]).slice(2),
    });
  });

  it('says the same where there is nothing to send: a heartbeat is checked like any other', () => {
    const { prevLogIndex, prevLogTerm, entries } = nextAppendEntries(leaderOf([1, 1, 2], 4), 'n2');
    expect({ prevLogIndex, prevLogTerm, entries }).toEqual({ prevLogIndex: 3, prevLogTerm: 2, entries: [] });
  });

  it('that holds the whole log stands behind index 0 of term 0', () => {
    const { prevLogIndex, prevLogTerm, entries } = nextAppendEntries(leaderOf([1, 1, 2], 1), 'n2');
    expect({ prevLogIndex, prevLogTerm, entries: entries.length }).toEqual({
      prevLogIndex: 0,
      prevLogTerm: 0,
      entries: 3,
    });
  });

  it('carries the leader’s own term and what it has committed', () => {
    const { term, leaderCommit } = nextAppendEntries(leaderOf([1, 1, 2], 3, 0, { commitIndex: 1 }), 'n2');
    expect({ term, leaderCommit }).toEqual({ term: 30, leaderCommit: 1 });
  });
});

describe('a success', () => {
  it('moves matchIndex to where the follower says, and nextIndex behind it', () => {
    const grownSince = leaderOf([1, 1, 2, 4, 4, 4], 3);
    expect(after(grownSince, success(4))).toEqual({ nextIndex: 5, matchIndex: 4 });
  });

  it('that comes late moves neither of them back', () => {
    const knowsMore = leaderOf([1, 1, 2, 4, 4, 4], 7, 6);
    expect(after(knowsMore, success(3))).toEqual({ nextIndex: 7, matchIndex: 6 });
  });
});

describe('refusals', () => {
  it('lead to where the logs part, whatever the follower has', () => {
    const sorted = (...terms: readonly number[]) =>
      fc.array(fc.constantFrom(...terms), { maxLength: 8 }).map((some) => some.sort((a, b) => a - b));
    const anyTwoLogs = fc.property(
      sorted(1, 3),
      sorted(3, 5, 7),
      sorted(4, 6, 8),
      fc.boolean(),
      (both, one, other, swap) => {
        const [leaders, followers] = swap ? [one, other] : [other, one];
        const result = repair([...both, ...leaders], [...both, ...followers], 40);
        expect(result.repaired).toBe(true);
      },
    );
    fc.assert(anyTwoLogs);
  });

  it('are as many as the follower has terms to give up, not as many as it has entries', () => {
    const both = blocks(1, 1, 5);
    const tenTermsApart = repair([...both, ...blocks(12, 21, 100)], [...both, ...blocks(2, 11, 100)]);
    const onlyShort = repair([...both, ...blocks(12, 21, 100)], both);
    expect(tenTermsApart.roundTrips, 'round trips for 1,000 entries of 10 terms').toBeLessThanOrEqual(12);
    expect(onlyShort.roundTrips, 'round trips where 1,000 entries are missing').toBeLessThanOrEqual(2);
  });

  it('do not make the leader send what both have: it goes on behind its last entry of the term', () => {
    const both = blocks(3, 3, 1_000);
    const { entriesSent } = repair([...both, 4, 4], [...both, 3, 3, 3, 3, 3]);
    expect(entriesSent, 'entries sent, where 2 are to be replaced').toBeLessThanOrEqual(10);
  });

  it('that come late take back nothing that matches, and confirm nothing', () => {
    const log = [1, 1, 2, 4, 4, 4];
    const { nextIndex, matchIndex } = after(leaderOf(log, 6, 5), refusal(null, 3));
    expect({
      'matched up to 5, now': { nextIndex, matchIndex },
      'matchIndex, from 0': after(leaderOf(log, 6, 0), refusal(null, 4)).matchIndex,
    }).toEqual({ 'matched up to 5, now': { nextIndex: 6, matchIndex: 5 }, 'matchIndex, from 0': 0 });
  });

  it('that were overtaken by another do not lead forward again', () => {
    expect(after(leaderOf([1, 1, 2, 4, 4, 4], 3), refusal(null, 5)).nextIndex).toBeLessThanOrEqual(3);
  });
});

describe('a reply of an older term', () => {
  it('changes nothing: it answers a message from another time in office', () => {
    const leader = leaderOf([1, 1, 2, 4], 4);
    expect({
      success: handleAppendEntriesReply(leader, 'n2', success(4, 29)),
      refusal: handleAppendEntriesReply(leader, 'n2', { ...refusal(null, 1), term: 29 }),
    }).toEqual({ success: leader, refusal: leader });
  });
});

it('leaves the leader that came in as it was, and what it has of the other followers', () => {
  const before = leaderOf([1, 1, 2, 4], 4);
  const other = ({ nextIndex, matchIndex }: Leader) => [nextIndex['n3'], matchIndex['n3']];
  const replies = [success(4), refusal(null, 2)];
  expect(replies.map((reply) => other(handleAppendEntriesReply(before, 'n2', reply)))).toEqual([
    [1, 0],
    [1, 0],
  ]);
  expect(before).toEqual(leaderOf([1, 1, 2, 4], 4));
});
