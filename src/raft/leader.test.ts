import { describe, expect, it } from 'vitest';
import { appendEntries, command, leading, logOf, node, steps, stored, type ListMessage } from './testing.ts';

const { hear, fire, ask } = steps();
const refused = (term: number, index: number, round = 1): ListMessage => ({
  kind: 'AppendEntriesReply',
  term,
  round,
  success: false,
  conflict: { term: null, index },
});

describe('replication', () => {
  it('does not wait for an answer before it sends the next entry', () => {
    const once = ask(leading({ currentTerm: 1 }), 'x');
    const twice = ask(once.server, 'y', 'bo', 2);
    expect(twice.sent).toMatchObject([
      ['n2', { prevLogIndex: 1, entries: [{ command: 'y' }] }],
      ['n3', { prevLogIndex: 1, entries: [{ command: 'y' }] }],
    ]);
  });

  it('sends what was lost again once, however many messages behind it are refused', () => {
    let server = leading({ currentTerm: 1 });
    for (const request of [1, 2, 3]) server = ask(server, 'x', 'bo', request).server;
    const first = hear(server, 'n2', refused(1, 1));
    expect(first.sent).toMatchObject([['n2', { prevLogIndex: 0, entries: [{}, {}, {}] }]]);
    expect(hear(first.server, 'n2', refused(1, 1)).sent).toEqual([]);
  });

  it('sends no new entry to a member that has not answered yet where it is', () => {
    const lagging = leading({ log: logOf(1, 1) }, { nextIndex: { n2: 1, n3: 3 } });
    expect(ask(lagging, 'x').sent.map(([to]) => to)).toEqual(['n3']);
  });

  it('brings a member up to date with so many entries a message, each behind an answer', () => {
    const { hear: hearFew, fire: fireFew } = steps({ entriesPerMessage: 2 });
    const leader = leading({ log: logOf(1, 1, 1, 1, 1) }, { nextIndex: { n2: 1, n3: 6 } });
    expect(fireFew(leader, 'heartbeat').sent[0]).toMatchObject([
      'n2',
      { entries: [command(1, 1), command(1, 2)] },
    ]);
    const next = hearFew(leader, 'n2', stored(1, 2));
    expect(next.sent).toMatchObject([['n2', { prevLogIndex: 2, entries: [command(1, 3), command(1, 4)] }]]);
    const last = hearFew(next.server, 'n2', stored(1, 4));
    expect(last.sent).toMatchObject([['n2', { prevLogIndex: 4, entries: [command(1, 5)] }]]);
    expect(hearFew(last.server, 'n2', stored(1, 5)).sent).toEqual([]);
  });

  it('takes no notice of answers from earlier terms, or from who is no member any more', () => {
    const leader = leading({ log: logOf(1, 2) });
    expect(hear(leader, 'n2', stored(1, 2)).server).toBe(leader);
    expect(hear(leader, 'n9', stored(2, 2)).server).toBe(leader);
  });

  it('goes on behind a snapshot once it is installed', () => {
    const snapshot = {
      last: { index: 2, term: 1 },
      members: ['n1', 'n2', 'n3'],
      machine: ['c1', 'c2'],
      sessions: [],
    };
    const log = { after: snapshot.last, entries: [command(1, 3)] };
    const leader = leading(
      { log, snapshot, currentTerm: 1, commitIndex: 2, lastApplied: 2 },
      { nextIndex: { n2: 1, n3: 4 } },
    );
    const installed = { kind: 'InstallSnapshotReply', term: 1, matchIndex: 2, round: 1 } as const;
    const { server, sent } = hear(leader, 'n2', installed);
    expect(server.role).toMatchObject({ nextIndex: { n2: 3 }, matchIndex: { n2: 2 } });
    expect(sent).toMatchObject([['n2', { prevLogIndex: 2, prevLogTerm: 1, entries: [command(1, 3)] }]]);
  });
});

describe('a leader', () => {
  it('puts a no-op into its log first: before it is committed it can commit nothing (§8)', () => {
    const candidate = node({ log: logOf(1), currentTerm: 2, role: { kind: 'candidate', votes: ['n1'] } });
    const elected = hear(candidate, 'n2', { kind: 'RequestVoteReply', term: 2, voteGranted: true }).server;
    expect(elected.log.entries[1]).toEqual({ term: 2, kind: 'no-op' });
    expect(hear(elected, 'n2', stored(2, 2)).server).toMatchObject({ commitIndex: 2, machine: ['c1'] });
  });

  it('steps down when no majority has answered for a whole election time-out (dissertation §6.2)', () => {
    const leader = fire(leading({ currentTerm: 1 }), 'heartbeat').server;
    const answered = fire(hear(leader, 'n2', stored(1, 0, 2)).server, 'election');
    expect(answered.server.role).toMatchObject({ kind: 'leader', checkedRound: 2 });
    expect(answered.effects).toMatchObject([{ kind: 'setTimer', timer: 'election' }]);
    const unanswered = fire(fire(answered.server, 'heartbeat').server, 'election');
    expect(unanswered.server).toMatchObject({ currentTerm: 1, votedFor: 'n1', role: { kind: 'follower' } });
    expect(unanswered.effects).toContainEqual({ kind: 'cancelTimer', timer: 'heartbeat' });
  });

  it('that steps down waits as long as any follower', () => {
    const { effects } = hear(leading({ currentTerm: 1 }), 'n2', stored(4, 0));
    expect(effects).toContainEqual({ kind: 'setTimer', timer: 'election', after: [150, 300] });
    expect(effects).toContainEqual({ kind: 'cancelTimer', timer: 'heartbeat' });
  });

  it('answers those who asked it, and not those who asked an earlier leader: they ask again', () => {
    const leader = ask(leading({ log: logOf(1), currentTerm: 2 }), 'x').server;
    expect(hear(leader, 'n2', stored(2, 2)).told).toEqual([{ kind: 'done', output: 2 }]);
    const follower = node({ log: logOf(1) });
    const committed = appendEntries({ prevLogIndex: 1, prevLogTerm: 1, leaderCommit: 1 });
    expect(hear(follower, 'n2', committed).told).toEqual([]);
  });

  it('takes a request that comes again into its log again, and answers both with what the first led to', () => {
    const twice = ask(ask(leading({ currentTerm: 1 }), 'x').server, 'x').server;
    const { server, told } = hear(twice, 'n2', stored(1, 2));
    expect(server.machine).toEqual(['x']);
    expect(told).toEqual([
      { kind: 'done', output: 1 },
      { kind: 'done', output: 1 },
    ]);
  });
});
