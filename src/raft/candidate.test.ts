import { describe, expect, it } from 'vitest';
import { appendEntries, leading, logOf, node, requestVote, steps, type ListMessage } from './testing.ts';

const { hear, fire } = steps({ preVote: true });
const ask = (term: number, lastLogIndex = 0, lastLogTerm = 0): ListMessage => ({
  kind: 'PreVote',
  term,
  lastLogIndex,
  lastLogTerm,
});
const reply = (voteGranted: boolean, term: number): ListMessage => ({
  kind: 'PreVoteReply',
  term,
  voteGranted,
});

describe('a pre-vote', () => {
  it('comes before an election, and begins no term', () => {
    const { server, sent, effects } = fire(
      node({ log: logOf(1, 2), currentTerm: 2, votedFor: 'n2' }),
      'election',
    );
    expect(server).toMatchObject({
      currentTerm: 2,
      votedFor: 'n2',
      role: { kind: 'pre-candidate', votes: ['n1'] },
    });
    expect(sent).toEqual([
      ['n2', ask(3, 2, 2)],
      ['n3', ask(3, 2, 2)],
    ]);
    expect(effects.filter(({ kind }) => kind === 'persist')).toEqual([]);
  });

  it('is granted without any change: not of term, vote or timer', () => {
    const voter = node({ currentTerm: 2, votedFor: 'n3' });
    const { server, effects } = hear(voter, 'n2', ask(9));
    expect(server).toBe(voter);
    expect(effects).toEqual([{ kind: 'send', to: 'n2', message: reply(true, 2) }]);
  });

  it('is not granted to a server whose log could not win, nor for a term that has begun', () => {
    expect(hear(node({ log: logOf(1) }), 'n2', ask(2)).sent).toEqual([['n2', reply(false, 1)]]);
    expect(hear(node({ currentTerm: 2 }), 'n2', ask(2)).sent).toEqual([['n2', reply(false, 2)]]);
  });

  it('is not granted by a leader, nor within the shortest time-out after one was heard, by the voter’s own clock', () => {
    expect(hear(leading({ currentTerm: 1 }), 'n2', ask(2)).sent).toEqual([['n2', reply(false, 1)]]);
    const { server } = hear(node({ currentTerm: 1 }), 'n3', appendEntries(), 5_000);
    expect(hear(server, 'n2', ask(2), 5_149).sent).toEqual([['n2', reply(false, 1)]]);
    expect(hear(server, 'n2', ask(2), 5_150).sent).toEqual([['n2', reply(true, 1)]]);
    // A clock that was set back cannot tell.
    expect(hear(server, 'n2', ask(2), 10).sent).toEqual([['n2', reply(true, 1)]]);
  });

  it('of a majority begins the election', () => {
    const asking = fire(node({ currentTerm: 4 }), 'election').server;
    expect(hear(asking, 'n2', reply(false, 4)).server).toBe(asking);
    // A voter may be in an earlier term: it has not heard of this one.
    const { server, sent } = hear(asking, 'n2', reply(true, 2));
    expect(server).toMatchObject({
      currentTerm: 5,
      votedFor: 'n1',
      role: { kind: 'candidate', votes: ['n1'] },
    });
    expect(sent.map(([, { kind }]) => kind)).toEqual(['RequestVote', 'RequestVote']);
    expect(hear(server, 'n3', reply(true, 4)).server).toBe(server);
  });

  it('is given up for a leader, and for a candidate that gets the vote', () => {
    const asking = fire(node({ currentTerm: 1 }), 'election').server;
    expect(hear(asking, 'n2', appendEntries()).server.role).toEqual({ kind: 'follower', leader: 'n2' });
    expect(hear(asking, 'n2', requestVote(1, 0, 0)).server.role).toEqual({ kind: 'follower', leader: null });
  });

  it('that is refused by a server in a later term tells of that term', () => {
    const asking = fire(node({ currentTerm: 1 }), 'election').server;
    expect(hear(asking, 'n2', reply(false, 6)).server).toMatchObject({
      currentTerm: 6,
      role: { kind: 'follower' },
    });
  });
});

describe('an election time-out', () => {
  it('makes a server that is alone its leader at once', () => {
    const { server } = fire(node({ members: ['n1'], initialMembers: ['n1'] }), 'election');
    expect(server).toMatchObject({ currentTerm: 1, commitIndex: 1, role: { kind: 'leader' } });
  });

  it('is nothing to a server that nobody has taken in yet', () => {
    const stranger = node({ members: ['n2', 'n3'], initialMembers: ['n2', 'n3'] });
    expect(fire(stranger, 'election')).toMatchObject({ server: stranger, effects: [] });
  });

  it('makes a server stand that a change removes, until the change is committed: it may be the only one that can win', () => {
    const change = { term: 1, kind: 'configuration', members: ['n2'], client: 'adm', request: 1 } as const;
    const log = { after: { index: 0, term: 0 }, entries: [change] };
    const removed = node({ log, members: ['n2'], initialMembers: ['n1', 'n2'] });
    const asking = fire(removed, 'election');
    expect(asking.sent).toEqual([['n2', ask(2, 1, 1)]]);
    const elected = hear(hear(asking.server, 'n2', reply(true, 1)).server, 'n2', { kind: 'RequestVoteReply', term: 2, voteGranted: true }); // prettier-ignore
    expect(elected.server.role.kind).toBe('leader');
  });
});
