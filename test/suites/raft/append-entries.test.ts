import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  handleAppendEntries,
  type AppendEntries,
  type Entry,
  type Follower,
} from '#exercise/raft/append-entries';

/** Entries told by their terms, the first of them at index `from`. */
const entriesOf = (terms: readonly number[], from = 1): Entry[] =>
  terms.map((term, at) => ({ term, command: `${term}/${from + at}` }));

/** A follower in term 5 with a log of such terms, that has voted for n3 and knows of nothing committed. */
const follower = (terms: readonly number[], more: Partial<Follower> = {}): Follower => ({
  currentTerm: 5,
  votedFor: 'n3',
  log: entriesOf(terms),
  commitIndex: 0,
  ...more,
});

/** What a leader of term 5 sends whose log has such terms: so many entries, behind `prevLogIndex`. */
const request = (
  terms: readonly number[],
  prevLogIndex: number,
  count: number,
  more: Partial<AppendEntries> = {},
): AppendEntries => ({
  term: 5,
  prevLogIndex,
  prevLogTerm: terms[prevLogIndex - 1] ?? 0,
  entries: entriesOf(terms).slice(prevLogIndex, prevLogIndex + count),
  leaderCommit: 0,
  ...more,
});

const logAfter = (own: readonly number[], sent: AppendEntries) =>
  handleAppendEntries(follower(own), sent).follower.log.map(({ command }) => command);
const commandsOf = (terms: readonly number[]) => entriesOf(terms).map(({ command }) => command);

const commitAfter = (own: readonly number[], sent: AppendEntries, commitIndex = 0) =>
  handleAppendEntries(follower(own, { commitIndex }), sent).follower.commitIndex;

describe('a request of an older term', () => {
  it('is refused with the follower’s own term, and changes nothing', () => {
    const before = follower([1, 1, 2]);
    const late = request([1, 1, 2, 4], 3, 1, { term: 4, leaderCommit: 3 });
    const { follower: after, reply } = handleAppendEntries(before, late);
    expect({ after, success: reply.success, 'term in the reply': reply.term }).toEqual({
      after: before,
      success: false,
      'term in the reply': 5,
    });
  });
});

describe('a request of a newer term', () => {
  it('has its term adopted, in which the follower has not voted, also where the logs do not fit', () => {
    const asked = (prevLogIndex: number) => {
      const sent = request([1, 1, 2, 6, 6], prevLogIndex, 1, { term: 7 });
      const { follower: after, reply } = handleAppendEntries(follower([1, 1, 2]), sent);
      return { term: after.currentTerm, votedFor: after.votedFor, 'term in the reply': reply.term };
    };
    const adopted = { term: 7, votedFor: null, 'term in the reply': 7 };
    expect({ 'logs fit': asked(3), 'logs do not fit': asked(4) }).toEqual({
      'logs fit': adopted,
      'logs do not fit': adopted,
    });
  });
});

describe('a request of the follower’s own term', () => {
  it('leaves the vote as it was given', () => {
    const { votedFor } = handleAppendEntries(follower([1, 1, 2]), request([1, 1, 2, 5], 3, 1)).follower;
    expect(votedFor).toBe('n3');
  });
});

describe('the consistency check', () => {
  it('passes at index 0, where nothing stands in any log', () => {
    const atTheBeginning = (own: readonly number[]) =>
      handleAppendEntries(follower(own), request([1, 1, 2], 0, 1)).reply.success;
    expect({ 'empty log': atTheBeginning([]), 'log with entries': atTheBeginning([1, 1]) }).toEqual({
      'empty log': true,
      'log with entries': true,
    });
  });

  it('fails where no entry stands, and the reply names the index behind the last one', () => {
    const missing = (prevLogIndex: number) =>
      handleAppendEntries(follower([1, 1, 2]), request([1, 1, 2, 5, 5, 5, 5], prevLogIndex, 1)).reply;
    const refused = { term: 5, success: false, conflict: { term: null, index: 4 } };
    expect({ '1 entry is missing': missing(4), '3 entries are missing': missing(6) }).toEqual({
      '1 entry is missing': refused,
      '3 entries are missing': refused,
    });
  });

  it('fails where an entry of another term stands: nothing is committed, and the reply names that term and its first entry', () => {
    const sent = request([1, 1, 3, 3, 3], 5, 0, { leaderCommit: 3 });
    const refused = (own: readonly number[]) => {
      const { follower: after, reply } = handleAppendEntries(follower(own), sent);
      return { reply, commitIndex: after.commitIndex };
    };
    const parting = (index: number) => ({
      reply: { term: 5, success: false, conflict: { term: 2, index } },
      commitIndex: 0,
    });
    expect({
      'term 2 begins at index 3': refused([1, 1, 2, 2, 2]),
      'term 2 begins the log': refused([2, 2, 2, 2, 2]),
    }).toEqual({ 'term 2 begins at index 3': parting(3), 'term 2 begins the log': parting(1) });
  });
});

describe('entries', () => {
  it('that are new stand behind the one that they follow', () => {
    const log = [1, 1, 2, 5, 5];
    expect(logAfter([1, 1, 2], request(log, 3, 2))).toEqual(commandsOf(log));
  });

  it('that are there already, all of them or the first few, are not stored twice', () => {
    const log = [1, 1, 2, 5];
    expect({
      'all are there': logAfter(log, request(log, 1, 3)),
      'the last one is new': logAfter([1, 1, 2], request(log, 1, 3)),
    }).toEqual({ 'all are there': commandsOf(log), 'the last one is new': commandsOf(log) });
  });

  it('that come late, or none at all, take nothing away from the log', () => {
    const log = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 12 });
    const late = fc.property(log, fc.nat(), fc.nat(), (anyTerms, from, size) => {
      const terms = anyTerms.toSorted((a, b) => a - b);
      const prevLogIndex = from % (terms.length + 1);
      const count = size % (terms.length - prevLogIndex + 1);
      const kept = logAfter(terms, request(terms, prevLogIndex, count)).slice(0, terms.length);
      expect(kept).toEqual(commandsOf(terms));
    });
    fc.assert(late);
  });

  it('of another term take the place of what stands there, and of all that stands behind', () => {
    const own = [1, 1, 2, 2, 2];
    const log = [1, 1, 3, 3];
    const equal = { ...request(log, 2, 1), entries: [{ term: 3, command: '2/3' }] };
    expect({
      'the first one differs': logAfter(own, request(log, 2, 2)),
      'the second one differs': logAfter(own, request(log, 1, 2)),
      'with the command of the one that goes': logAfter(own, equal).length,
    }).toEqual({
      'the first one differs': commandsOf([1, 1, 3, 3]),
      'the second one differs': commandsOf([1, 1, 3]),
      'with the command of the one that goes': 3,
    });
  });
});

describe('commitIndex', () => {
  it('follows leaderCommit as far as entries were sent', () => {
    const log = [1, 1, 2, 5, 5];
    expect({
      'leaderCommit 2, entry 4 sent': commitAfter([1, 1, 2], request(log, 3, 1, { leaderCommit: 2 })),
      'leaderCommit 5, entries 4 and 5 sent': commitAfter([1, 1, 2], request(log, 3, 2, { leaderCommit: 5 })),
      'leaderCommit 3, heartbeat at 3': commitAfter([1, 1, 2], request(log, 3, 0, { leaderCommit: 3 })),
    }).toEqual({
      'leaderCommit 2, entry 4 sent': 2,
      'leaderCommit 5, entries 4 and 5 sent': 5,
      'leaderCommit 3, heartbeat at 3': 3,
    });
  });

  it('stops at the last entry sent: what stands behind it may be left over from another leader', () => {
    const heartbeat = request([1, 1, 3, 3, 3], 2, 0, { leaderCommit: 4 });
    expect(commitAfter([1, 1, 2, 2, 2], heartbeat)).toBeLessThanOrEqual(2);
  });

  it('never goes back', () => {
    const log = [1, 1, 2, 2];
    const late = request(log, 3, 1, { leaderCommit: 1 });
    const heartbeat = request(log, 2, 0, { leaderCommit: 4 });
    expect(commitAfter(log, late, 3), 'leaderCommit 1, entry 4 sent').toBeGreaterThanOrEqual(3);
    expect(commitAfter(log, heartbeat, 3), 'leaderCommit 4, heartbeat at 2').toBeGreaterThanOrEqual(3);
  });
});

describe('matchIndex', () => {
  it('is the index of the last entry sent, not that of the last one in the log', () => {
    const match = (prevLogIndex: number, count: number) =>
      handleAppendEntries(follower([1, 1, 2, 2, 2]), request([1, 1, 2, 3, 3], prevLogIndex, count)).reply;
    expect({ 'entry 3 sent': match(2, 1), 'heartbeat at 2': match(2, 0) }).toEqual({
      'entry 3 sent': { term: 5, success: true, matchIndex: 3 },
      'heartbeat at 2': { term: 5, success: true, matchIndex: 2 },
    });
  });
});

it('leaves the follower that came in as it was', () => {
  const before = follower([1, 1, 2, 2]);
  handleAppendEntries(before, request([1, 1, 3, 3, 3], 2, 3, { term: 7, leaderCommit: 3 }));
  handleAppendEntries(before, request([1, 1, 2, 2, 5], 4, 1));
  expect(before).toEqual(follower([1, 1, 2, 2]));
});
