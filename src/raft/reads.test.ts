import { describe, expect, it } from 'vitest';
import { isReadReady, readIndex } from './reads.ts';
import { appendEntries, leading, list, logOf, node, steps, stored } from './testing.ts';

const { hear, ask, fire } = steps();
const applied = { commitIndex: 2, lastApplied: 2, machine: ['c1', 'c2'] };
const leader = leading({ log: logOf(1, 1), ...applied });

describe('readIndex', () => {
  it('is the commit index of a leader that has committed in its term', () => {
    expect(readIndex(logOf(1, 2, 2), 2, 2)).toBe(2);
  });

  it('is the first entry of the term of one that has not: what else is committed, it does not know', () => {
    expect(readIndex(logOf(1, 1, 1, 3, 3), 1, 3)).toBe(4);
  });
});

describe('isReadReady', () => {
  it('waits for a majority, and for the machine', () => {
    const read = { client: 'bo', request: 1, command: 'look', index: 4, round: 7 };
    expect(isReadReady(read, 7, 4)).toBe(true);
    expect(isReadReady(read, 6, 4)).toBe(false);
    expect(isReadReady(read, 7, 3)).toBe(false);
  });
});

describe('a read', () => {
  it('writes nothing, and asks all others in a new round', () => {
    const { server, sent, effects } = ask(leader, 'look');
    expect(server.log).toBe(leader.log);
    expect(sent).toMatchObject([
      ['n2', { kind: 'AppendEntries', entries: [], round: 2 }],
      ['n3', { kind: 'AppendEntries', entries: [], round: 2 }],
    ]);
    expect(effects.filter(({ kind }) => kind === 'append' || kind === 'reply')).toEqual([]);
  });

  it('is answered when a majority have answered a message sent after it came, and not an earlier one', () => {
    const asked = ask(leader, 'look').server;
    const early = hear(asked, 'n2', stored(1, 2, 1));
    expect(early.told).toEqual([]);
    const late = hear(early.server, 'n3', stored(1, 2, 2));
    expect(late.told).toEqual([{ kind: 'done', output: 2 }]);
    expect(hear(late.server, 'n2', stored(1, 2, 2)).told).toEqual([]);
  });

  it('counts a refusal as an answer: it names no later term', () => {
    const conflict = { term: null, index: 1 };
    const refused = { kind: 'AppendEntriesReply', term: 1, round: 2, success: false, conflict } as const;
    expect(hear(ask(leader, 'look').server, 'n2', refused).told).toEqual([{ kind: 'done', output: 2 }]);
  });

  it('waits at a new leader until an entry of its term is committed', () => {
    const fresh = leading({
      log: logOf(1, 1, 2),
      ...applied,
      commitIndex: 1,
      lastApplied: 1,
      machine: ['c1'],
    });
    const confirmed = hear(ask(fresh, 'look').server, 'n2', stored(2, 2, 2));
    expect(confirmed.told).toEqual([]);
    expect(hear(confirmed.server, 'n2', stored(2, 3, 2)).told.at(-1)).toEqual({ kind: 'done', output: 3 });
  });

  it('is answered at once where there is nobody else', () => {
    const alone = leading({ log: logOf(1, 1), ...applied, members: ['n1'], initialMembers: ['n1'] });
    expect(ask(alone, 'look').told).toEqual([{ kind: 'done', output: 2 }]);
  });

  it('is sent away, and not forgotten, when the leader steps down', () => {
    const asked = ask(leader, 'look').server;
    const away = { kind: 'not-leader', leader: null };
    expect(hear(asked, 'n2', stored(5, 0, 1)).told).toEqual([away]);
    expect(hear(asked, 'n3', appendEntries({ term: 5 })).told).toEqual([away]);
    expect(fire(asked, 'election').told).toEqual([away]);
  });

  it('goes through the log, if it is to', () => {
    const { ask: askLog } = steps({ reads: 'log' });
    expect(askLog(leader, 'look').server.log.entries).toHaveLength(3);
  });

  it('is sent to the leader by all others', () => {
    const follower = node({ role: { kind: 'follower', leader: 'n3' } });
    expect(ask(follower, 'look').told).toEqual([{ kind: 'not-leader', leader: 'n3' }]);
    expect(list.apply(['x'], 'look').state).toEqual(['x']);
  });
});
