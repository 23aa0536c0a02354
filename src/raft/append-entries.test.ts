import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendEntries, conflictAt, followerCommit } from './append-entries.ts';
import { discardUpTo, entriesFrom, lastIndex, termAt } from './log.ts';
import { command, logOf } from './testing.ts';
import type { AppendEntries, Log } from './types.ts';

const request = (
  prevLogIndex: number,
  prevLogTerm: number,
  ...entries: Log<string>['entries']
): AppendEntries<string> => ({
  kind: 'AppendEntries',
  term: 9,
  prevLogIndex,
  prevLogTerm,
  entries,
  leaderCommit: 0,
  round: 1,
});

describe('appendEntries', () => {
  it('gives back the very same log when there is nothing to change', () => {
    const log = logOf(1, 1, 1);
    expect(appendEntries(log, request(1, 1, command(1, 2)))).toEqual({ success: true, log, matchIndex: 2 });
    const again = appendEntries(log, request(1, 1, command(1, 2)));
    expect(again.success && again.log).toBe(log);
  });

  it('takes what lies under a snapshot for stored, and what goes beyond it for new', () => {
    const log = discardUpTo(logOf(1, 1, 2), { index: 3, term: 2 });
    const old = appendEntries(log, request(0, 0, command(1, 1)));
    expect(old).toEqual({ success: true, log, matchIndex: 1 });
    const beyond = appendEntries(log, request(1, 1, command(1, 2), command(2, 3), command(2, 4)));
    expect(beyond).toEqual({ success: true, log: { ...log, entries: [command(2, 4)] }, matchIndex: 4 });
  });

  it('makes any log the leader’s, up to what was sent, whatever it was before', () => {
    const terms = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 6 }).map((all) => all.toSorted());
    fc.assert(
      fc.property(terms, terms, fc.nat(6), (own, leaders, start) => {
        const leader = logOf(...leaders);
        const prev = Math.min(start, leaders.length);
        const message = request(prev, termAt(leader, prev)!, ...entriesFrom(leader, prev + 1, 3));
        const before = logOf(...own);
        const after = appendEntries(before, message);
        if (!after.success) {
          expect(termAt(before, prev)).not.toBe(termAt(leader, prev));
          return;
        }
        expect(after.matchIndex).toBe(prev + message.entries.length);
        for (let index = prev + 1; index <= after.matchIndex; index++)
          expect(termAt(after.log, index)).toBe(termAt(leader, index));
        // Nothing that does not conflict is lost.
        if (after.log.entries.length < own.length) expect(lastIndex(after.log)).toBe(after.matchIndex);
      }),
    );
  });
});

describe('conflictAt', () => {
  it('names the term there, and its first entry', () => {
    expect(conflictAt(logOf(1, 2, 2, 2), 4)).toEqual({ term: 2, index: 2 });
  });

  it('names the end of a log that is too short', () => {
    expect(conflictAt(logOf(1, 2), 7)).toEqual({ term: null, index: 3 });
  });
});

describe('followerCommit', () => {
  it('goes no further than what is known to be the leader’s, and never back', () => {
    expect(followerCommit(2, 9, 5)).toBe(5);
    expect(followerCommit(2, 4, 5)).toBe(4);
    expect(followerCommit(2, 9, 1)).toBe(2);
  });
});
