import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  onElectionTimeout,
  onPreVote,
  onPreVoteReply,
  type Candidacy,
  type Entry,
  type Message,
  type Role,
  type Server,
  type Step,
} from '#exercise/raft/pre-vote';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const log = (...terms: readonly number[]): readonly Entry[] =>
  terms.map((term, i) => ({ term, command: `entry ${i + 1}` }));

const now = 10_000;
const follows: Role = { kind: 'follower', leader: 'a' };
const noLeader: Partial<Server> = { heardAt: null, role: { kind: 'follower', leader: null } };

/** Server `b` of a group of so many, in term 4, which has not heard from its leader for a while. */
const serverOf = (members: number, more: Partial<Server> = {}): Server => ({
  self: 'b',
  members: members === 1 ? ['b'] : names.slice(0, members),
  currentTerm: 4,
  votedFor: 'a',
  log: log(1, 2, 4),
  role: follows,
  heardAt: now - 1_000,
  ...more,
});

const asking = (members: number) => serverOf(members, { role: { kind: 'pre-candidate', votes: ['b'] } });

/** What `c` asks for when its log is that of `b`. */
const asks = (more: Partial<Candidacy> = {}): Candidacy => ({
  term: 5,
  lastLogIndex: 3,
  lastLogTerm: 4,
  ...more,
});

const messages = ({ effects }: Step) =>
  effects.flatMap((effect) => (effect.kind === 'send' ? [{ to: effect.to, message: effect.message }] : []));
const writes = ({ effects }: Step) => effects.filter(({ kind }) => kind === 'persist');

/** Does this server say yes? */
function saysYes(server: Server, candidacy = asks()) {
  const message: Message | undefined = messages(onPreVote(server, 'c', candidacy, now))[0]?.message;
  return message?.kind === 'PreVoteReply' ? message.voteGranted : 'no answer';
}

/** These answer, one after the other. */
const hear = (server: Server, from: readonly string[], voteGranted = true, term = 4) =>
  from.reduce(
    (before, member) => onPreVoteReply(before, member, { kind: 'PreVoteReply', term, voteGranted }).server,
    server,
  );
const becomes = (server: Server) => server.role.kind;

describe('a server whose timer runs out', () => {
  it('asks all others about the next term, and says how far its log is', () => {
    const message = { kind: 'PreVote', term: 5, lastLogIndex: 3, lastLogTerm: 2 };
    expect(messages(onElectionTimeout(serverOf(3, { log: log(1, 2, 2) })))).toEqual([
      { to: 'a', message },
      { to: 'c', message },
    ]);
  });

  it('raises no term, gives no vote, and writes nothing', () => {
    const found = (before: Server) => {
      const step = onElectionTimeout(before);
      const { currentTerm, votedFor } = step.server;
      return { currentTerm, votedFor, writes: writes(step) };
    };
    const candidate: Role = { kind: 'candidate', votes: ['b'] };
    expect({
      'a follower': found(serverOf(3)),
      'a candidate that did not win': found(serverOf(3, { votedFor: 'b', role: candidate })),
    }).toEqual({
      'a follower': { currentTerm: 4, votedFor: 'a', writes: [] },
      'a candidate that did not win': { currentTerm: 4, votedFor: 'b', writes: [] },
    });
  });

  it('counts anew each time: a yes from before may be a no by now', () => {
    const again = onElectionTimeout(hear(onElectionTimeout(serverOf(5)).server, ['a'])).server;
    expect(becomes(hear(again, ['c']))).toBe('pre-candidate');
  });

  it('begins the election at once in a group of one: nobody else can be asked', () => {
    expect(becomes(onElectionTimeout(serverOf(1)).server)).toBe('candidate');
  });
});

describe('a server that is asked', () => {
  it('says yes when it has no leader, also if it has voted in its term, or asks itself', () => {
    expect({
      'has not heard from its leader for a second': saysYes(serverOf(3)),
      'has not heard from its leader for 160 ms': saysYes(serverOf(3, { heardAt: now - 160 })),
      'has never heard from a leader': saysYes(serverOf(3, noLeader)),
      'has voted for itself': saysYes(
        serverOf(3, { votedFor: 'b', role: { kind: 'candidate', votes: ['b'] } }),
      ),
      'asks itself': saysYes(asking(3)),
    }).toEqual({
      'has not heard from its leader for a second': true,
      'has not heard from its leader for 160 ms': true,
      'has never heard from a leader': true,
      'has voted for itself': true,
      'asks itself': true,
    });
  });

  it('says no while it hears a leader, and so does the leader: whoever comes back deposes nobody', () => {
    // c was cut off for long, and its timer has run out time and again.
    const times = Array<number>(20).fill(0);
    const cutOff = times.reduce((before) => onElectionTimeout(before).server, serverOf(3, { self: 'c' }));
    const [question] = messages(onElectionTimeout(cutOff));
    const candidacy = { ...asks(), ...question?.message };
    expect({
      'b, which heard from a 140 ms ago': saysYes(serverOf(3, { heardAt: now - 140 }), candidacy),
      'a, which leads': saysYes(
        serverOf(3, { self: 'a', role: { kind: 'leader' }, heardAt: null }),
        candidacy,
      ),
    }).toEqual({ 'b, which heard from a 140 ms ago': false, 'a, which leads': false });
  });

  it('says yes only to a log that is at least as up to date as its own', () => {
    const lastTerm = fc.integer({ min: 1, max: 3 });
    const length = fc.integer({ min: 0, max: 4 });
    const logs = fc.tuple(lastTerm, length).map(([term, own]) => [own === 0 ? 0 : term, own] as const);
    const asTheVote = fc.property(logs, logs, ([ownTerm, own], [itsTerm, its]) => {
      const voter = serverOf(3, {
        ...noLeader,
        votedFor: null,
        log: log(...Array<number>(own).fill(ownTerm)),
      });
      const granted = saysYes(voter, asks({ lastLogIndex: its, lastLogTerm: itsTerm }));
      expect(granted).toBe(itsTerm > ownTerm || (itsTerm === ownTerm && its >= own));
    });
    fc.assert(asTheVote);
  });

  it('says no to a term that is over', () => {
    const about5In = (currentTerm: number) => saysYes(serverOf(3, { currentTerm }), asks({ term: 5 }));
    expect({ 'in term 5': about5In(5), 'in term 9': about5In(9) }).toEqual({
      'in term 5': false,
      'in term 9': false,
    });
  });

  it('answers with the term that it is in, not with the one that it is asked about', () => {
    const [yes, no] = [asks(), asks({ lastLogTerm: 1 })].map((candidacy) =>
      messages(onPreVote(serverOf(3), 'c', candidacy, now)).map(({ to, message }) => ({
        to,
        term: message.term,
      })),
    );
    expect({ yes, no }).toEqual({ yes: [{ to: 'c', term: 4 }], no: [{ to: 'c', term: 4 }] });
  });

  it('stays as it was: a yes is no vote', () => {
    const steps = [asks(), asks({ lastLogTerm: 1 })].map((candidacy) =>
      onPreVote(serverOf(3), 'c', candidacy, now),
    );
    expect(steps.map((step) => ({ server: step.server, writes: writes(step) }))).toEqual([
      { server: serverOf(3), writes: [] },
      { server: serverOf(3), writes: [] },
    ]);
  });
});

describe('the election begins', () => {
  it('when more than half say yes, the asker included', () => {
    const { currentTerm, votedFor, role } = hear(asking(3), ['c']);
    expect({
      '3 members, 1 says yes': { currentTerm, votedFor, role: role.kind },
      '5 members, 2 say yes': becomes(hear(asking(5), ['c', 'e'])),
      '3 members, 1 says yes that is a term behind': becomes(hear(asking(3), ['c'], true, 3)),
    }).toEqual({
      '3 members, 1 says yes': { currentTerm: 5, votedFor: 'b', role: 'candidate' },
      '5 members, 2 say yes': 'candidate',
      '3 members, 1 says yes that is a term behind': 'candidate',
    });
  });

  it('no sooner: neither with fewer, nor with a no', () => {
    expect({
      '5 members, 1 says yes': becomes(hear(asking(5), ['c'])),
      '4 members, 1 says yes': becomes(hear(asking(4), ['c'])),
      '3 members, both say no': becomes(hear(asking(3), ['a', 'c'], false)),
    }).toEqual({
      '5 members, 1 says yes': 'pre-candidate',
      '4 members, 1 says yes': 'pre-candidate',
      '3 members, both say no': 'pre-candidate',
    });
  });

  it('by members, each with one voice', () => {
    expect({
      'c says yes three times': becomes(hear(asking(5), ['c', 'c', 'c'])),
      'strangers say yes': becomes(hear(asking(5), ['x', 'y', 'z'])),
    }).toEqual({ 'c says yes three times': 'pre-candidate', 'strangers say yes': 'pre-candidate' });
  });

  it('once, and not when the server asks no more', () => {
    const roles: Role[] = [follows, { kind: 'candidate', votes: ['b'] }, { kind: 'leader' }];
    const before = roles.map((role) => serverOf(3, { role }));
    expect(before.map((server) => hear(server, ['a', 'c']))).toEqual(before);
  });
});

describe('an answer from a higher term', () => {
  it('makes a follower of whoever hears it, and is written down', () => {
    const found = [asking(3), serverOf(3, { role: { kind: 'leader' } })].map((server) => {
      const step = onPreVoteReply(server, 'c', { kind: 'PreVoteReply', term: 9, voteGranted: false });
      const { currentTerm, votedFor, role } = step.server;
      return { currentTerm, votedFor, role: role.kind, writes: writes(step) };
    });
    const written = { kind: 'persist', currentTerm: 9, votedFor: null };
    const followed = { currentTerm: 9, votedFor: null, role: 'follower', writes: [written] };
    expect(found).toEqual([followed, followed]);
  });
});

it('leaves the server that came in as it was', () => {
  const before = asking(5);
  onElectionTimeout(before);
  onPreVote(before, 'c', asks(), now);
  hear(before, ['c', 'd']);
  expect(before).toEqual(asking(5));
});
