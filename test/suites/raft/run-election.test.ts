import { describe, expect, it } from 'vitest';
import {
  handleHeartbeat,
  handleRequestVoteReply,
  handleTimeout,
  observeTerm,
  type AppendEntries,
  type Effect,
  type RequestVoteReply,
  type Role,
  type Server,
  type Step,
} from '#exercise/raft/run-election';

const cluster = (size: number) => ['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7'].slice(0, size);

/** Server n1, in term 4. */
const server = (role: Role, more: Partial<Server> = {}): Server => ({
  self: 'n1',
  members: cluster(3),
  currentTerm: 4,
  votedFor: null,
  log: [1, 1, 3].map((term, at) => ({ term, command: `command ${at + 1}` })),
  role,
  ...more,
});
const follower = (more: Partial<Server> = {}) => server({ kind: 'follower', leader: null }, more);
const candidate = (votes: readonly string[] = ['n1'], more: Partial<Server> = {}) =>
  server({ kind: 'candidate', votes }, { votedFor: 'n1', ...more });
const leader = (more: Partial<Server> = {}) => server({ kind: 'leader' }, { votedFor: 'n1', ...more });

const vote = (term = 4, voteGranted = true): RequestVoteReply => ({
  kind: 'RequestVoteReply',
  term,
  voteGranted,
});
const heartbeat = (term: number): AppendEntries => ({ kind: 'AppendEntries', term });

/** Lets these members vote for the server in its term, one after the other. */
const votesOf = (voters: readonly string[], before: Server): Step =>
  voters.reduce<Step>((step, from) => handleRequestVoteReply(step.server, from, vote(before.currentTerm)), {
    server: before,
    effects: [],
  });

/** What becomes of a server in a cluster of so many whose timer fires, and for which so many others vote. */
const elected = (size: number, others: number) =>
  votesOf(cluster(size).slice(1, 1 + others), handleTimeout(follower({ members: cluster(size) })).server)
    .server.role.kind;

const sentIn = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.kind === 'send' ? [{ to: effect.to, ...effect.message }] : []));
const timersIn = (effects: readonly Effect[]) => effects.filter(({ kind }) => kind === 'setTimer').length;

describe('when its timer fires', () => {
  it('a follower is a candidate in the next term, and has voted for itself', () => {
    const { server: after } = handleTimeout(follower({ votedFor: 'n3' }));
    expect({ term: after.currentTerm, votedFor: after.votedFor, role: after.role.kind }).toEqual({
      term: 5,
      votedFor: 'n1',
      role: 'candidate',
    });
  });

  it('it asks each other member for its vote, and says its new term and how its log ends', () => {
    const asks = (before: Server, lastLogIndex: number, lastLogTerm: number) => {
      const { server: after, effects } = handleTimeout(before);
      const request = { kind: 'RequestVote', term: after.currentTerm, lastLogIndex, lastLogTerm };
      expect(sentIn(effects)).toEqual([
        { to: 'n2', ...request },
        { to: 'n3', ...request },
      ]);
    };
    asks(follower(), 3, 3);
    asks(follower({ log: [] }), 0, 0);
  });

  it('it sets the timer again: the votes may be split, and nobody wins', () => {
    expect({ 'timer set': timersIn(handleTimeout(follower()).effects) }).toEqual({ 'timer set': 1 });
  });

  it('a candidate asks again, and counts its votes anew', () => {
    const once = handleTimeout(follower());
    const again = (votes: readonly string[]) => handleTimeout(candidate(votes, { members: cluster(5) }));
    const withOneMore = (step: Step) => votesOf(['n3'], step.server).server.role.kind;
    expect({
      'asks for votes': sentIn(again(['n1']).effects).length > 0,
      'timer set': timersIn(again(['n1']).effects),
      term: again(['n1']).server.currentTerm,
      'n3 votes, and n2 did in the older term': withOneMore(again(['n1', 'n2'])),
    }).toEqual({
      'asks for votes': true,
      'timer set': timersIn(once.effects),
      term: once.server.currentTerm,
      'n3 votes, and n2 did in the older term': withOneMore(again(['n1'])),
    });
  });

  it('a leader sets it again and does nothing else: it may be deposed', () => {
    expect(handleTimeout(leader())).toEqual({
      server: leader(),
      effects: [{ kind: 'setTimer', timer: 'election' }],
    });
  });
});

describe('a candidate leads', () => {
  it('with the votes of more than half of the cluster, its own included', () => {
    expect({
      '1 member': elected(1, 0),
      '2 members, 1 other votes for it': elected(2, 1),
      '3 members, 1 other votes for it': elected(3, 1),
      '4 members, 2 others vote for it': elected(4, 2),
      '5 members, 2 others vote for it': elected(5, 2),
      '6 members, 3 others vote for it': elected(6, 3),
      '7 members, 3 others vote for it': elected(7, 3),
    }).toEqual({
      '1 member': 'leader',
      '2 members, 1 other votes for it': 'leader',
      '3 members, 1 other votes for it': 'leader',
      '4 members, 2 others vote for it': 'leader',
      '5 members, 2 others vote for it': 'leader',
      '6 members, 3 others vote for it': 'leader',
      '7 members, 3 others vote for it': 'leader',
    });
  });

  it('not with fewer votes, nor with exactly half', () => {
    const tooFew = {
      '2 members, nobody else votes for it': elected(2, 0),
      '3 members, nobody else votes for it': elected(3, 0),
      '4 members, 1 other votes for it': elected(4, 1),
      '5 members, 1 other votes for it': elected(5, 1),
      '6 members, 2 others vote for it': elected(6, 2),
      '7 members, 2 others vote for it': elected(7, 2),
    };
    expect(tooFew).toEqual(Object.fromEntries(Object.keys(tooFew).map((group) => [group, 'candidate'])));
  });

  it('no sooner when the vote of one member arrives three times', () => {
    const before = candidate(['n1'], { members: cluster(5) });
    const once = votesOf(['n2'], before).server.role.kind;
    expect(votesOf(['n2', 'n2', 'n2'], before).server.role.kind).toBe(once);
  });

  it('not with a refusal', () => {
    const { server: after } = handleRequestVoteReply(candidate(), 'n2', vote(4, false));
    expect(after.role.kind).toBe('candidate');
  });

  it('not with a vote from an older term', () => {
    expect(handleRequestVoteReply(candidate(), 'n2', vote(3)).server.role.kind).toBe('candidate');
  });

  it('not with the vote of a server that is no member', () => {
    expect(votesOf(['x'], candidate()).server.role.kind).toBe('candidate');
  });
});

describe('a new leader', () => {
  it('speaks at once to every other member, in its term', () => {
    const upTo = [['n3'], ['n3', 'n2']].map((voters) => votesOf(voters, candidate()));
    const victory = upTo.find((step) => step.server.role.kind === 'leader');
    expect(sentIn(victory?.effects ?? [])).toEqual([
      { to: 'n2', ...heartbeat(4) },
      { to: 'n3', ...heartbeat(4) },
    ]);
  });
});

describe('a vote that comes late', () => {
  it('makes no leader of a server that follows another by now', () => {
    const follows = server({ kind: 'follower', leader: 'n2' }, { votedFor: 'n1' });
    expect(votesOf(['n3'], follows).server).toEqual(follows);
  });

  it('is no news to a leader', () => {
    expect(votesOf(['n3'], leader())).toEqual({ server: leader(), effects: [] });
  });
});

describe('a newer term', () => {
  it('in any message makes a follower of whoever reads it: one that has not voted, and knows of no leader', () => {
    const standing = ({ currentTerm, votedFor, role }: Server) => ({ currentTerm, votedFor, role });
    const followsN2 = server({ kind: 'follower', leader: 'n2' }, { votedFor: 'n2' });
    const refused = vote(9, false);
    const inNewTerm = { currentTerm: 9, votedFor: null, role: { kind: 'follower', leader: null } };
    expect({
      'a follower, from any message': standing(observeTerm(followsN2, 9)),
      'a candidate, from a refusal': standing(handleRequestVoteReply(candidate(), 'n2', refused).server),
      'a leader, from a refusal': standing(handleRequestVoteReply(leader(), 'n2', refused).server),
    }).toEqual({
      'a follower, from any message': inNewTerm,
      'a candidate, from a refusal': inNewTerm,
      'a leader, from a refusal': inNewTerm,
    });
  });
});

describe('the word of a leader', () => {
  it('of a newer term brings that term, in which the server has not voted', () => {
    const { currentTerm, votedFor } = handleHeartbeat(leader(), 'n3', heartbeat(9)).server;
    expect({ currentTerm, votedFor }).toEqual({ currentTerm: 9, votedFor: null });
  });

  it('is followed, by a candidate of the same term too: somebody else has won', () => {
    const after = (before: Server, term: number) =>
      handleHeartbeat(before, 'n3', heartbeat(term)).server.role;
    const follows = { kind: 'follower', leader: 'n3' };
    expect({
      'a follower': after(follower(), 4),
      'a candidate': after(candidate(), 4),
      'the leader of an older term': after(leader(), 5),
    }).toEqual({ 'a follower': follows, 'a candidate': follows, 'the leader of an older term': follows });
  });

  it('sets the timer again: there is a leader', () => {
    const timers = (before: Server, term: number) =>
      timersIn(handleHeartbeat(before, 'n3', heartbeat(term)).effects);
    expect({
      'a follower': timers(follower(), 4),
      'a candidate': timers(candidate(), 4),
      'the leader of an older term': timers(leader(), 5),
    }).toEqual({ 'a follower': 1, 'a candidate': 1, 'the leader of an older term': 1 });
  });

  it('leaves a vote of the same term as it was given', () => {
    expect(handleHeartbeat(candidate(), 'n3', heartbeat(4)).server.votedFor).toBe('n1');
  });

  it('of an older term is refused with the own term, and changes nothing: no timer is set, no election begins', () => {
    const before = server({ kind: 'follower', leader: 'n2' });
    const { server: after, effects } = handleHeartbeat(before, 'n3', heartbeat(3));
    expect({ after, 'timer set': timersIn(effects), sent: sentIn(effects) }).toEqual({
      after: before,
      'timer set': 0,
      sent: [{ to: 'n3', kind: 'AppendEntriesReply', term: 4, success: false }],
    });
  });
});

it('leaves the server that came in as it was', () => {
  const before = candidate();
  handleTimeout(before);
  handleRequestVoteReply(before, 'n2', vote());
  handleRequestVoteReply(before, 'n2', vote(9, false));
  handleHeartbeat(before, 'n3', heartbeat(4));
  observeTerm(before, 9);
  expect(before).toEqual(candidate());
});
