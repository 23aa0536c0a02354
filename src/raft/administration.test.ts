import { describe, expect, it } from 'vitest';
import { isAdministration } from './administration.ts';
import { leading, logOf, node, steps, stored } from './testing.ts';

const { hear, ask } = steps();
const committed = { commitIndex: 1, lastApplied: 1, machine: ['c1'] };
const leader = leading({ log: logOf(1), ...committed });
const add = { kind: 'add-server', server: 'n4' } as const;
const remove = (server: string) => ({ kind: 'remove-server', server }) as const;

describe('isAdministration', () => {
  it('tells an order to the cluster from a command of its machine', () => {
    expect([add, { kind: 'put', server: 'n4' }, 'add-server', null].map(isAdministration)).toEqual([true, false, false, false]); // prettier-ignore
  });
});

describe('a change of the members', () => {
  it('counts at once, and is told as done when it is committed', () => {
    const asked = ask(leader, add, 'adm');
    expect(asked.server.members).toEqual(['n1', 'n2', 'n3', 'n4']);
    expect(asked.sent.map(([to]) => to)).toEqual(['n2', 'n3', 'n4']);
    // Of four, three are a majority.
    const one = hear(asked.server, 'n2', stored(1, 2));
    expect(one.told).toEqual([]);
    const two = hear(one.server, 'n4', stored(1, 2));
    expect(two.told).toEqual([{ kind: 'done', output: ['n1', 'n2', 'n3', 'n4'] }]);
  });

  it('brings a new server what it lacks, as any other that lags', () => {
    const asked = ask(leader, add, 'adm').server;
    const conflict = { term: null, index: 1 };
    const refused = { kind: 'AppendEntriesReply', term: 1, round: 1, success: false, conflict } as const;
    const { sent } = hear(asked, 'n4', refused);
    expect(sent).toMatchObject([['n4', { prevLogIndex: 0, entries: [{ command: 'c1' }, { kind: 'configuration' }] }]]); // prettier-ignore
  });

  it('waits for an entry of the leader’s own term (the correction of 2015)', () => {
    const fresh = leading({ log: logOf(1, 2), ...committed });
    const { server, told } = ask(fresh, add);
    expect(told).toEqual([
      { kind: 'refused', why: 'This leader has committed nothing in its term yet. Ask again in a moment.' },
    ]);
    expect(server).toBe(fresh);
  });

  it('waits for the change before it, and is done when it is asked for again', () => {
    const asked = ask(leader, add, 'adm', 1).server;
    expect(ask(asked, remove('n2'), 'adm', 2).told).toMatchObject([{ kind: 'refused' }]);
    expect(ask(asked, add, 'adm', 1).effects).toEqual([]);
    expect(ask(asked, add, 'bo', 1).told).toMatchObject([{ kind: 'refused' }]);
    const done = hear(hear(asked, 'n2', stored(1, 2)).server, 'n3', stored(1, 2)).server;
    expect(ask(done, add, 'adm', 1).told).toMatchObject([{ kind: 'done' }]);
  });

  it('leaves one member', () => {
    const alone = leading({ log: logOf(1), ...committed, members: ['n1'], initialMembers: ['n1'] });
    expect(ask(alone, remove('n1')).told).toEqual([
      { kind: 'refused', why: 'n1 is the only member. Add another first.' },
    ]);
  });

  it('without the leader is led by it until it is committed, and not a moment longer', () => {
    const asked = ask(leader, remove('n1'), 'adm').server;
    expect(asked.role.kind).toBe('leader');
    // The leader’s own log does not count any more: of n2 and n3 both are needed.
    const half = hear(asked, 'n2', stored(1, 2)).server;
    expect(half.commitIndex).toBe(1);
    const { server, told } = hear(half, 'n3', stored(1, 2));
    expect(told).toEqual([{ kind: 'done', output: ['n2', 'n3'] }]);
    expect(server).toMatchObject({ commitIndex: 2, role: { kind: 'follower' } });
  });
});

describe('a transfer of leadership', () => {
  const to = (server: string) => ({ kind: 'transfer-leadership', server }) as const;

  it('tells a member that has been sent everything to stand for election at once', () => {
    const { sent, told } = ask(leader, to('n2'));
    expect(sent).toEqual([['n2', { kind: 'TimeoutNow', term: 1 }]]);
    expect(told).toEqual([{ kind: 'done', output: 'n2' }]);
  });

  it('makes it ask for votes without asking before whether it could win', () => {
    const { hear: hearCarefully } = steps({ preVote: true });
    const follower = node({ currentTerm: 1, role: { kind: 'follower', leader: 'n2' } });
    const { server, sent } = hearCarefully(follower, 'n2', { kind: 'TimeoutNow', term: 1 });
    expect(server).toMatchObject({ currentTerm: 2, role: { kind: 'candidate' } });
    expect(sent.map(([, { kind }]) => kind)).toEqual(['RequestVote', 'RequestVote']);
    expect(hearCarefully(follower, 'n2', { kind: 'TimeoutNow', term: 0 }).server).toBe(follower);
  });

  it('is refused to one that lags, and to a stranger', () => {
    const lagging = leading({ log: logOf(1), ...committed }, { nextIndex: { n2: 1, n3: 2 } });
    expect(ask(lagging, to('n2')).told).toEqual([
      { kind: 'refused', why: 'n2 lacks entries of the log. Ask again when it has caught up.' },
    ]);
    expect(ask(leader, to('n9')).told).toEqual([
      { kind: 'refused', why: 'n9 is no member. The members are n1, n2, n3.' },
    ]);
  });
});

describe('an order', () => {
  it('is for the leader, but for a snapshot, which each server takes for itself', () => {
    const follower = node({ log: logOf(1), ...committed, role: { kind: 'follower', leader: 'n2' } });
    expect(ask(follower, add).told).toEqual([{ kind: 'not-leader', leader: 'n2' }]);
    expect(ask(follower, { kind: 'take-snapshot' }).told).toEqual([{ kind: 'done', output: 1 }]);
  });
});
