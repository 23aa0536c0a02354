import { describe, expect, it } from 'vitest';
import { appendEntries, command, leading, logOf, node, requestVote, steps, stored } from './testing.ts';

/** Figure 2 of the paper (Ongaro, Ousterhout, extended version), sentence by sentence, said again in other words. */
const { hear, fire, ask, program } = steps();

const vote = (voteGranted: boolean, term: number) =>
  ({ kind: 'RequestVoteReply', term, voteGranted }) as const;

describe('State', () => {
  it('knows no term, no vote and no entry when a server starts for the first time (Figure 2, State)', () => {
    const { currentTerm, votedFor, log } = program.init('n1', ['n1', 'n2']);
    expect({ currentTerm, votedFor, log }).toEqual({ currentTerm: 0, votedFor: null, log: logOf() });
  });

  it('knows of nothing that is committed or applied then (Figure 2, State)', () => {
    expect(program.init('n1', ['n1', 'n2'])).toMatchObject({ commitIndex: 0, lastApplied: 0 });
  });

  it('keeps a term, a vote and entries on the disk before it answers (Figure 2, State)', () => {
    const voted = hear(node(), 'n2', requestVote(1, 0, 0)).effects;
    expect(voted.map(({ kind }) => kind)).toEqual(['persist', 'send', 'setTimer']);
    const followed = hear(
      node({ currentTerm: 1 }),
      'n2',
      appendEntries({ entries: [command(1, 1)] }),
    ).effects;
    expect(followed.map(({ kind }) => kind)).toEqual(['append', 'setTimer', 'send']);
  });

  it('never takes its term back (Figure 2, State)', () => {
    expect(hear(node({ currentTerm: 5 }), 'n2', appendEntries({ term: 3 })).server.currentTerm).toBe(5);
    expect(hear(node({ currentTerm: 5 }), 'n2', requestVote(3, 9, 3)).server.currentTerm).toBe(5);
  });

  it('never takes its commit index back (Figure 2, State)', () => {
    const server = node({ log: logOf(1, 1, 1), commitIndex: 3, lastApplied: 3 });
    expect(hear(server, 'n2', appendEntries({ leaderCommit: 1 })).server.commitIndex).toBe(3);
  });

  it('lets a new leader guess that all have its log, and know that nobody has anything (Figure 2, State)', () => {
    const candidate = node({ currentTerm: 3, log: logOf(1, 2), role: { kind: 'candidate', votes: ['n1'] } });
    // Its no-op is entry 3, and on its way already.
    const { role } = hear(candidate, 'n2', vote(true, 3)).server;
    expect(role).toMatchObject({ nextIndex: { n2: 4, n3: 4 }, matchIndex: { n2: 0, n3: 0 } });
  });
});

describe('AppendEntries', () => {
  it('tells a follower who leads, so that it can send clients there (Figure 2, AppendEntries, arguments)', () => {
    const { server } = hear(node({ currentTerm: 1 }), 'n2', appendEntries());
    expect(ask(server, 'x').told).toEqual([{ kind: 'not-leader', leader: 'n2' }]);
  });

  it('can carry more than one entry, or none (Figure 2, AppendEntries, arguments)', () => {
    const entries = [command(1, 1), command(1, 2)];
    expect(hear(node({ currentTerm: 1 }), 'n2', appendEntries({ entries })).server.log).toEqual(logOf(1, 1));
    expect(hear(node({ currentTerm: 1 }), 'n2', appendEntries()).server.log).toEqual(logOf());
  });

  it('is answered with the term of the follower (Figure 2, AppendEntries, results)', () => {
    const { sent } = hear(node({ currentTerm: 4 }), 'n2', appendEntries({ term: 2 }));
    expect(sent).toMatchObject([['n2', { kind: 'AppendEntriesReply', term: 4 }]]);
  });

  it('is refused when its term is over (Figure 2, AppendEntries, receiver 1, §5.1)', () => {
    const follower = node({ currentTerm: 2 });
    const { server, sent } = hear(follower, 'n2', appendEntries({ term: 1, entries: [command(1, 1)] }));
    expect(sent).toMatchObject([['n2', { success: false, term: 2 }]]);
    expect(server).toBe(follower);
  });

  it('is refused when the follower has no entry before it, or another one (Figure 2, AppendEntries, receiver 2, §5.3)', () => {
    const message = appendEntries({ term: 3, prevLogIndex: 2, prevLogTerm: 2, entries: [command(3, 3)] });
    for (const log of [logOf(1), logOf(1, 1)]) {
      const { server, sent } = hear(node({ log, currentTerm: 3 }), 'n2', message);
      expect(sent).toMatchObject([['n2', { success: false }]]);
      expect(server.log).toBe(log);
    }
  });

  it('deletes an entry that conflicts with a new one, and all behind it (Figure 2, AppendEntries, receiver 3, §5.3)', () => {
    const message = appendEntries({ term: 3, prevLogIndex: 1, prevLogTerm: 1, entries: [command(3, 2)] });
    expect(hear(node({ log: logOf(1, 2, 2, 2) }), 'n2', message).server.log).toEqual(logOf(1, 3));
  });

  it('deletes nothing when nothing conflicts, however old the message is (Figure 2, AppendEntries, receiver 3, §5.3)', () => {
    const message = appendEntries({ prevLogIndex: 1, prevLogTerm: 1, entries: [command(1, 2)] });
    expect(hear(node({ log: logOf(1, 1, 1, 1) }), 'n2', message).server.log).toEqual(logOf(1, 1, 1, 1));
  });

  it('appends only what is not there yet (Figure 2, AppendEntries, receiver 4)', () => {
    const message = appendEntries({ entries: [command(1, 1), command(1, 2), command(1, 3)] });
    const { server, effects } = hear(node({ log: logOf(1, 1) }), 'n2', message);
    expect(server.log).toEqual(logOf(1, 1, 1));
    expect(effects.filter(({ kind }) => kind === 'append')).toHaveLength(1);
  });

  it('tells what is committed, up to the last entry that it brings (Figure 2, AppendEntries, receiver 5)', () => {
    const whole = appendEntries({ entries: [command(1, 1), command(1, 2)], leaderCommit: 1 });
    expect(hear(node({ currentTerm: 1 }), 'n2', whole).server.commitIndex).toBe(1);
    // Entry 2 of this follower was never sent by this leader. It may be of another, and on its way out.
    const half = appendEntries({ term: 2, entries: [command(1, 1)], leaderCommit: 2 });
    expect(hear(node({ log: logOf(1, 1) }), 'n2', half).server.commitIndex).toBe(1);
  });
});

describe('RequestVote', () => {
  it('is answered with the term of the voter (Figure 2, RequestVote, results)', () => {
    const { sent } = hear(node({ currentTerm: 4 }), 'n2', requestVote(2, 0, 0));
    expect(sent).toEqual([['n2', vote(false, 4)]]);
  });

  it('is refused when its term is over (Figure 2, RequestVote, receiver 1, §5.1)', () => {
    const voter = node({ currentTerm: 4, votedFor: null });
    const { server, sent } = hear(voter, 'n2', requestVote(3, 9, 3));
    expect(sent).toEqual([['n2', vote(false, 4)]]);
    expect(server).toBe(voter);
  });

  it('gets the one vote of a term once, and again when it asks again (Figure 2, RequestVote, receiver 2, §5.2)', () => {
    const first = hear(node(), 'n2', requestVote(1, 0, 0));
    expect(first.sent).toEqual([['n2', vote(true, 1)]]);
    expect(hear(first.server, 'n3', requestVote(1, 0, 0)).sent).toEqual([['n3', vote(false, 1)]]);
    expect(hear(first.server, 'n2', requestVote(1, 0, 0)).sent).toEqual([['n2', vote(true, 1)]]);
    expect(hear(first.server, 'n3', requestVote(2, 0, 0)).sent).toEqual([['n3', vote(true, 2)]]);
  });

  it('needs a log at least as up to date as the voter’s: the later last term, or the longer log (Figure 2, RequestVote, receiver 2, §5.4)', () => {
    const voter = node({ log: logOf(1, 2, 2), currentTerm: 2 });
    const grants = (index: number, term: number) => {
      const [, reply] = hear(voter, 'n2', requestVote(3, index, term)).sent[0]!;
      return reply.kind === 'RequestVoteReply' && reply.voteGranted;
    };
    expect([grants(2, 2), grants(9, 1), grants(3, 2), grants(4, 2), grants(1, 3)]).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
  });
});

describe('Rules for all servers', () => {
  it('apply what is committed, in order (Figure 2, Rules for Servers, all, §5.3)', () => {
    const { server, effects } = hear(node({ log: logOf(1, 1, 1) }), 'n2', appendEntries({ prevLogIndex: 3, prevLogTerm: 1, leaderCommit: 3 })); // prettier-ignore
    expect(server).toMatchObject({ lastApplied: 3, machine: ['c1', 'c2', 'c3'] });
    expect(effects.filter(({ kind }) => kind === 'apply')).toMatchObject([
      { position: 1 },
      { position: 2 },
      { position: 3 },
    ]);
  });

  it('apply it also when the message that tells of it brings nothing else (Figure 2, Rules for Servers, all, §5.3)', () => {
    const heartbeat = (leaderCommit: number) =>
      appendEntries({ prevLogIndex: 1, prevLogTerm: 1, leaderCommit });
    const before = hear(node({ log: logOf(1) }), 'n2', heartbeat(0), 1_000).server;
    expect(hear(before, 'n2', heartbeat(1), 1_000).server).toMatchObject({ commitIndex: 1, machine: ['c1'] });
  });

  it('follow in a newer term, whoever names it, in a request or in a reply (Figure 2, Rules for Servers, all, §5.1)', () => {
    const leader = leading({ log: logOf(1), currentTerm: 1 });
    for (const message of [appendEntries({ term: 7 }), requestVote(7, 0, 0), stored(7, 0), vote(false, 7)]) {
      const { server } = hear(leader, 'n2', message);
      expect(server.currentTerm).toBe(7);
      expect(server.role.kind).toBe('follower');
    }
  });
});

describe('Rules for followers', () => {
  it('stand for election when no leader is heard for too long (Figure 2, Rules for Servers, followers, §5.2)', () => {
    const { server } = fire(node(), 'election');
    expect(server).toMatchObject({ currentTerm: 1, votedFor: 'n1', role: { kind: 'candidate' } });
  });

  it('wait anew when the leader is heard, or a vote is given, and for nothing else (Figure 2, Rules for Servers, followers, §5.2)', () => {
    const waits = (message: Parameters<typeof hear>[2], server = node({ currentTerm: 2, votedFor: 'n3' })) =>
      hear(server, 'n2', message).effects.some((effect) => effect.kind === 'setTimer' && effect.timer === 'election'); // prettier-ignore
    expect(waits(appendEntries({ term: 2 }))).toBe(true);
    expect(waits(requestVote(3, 0, 0))).toBe(true);
    expect(waits(appendEntries({ term: 1 }))).toBe(false);
    expect(waits(requestVote(2, 0, 0))).toBe(false);
    expect(waits(requestVote(3, 0, 0), node({ log: logOf(1) }))).toBe(false);
  });
});

describe('Rules for candidates', () => {
  const candidate = node({ currentTerm: 1, votedFor: 'n1', role: { kind: 'candidate', votes: ['n1'] } });

  it('begin a term, vote for themselves, wait anew and ask all others (Figure 2, Rules for Servers, candidates, §5.2)', () => {
    const { server, effects, sent } = fire(node({ log: logOf(1), currentTerm: 1 }), 'election');
    expect(server).toMatchObject({ currentTerm: 2, votedFor: 'n1', role: { votes: ['n1'] } });
    expect(effects).toContainEqual({ kind: 'setTimer', timer: 'election', after: [150, 300] });
    expect(sent).toEqual([
      ['n2', requestVote(2, 1, 1)],
      ['n3', requestVote(2, 1, 1)],
    ]);
  });

  it('lead once a majority have voted for them, and not before (Figure 2, Rules for Servers, candidates, §5.2)', () => {
    const five = { ...candidate, members: ['n1', 'n2', 'n3', 'n4', 'n5'] };
    const once = hear(five, 'n2', vote(true, 1)).server;
    expect(once.role.kind).toBe('candidate');
    expect(hear(once, 'n2', vote(true, 1)).server.role.kind).toBe('candidate');
    expect(hear(once, 'n3', vote(false, 1)).server.role.kind).toBe('candidate');
    expect(hear(once, 'n3', vote(true, 1)).server.role.kind).toBe('leader');
  });

  it('count no vote of an earlier term (Figure 2, Rules for Servers, candidates, §5.2)', () => {
    const again = fire(candidate, 'election').server;
    expect(hear(again, 'n2', vote(true, 1)).server).toBe(again);
  });

  it('follow when a leader of their term is heard (Figure 2, Rules for Servers, candidates, §5.2)', () => {
    expect(hear(candidate, 'n2', appendEntries()).server.role).toEqual({ kind: 'follower', leader: 'n2' });
    expect(hear(candidate, 'n2', appendEntries({ term: 0 })).server.role.kind).toBe('candidate');
  });

  it('begin again when the time runs out (Figure 2, Rules for Servers, candidates, §5.2)', () => {
    const { server, sent } = fire(candidate, 'election');
    expect(server).toMatchObject({ currentTerm: 2, role: { kind: 'candidate', votes: ['n1'] } });
    expect(sent).toHaveLength(2);
  });
});

describe('Rules for leaders', () => {
  it('are heard at once, and again and again (Figure 2, Rules for Servers, leaders, §5.2)', () => {
    const candidate = node({ currentTerm: 1, role: { kind: 'candidate', votes: ['n1'] } });
    const elected = hear(candidate, 'n2', vote(true, 1));
    expect(elected.sent.map(([to, { kind }]) => `${to} ${kind}`)).toEqual(['n2 AppendEntries', 'n3 AppendEntries']); // prettier-ignore
    expect(elected.effects).toContainEqual({ kind: 'setTimer', timer: 'heartbeat', after: 50 });
    const beat = fire(elected.server, 'heartbeat');
    expect(beat.sent).toHaveLength(2);
    expect(beat.effects).toContainEqual({ kind: 'setTimer', timer: 'heartbeat', after: 50 });
  });

  it('append what a client asks, and answer when it is applied (Figure 2, Rules for Servers, leaders, §5.3)', () => {
    const asked = ask(leading({ currentTerm: 1 }), 'x');
    expect(asked.server.log.entries).toMatchObject([{ term: 1, command: 'x', client: 'bo', request: 1 }]);
    expect(asked.told).toEqual([]);
    const answered = hear(asked.server, 'n2', stored(1, 1));
    expect(answered.server.machine).toEqual(['x']);
    expect(answered.told).toEqual([{ kind: 'done', output: 1 }]);
  });

  it('send a follower all from its next index on (Figure 2, Rules for Servers, leaders, §5.3)', () => {
    const leader = leading({ log: logOf(1, 1, 1) }, { nextIndex: { n2: 2, n3: 4 } });
    const entries = [command(1, 2), command(1, 3)];
    expect(fire(leader, 'heartbeat').sent).toMatchObject([
      ['n2', { prevLogIndex: 1, prevLogTerm: 1, entries }],
      ['n3', { prevLogIndex: 3, prevLogTerm: 1, entries: [] }],
    ]);
  });

  it('take note of what a follower has stored (Figure 2, Rules for Servers, leaders, §5.3)', () => {
    const leader = leading({ log: logOf(1, 1, 1) }, { nextIndex: { n2: 2, n3: 4 } });
    const { role } = hear(leader, 'n2', stored(1, 3)).server;
    expect(role).toMatchObject({ nextIndex: { n2: 4, n3: 4 }, matchIndex: { n2: 3, n3: 0 } });
  });

  it('go back and try again when the logs differ there (Figure 2, Rules for Servers, leaders, §5.3)', () => {
    const leader = leading({ log: logOf(1, 1, 3), currentTerm: 3 });
    const conflict = { term: null, index: 2 };
    const refused = { kind: 'AppendEntriesReply', term: 3, round: 1, success: false, conflict } as const;
    const { server, sent } = hear(leader, 'n2', refused);
    expect(server.role).toMatchObject({ nextIndex: { n2: 2 } });
    expect(sent).toMatchObject([['n2', { prevLogIndex: 1, entries: [command(1, 2), command(3, 3)] }]]);
  });

  it('commit what a majority have stored, if it is of their own term (Figure 2, Rules for Servers, leaders, §5.3, §5.4)', () => {
    const leader = leading({ log: logOf(1, 2, 4), currentTerm: 4 });
    expect(hear(leader, 'n2', stored(4, 2)).server.commitIndex).toBe(0);
    expect(hear(leader, 'n2', stored(4, 3)).server.commitIndex).toBe(3);
  });
});
