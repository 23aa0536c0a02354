import { describe, expect, it } from 'vitest';
import { entryAt, lastIndex, termAt } from './log.ts';
import { observe, wordsOf } from './observed.ts';
import type { Entry, Server } from './types.ts';

const entries: readonly Entry<string>[] = [
  { term: 1, kind: 'no-op' },
  { term: 2, kind: 'command', client: 'c1', request: 1, command: 'set x 1' },
];

const core: Server<unknown, string> = {
  self: 'n1',
  currentTerm: 2,
  votedFor: 'n3',
  log: { after: { index: 4, term: 1 }, entries },
  snapshot: null,
  role: { kind: 'candidate', votes: ['n1'] },
  commitIndex: 5,
  lastApplied: 5,
  machine: { x: 1 },
  sessions: [],
  members: ['n1', 'n2', 'n3'],
  initialMembers: ['n1', 'n2', 'n3'],
  heardAt: null,
};

describe('observe', () => {
  it('reads the core’s server', () => {
    expect(observe(core)).toEqual({
      currentTerm: 2,
      votedFor: 'n3',
      role: 'candidate',
      log: core.log,
      commitIndex: 5,
      lastApplied: 5,
      machine: { x: 1 },
    });
  });

  it('reads a learner’s server, whose log is a list and whose role may be a word', () => {
    const own = {
      currentTerm: 2,
      votedFor: null,
      log: entries,
      role: 'leader',
      commitIndex: 1,
      lastApplied: 1,
    };
    const observed = observe(own)!;
    expect(observed).toMatchObject({ currentTerm: 2, votedFor: null, role: 'leader', machine: undefined });
    expect(observed.log.entries).toBe(entries);
    expect([lastIndex(observed.log), entryAt(observed.log, 2)?.term, termAt(observed.log, 0)]).toEqual([
      2, 2, 0,
    ]);
  });

  it.each([
    null,
    undefined,
    7,
    'leader',
    {},
    { role: 'leader' },
    { ...core, log: 'none' },
    { ...core, role: 'primary' },
  ])('says nothing of %j', (state) => {
    expect(observe(state)).toBeNull();
  });
});

describe('a position in a log', () => {
  it('may lie in the snapshot, at its end, among the entries, or behind them', () => {
    const { log } = core;
    expect([3, 4, 5, 6, 7].map((index) => termAt(log, index))).toEqual([undefined, 1, 1, 2, undefined]);
    expect(lastIndex(log)).toBe(6);
    expect(entryAt(log, 4)).toBeUndefined();
    expect(entryAt(log, 6)).toBe(entries[1]);
  });
});

describe('an entry in words', () => {
  it('is short enough for a picture', () => {
    expect(entries.map(wordsOf)).toEqual(['no-op', 'set x 1']);
    expect(wordsOf({ term: 3, kind: 'configuration', members: ['n1', 'n2'], client: 'a', request: 1 })).toBe(
      'members n1 n2',
    );
    expect(wordsOf({ term: 1, command: 'set y 2' } as never)).toBe('set y 2');
  });
});
