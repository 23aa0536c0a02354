import { describe, expect, it } from 'vitest';
import { allInWords, sayingOf } from './saying.ts';

describe('a message', () => {
  it.each([
    [
      { kind: 'RequestVote', term: 3, lastLogIndex: 5, lastLogTerm: 2 },
      'vote',
      'RequestVote of term 3: the sender’s last entry is 5, of term 2',
    ],
    [
      { kind: 'PreVote', term: 3, lastLogIndex: 0, lastLogTerm: 0 },
      'pre-vote',
      'PreVote of term 3: the sender’s log is empty',
    ],
    [{ kind: 'RequestVoteReply', term: 3, voteGranted: true }, 'granted', 'RequestVoteReply of term 3: yes'],
    [{ kind: 'RequestVoteReply', term: 3, voteGranted: false }, 'refused', 'RequestVoteReply of term 3: no'],
    [
      { kind: 'AppendEntries', term: 3, prevLogIndex: 5, prevLogTerm: 2, entries: [], leaderCommit: 4 },
      'heartbeat',
      'a heartbeat of term 3: behind entry 5 of term 2; committed up to 4',
    ],
    [
      {
        kind: 'AppendEntries',
        term: 3,
        prevLogIndex: 0,
        prevLogTerm: 0,
        entries: [{ term: 1 }, { term: 1 }],
        leaderCommit: 0,
      },
      'append',
      'AppendEntries of term 3: entries 1 and 2, from the start; committed up to 0',
    ],
    [
      { kind: 'AppendEntriesReply', term: 3, success: true, matchIndex: 7 },
      'granted',
      'AppendEntriesReply of term 3: it has all up to entry 7',
    ],
    [
      { kind: 'AppendEntriesReply', term: 3, success: false, conflict: { term: null, index: 4 } },
      'refused',
      'AppendEntriesReply of term 3: its log ends before entry 4',
    ],
    [
      { kind: 'AppendEntriesReply', term: 3, success: false, conflict: { term: 2, index: 4 } },
      'refused',
      'AppendEntriesReply of term 3: its entries from 4 on are of term 2',
    ],
    [
      { kind: 'InstallSnapshot', term: 3, snapshot: { last: { index: 9, term: 2 } } },
      'snapshot',
      'InstallSnapshot of term 3: the state after entry 9, of term 2',
    ],
    [{ kind: 'TimeoutNow', term: 3 }, 'timeout-now', 'TimeoutNow of term 3: stand for election at once'],
    [{ kind: 'store', position: 3 }, 'other', 'store 3'],
    ['ping', 'other', 'ping'],
    [null, 'other', 'null'],
    [
      { kind: 'AppendEntries' },
      'heartbeat',
      'a heartbeat: behind entry undefined of term undefined; committed up to undefined',
    ],
  ])('%j is %s', (message, kind, words) => {
    const saying = sayingOf(message, 'message');
    expect(saying.kind).toBe(kind);
    expect(allInWords(saying)).toBe(words);
  });

  it('of a client is a request, and what comes back an answer', () => {
    expect(allInWords(sayingOf('set x 1', 'request'))).toBe('request “set x 1”');
    expect(allInWords(sayingOf({ kind: 'done', output: 1 }, 'reply'))).toBe('answer “1”');
    expect(allInWords(sayingOf({ kind: 'not-leader', leader: 'n2' }, 'reply'))).toBe('answer “ask n2”');
    expect(allInWords(sayingOf({ kind: 'not-leader', leader: null }, 'reply'))).toBe(
      'answer “no leader is known”',
    );
  });
});
