import { describe, expect, it } from 'vitest';
import { handleRequestVote, type Entry, type RequestVote, type Voter } from '#exercise/raft/grant-vote';

/** A log, told by the terms of its entries: `[1, 1, 2]` has three, and the last one is of term 2. */
const logOf = (terms: readonly number[]): Entry[] =>
  terms.map((term, at) => ({ term, command: `command ${at + 1}` }));

/** A server in term 5 that has not voted in it, and knows all its entries to be committed. */
const voter = (more: Partial<Voter> = {}): Voter => {
  const { log = logOf([1, 1, 2]) } = more;
  return { currentTerm: 5, votedFor: null, log, commitIndex: log.length, ...more };
};

/** What a candidate with such a log says; one with a better log than the voter’s when nothing is said about it. */
const request = (term: number, terms: readonly number[] = [1, 1, 2, 2]): RequestVote => ({
  term,
  lastLogIndex: terms.length,
  lastLogTerm: terms.at(-1) ?? 0,
});

/** Whether a server with one log votes for a candidate with the other, in a term in which it has not voted yet. */
const votes = (own: readonly number[], candidates: readonly number[], more: Partial<Voter> = {}) =>
  handleRequestVote(voter({ currentTerm: 12, log: logOf(own), ...more }), 'n2', request(12, candidates)).reply
    .voteGranted;

describe('in its term, a server', () => {
  it('votes for the first that asks, and remembers for whom', () => {
    const asked = (term: number) => {
      const { voter: after, reply } = handleRequestVote(voter(), 'n2', request(term));
      return { voteGranted: reply.voteGranted, votedFor: after.votedFor };
    };
    const given = { voteGranted: true, votedFor: 'n2' };
    expect({ 'its own term': asked(5), 'a term that is new to it': asked(6) }).toEqual({
      'its own term': given,
      'a term that is new to it': given,
    });
  });

  it('votes for nobody else, however good the log: two candidates may not both win', () => {
    const { voter: after, reply } = handleRequestVote(voter({ votedFor: 'n2' }), 'n3', request(5));
    expect({ voteGranted: reply.voteGranted, votedFor: after.votedFor }).toEqual({
      voteGranted: false,
      votedFor: 'n2',
    });
  });

  it('grants the same candidate again, and still remembers: the first reply may have been lost', () => {
    const { voter: after, reply } = handleRequestVote(voter({ votedFor: 'n2' }), 'n2', request(5));
    expect({ voteGranted: reply.voteGranted, votedFor: after.votedFor }).toEqual({
      voteGranted: true,
      votedFor: 'n2',
    });
  });
});

describe('a request of an older term', () => {
  it('is refused, whoever sends it, and changes nothing; the reply carries the voter’s own term', () => {
    const late = (votedFor: string | null) => {
      const { voter: after, reply } = handleRequestVote(voter({ votedFor }), 'n2', request(4));
      return { ...reply, 'currentTerm after': after.currentTerm, 'votedFor after': after.votedFor };
    };
    const refused = { term: 5, voteGranted: false, 'currentTerm after': 5 };
    expect({
      'from one that it did not vote for': late(null),
      'from the one that it votes for now': late('n2'),
    }).toEqual({
      'from one that it did not vote for': { ...refused, 'votedFor after': null },
      'from the one that it votes for now': { ...refused, 'votedFor after': 'n2' },
    });
  });
});

describe('a newer term', () => {
  it('is adopted, also where the vote is refused, and the reply carries it', () => {
    const asked = (terms: readonly number[]) => {
      const { voter: after, reply } = handleRequestVote(voter(), 'n2', request(7, terms));
      return { 'currentTerm after': after.currentTerm, 'term in the reply': reply.term };
    };
    const adopted = { 'currentTerm after': 7, 'term in the reply': 7 };
    expect({ granted: asked([1, 1, 2, 2]), refused: asked([1]) }).toEqual({
      granted: adopted,
      refused: adopted,
    });
  });

  it('is one in which the server has not voted yet, for whomever it voted before', () => {
    const before = voter({ votedFor: 'n3' });
    const { voter: after } = handleRequestVote(before, 'n4', request(6, [1]));
    expect({
      'n2, at once': handleRequestVote(before, 'n2', request(6)).reply.voteGranted,
      'n2, after n4 was refused in that term': handleRequestVote(after, 'n2', request(6)).reply.voteGranted,
    }).toEqual({ 'n2, at once': true, 'n2, after n4 was refused in that term': true });
  });
});

describe('of two logs', () => {
  it('the one whose last entry has the higher term is more up to date, however short it is', () => {
    expect({
      'a shorter log of a later term': votes([1, 1, 1, 9], [1, 10]),
      'a longer log of an earlier term': votes([1, 10], [1, 1, 1, 9]),
    }).toEqual({ 'a shorter log of a later term': true, 'a longer log of an earlier term': false });
  });

  it('that end in the same term, the longer one is more up to date', () => {
    expect({ longer: votes([1, 2], [1, 2, 2]), shorter: votes([1, 2, 2], [1, 2]) }).toEqual({
      longer: true,
      shorter: false,
    });
  });

  it('that end alike, each is up to date enough for the other, the empty one too', () => {
    expect({ equal: votes([1, 1, 2], [1, 1, 2]), empty: votes([], []) }).toEqual({
      equal: true,
      empty: true,
    });
  });

  it('every entry counts, not only those that the voter knows to be committed', () => {
    const missesTheLast = votes([1, 1, 2], [1, 1], { commitIndex: 2 });
    expect({ 'a candidate without the voter’s last entry': missesTheLast }).toEqual({
      'a candidate without the voter’s last entry': false,
    });
  });
});

it('leaves the voter that came in as it was', () => {
  const before = voter({ votedFor: 'n3' });
  handleRequestVote(before, 'n2', request(6));
  expect(before).toEqual(voter({ votedFor: 'n3' }));
});
