import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NodeId } from '../../sim/index.ts';
import { lastIndex, termAt } from '../log.ts';
import { observe, type Observed } from '../observed.ts';
import type { Entry } from '../types.ts';
import { createChecker, type Broken } from './checker.ts';

const entry = (term: number, command = `of ${term}`): Entry<string> => ({
  term,
  kind: 'command',
  client: 'c1',
  request: 1,
  command,
});

/** A state as a learner’s server has it. `terms`: those of its entries. */
const server = (part: Partial<Observed> & { readonly terms?: readonly number[] }) => ({
  currentTerm: 1,
  votedFor: null,
  role: 'follower',
  log: (part.terms ?? []).map((term) => entry(term)),
  commitIndex: 0,
  lastApplied: part.lastApplied ?? part.commitIndex ?? 0,
  ...part,
});

type Step = readonly [node: NodeId, state: unknown];

/** What is said of the last step; before it nothing may be wrong. */
function verdictOn(...steps: readonly Step[]): Broken | undefined {
  const checker = createChecker();
  const said = steps.map(([node, state], index) => checker.see(node, state, index * 10));
  expect(said.slice(0, -1).filter(Boolean)).toEqual([]);
  return said.at(-1);
}

describe('Election Safety', () => {
  const leader = (currentTerm: number) => server({ role: 'leader', currentTerm });

  it('is broken by two leaders of one term', () => {
    expect(verdictOn(['n1', leader(4)], ['n2', server({ currentTerm: 4 })], ['n3', leader(4)])).toEqual({
      invariant: 'Election Safety',
      sentence: 'n1 and n3 are both leaders of term 4.',
    });
  });

  it('is broken even when the first of the two has crashed or stepped down', () => {
    expect(verdictOn(['n1', leader(4)], ['n1', null], ['n3', leader(4)])?.invariant).toBe('Election Safety');
    expect(
      verdictOn(['n1', leader(4)], ['n1', server({ currentTerm: 4 })], ['n3', leader(4)])?.invariant,
    ).toBe('Election Safety');
  });

  it('allows leaders of different terms at the same time', () => {
    expect(verdictOn(['n1', leader(4)], ['n3', leader(5)])).toBeUndefined();
  });
});

describe('One vote in a term', () => {
  const voted = (votedFor: string | null, currentTerm = 2) => server({ votedFor, currentTerm });

  it('is broken by a second vote, with a crash in between or without', () => {
    const sentence = 'n2 voted twice in term 2: for n1, and for n3.';
    expect(verdictOn(['n2', voted('n1')], ['n2', voted('n3')])?.sentence).toBe(sentence);
    expect(
      verdictOn(['n2', voted('n1')], ['n2', null], ['n2', voted(null)], ['n2', voted('n3')])?.sentence,
    ).toBe(sentence);
  });

  it('allows another vote in another term', () => {
    expect(verdictOn(['n2', voted('n1')], ['n2', voted('n3', 3)])).toBeUndefined();
  });
});

describe('Leader Append-Only', () => {
  const leader = (...terms: number[]) => server({ role: 'leader', currentTerm: 3, terms });

  it('is broken by a leader that shortens or rewrites its log', () => {
    expect(verdictOn(['n1', leader(1, 2, 3)], ['n1', leader(1, 2)])?.sentence).toBe(
      'n1, leader of term 3, deleted entry 3 of its own log.',
    );
    expect(verdictOn(['n1', leader(1, 2, 3)], ['n1', leader(1, 3, 3)])?.sentence).toBe(
      'n1, leader of term 3, overwrote entry 2 of its own log.',
    );
  });

  it('lets it append, and put the beginning of the log into a snapshot', () => {
    const compacted = {
      ...leader(),
      log: { after: { index: 2, term: 2 }, entries: [entry(3), entry(3)] },
      commitIndex: 2,
    };
    expect(verdictOn(['n1', leader(1, 2, 3)], ['n1', compacted])).toBeUndefined();
  });

  it('binds nobody but leaders', () => {
    expect(
      verdictOn(['n1', server({ terms: [1, 2, 3] })], ['n1', server({ terms: [1, 3] })]),
    ).toBeUndefined();
  });
});

describe('Log Matching', () => {
  it('is broken by two entries of one index and term that differ', () => {
    const other = server({ log: [entry(1), entry(2, 'else')] as never });
    expect(verdictOn(['n1', server({ terms: [1, 2] })], ['n2', other])?.sentence).toBe(
      'The logs of n1 and n2 both have an entry 2 of term 2, but “of 2” in the one and “else” in the other.',
    );
  });

  it('is broken by an entry that follows another one elsewhere', () => {
    expect(
      verdictOn(['n1', server({ terms: [1, 1, 3] })], ['n2', server({ terms: [1, 2, 3] })])?.sentence,
    ).toBe(
      'The logs of n1 and n2 both have the entry 3 of term 3, but before it one of term 1 in the one and of term 2 in the other.',
    );
  });

  it('is found by looking at what changed alone, as it is by comparing all logs with all', () => {
    const node = fc.constantFrom('n1', 'n2', 'n3');
    const logs = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 5 });
    // Now and then the log goes on from the one before, so that entries are the same by reference.
    const steps = fc.array(fc.tuple(node, logs, fc.boolean()), { maxLength: 8 });
    fc.assert(
      fc.property(steps, (steps) => {
        const checker = createChecker();
        const everSeen: Observed[] = [];
        const now = new Map<NodeId, readonly Entry<unknown>[]>();
        for (const [name, terms, goesOn] of steps) {
          const kept = goesOn ? (now.get(name) ?? []) : [];
          const log = terms.map((term, index) => (kept[index]?.term === term ? kept[index] : entry(term)));
          now.set(name, log);
          const state = server({ log: log as never });
          const broken = checker.see(name, state, 0)?.invariant;
          everSeen.push(observe(state)!);
          const expected = everSeen.some((one) => everSeen.some((other) => !match(one, other)));
          expect(broken).toBe(expected ? 'Log Matching' : undefined);
          if (expected) return;
        }
      }),
      { numRuns: 2000 },
    );
  });

  /** The property as Figure 3 has it. */
  function match(one: Observed, other: Observed): boolean {
    const end = Math.min(lastIndex(one.log), lastIndex(other.log));
    for (let index = 1; index <= end; index++) {
      if (termAt(one.log, index) !== termAt(other.log, index)) continue;
      for (let before = 1; before < index; before++)
        if (termAt(one.log, before) !== termAt(other.log, before)) return false;
    }
    return true;
  }
});

describe('State Machine Safety', () => {
  it('is broken when two servers take different entries for committed', () => {
    expect(
      verdictOn(
        ['n1', server({ terms: [1, 2], commitIndex: 2, currentTerm: 2 })],
        ['n3', server({ terms: [1, 3], commitIndex: 2, currentTerm: 3 })],
      )?.sentence,
    ).toBe('n3 applied “of 3” of term 3 as entry 2, where n1 committed “of 2” of term 2 at 0ms.');
  });

  it('is broken by an entry that changes between commit and apply', () => {
    expect(
      verdictOn(
        ['n1', server({ terms: [1, 2], commitIndex: 2, lastApplied: 1, currentTerm: 3 })],
        ['n1', server({ terms: [1, 3], commitIndex: 2, lastApplied: 2, currentTerm: 3 })],
      )?.invariant,
    ).toBe('State Machine Safety');
  });

  it('is broken by who takes for committed what it does not have', () => {
    expect(verdictOn(['n2', server({ terms: [1], commitIndex: 2, lastApplied: 1 })])?.sentence).toBe(
      'n2 takes entry 2 for committed, and its log ends at 1.',
    );
  });

  it('is broken by who applies what it does not know to be committed', () => {
    expect(verdictOn(['n2', server({ terms: [1, 1], commitIndex: 1, lastApplied: 2 })])?.sentence).toBe(
      'n2 has applied entry 2, and knows of none behind 1 that it is committed.',
    );
  });

  it('is broken by a snapshot that ends with another entry than the committed one', () => {
    const installed = {
      ...server({ commitIndex: 2, currentTerm: 3 }),
      log: { after: { index: 2, term: 3 }, entries: [] },
    };
    expect(
      verdictOn(
        ['n1', server({ terms: [1, 2], commitIndex: 2, currentTerm: 2 })],
        ['n3', { ...installed, log: { after: { index: 2, term: 2 }, entries: [] } }],
      ),
    ).toBeUndefined();
    expect(
      verdictOn(['n1', server({ terms: [1, 2], commitIndex: 2, currentTerm: 2 })], ['n3', installed])
        ?.sentence,
    ).toBe(
      'The snapshot of n3 ends with entry 2 of term 3, but entry 2 of term 2 was committed at 0ms by n1.',
    );
  });
});

describe('Leader Completeness', () => {
  const committed = server({ terms: [1, 2], commitIndex: 2, currentTerm: 2 });

  it('is broken by a later leader that lacks a committed entry', () => {
    expect(
      verdictOn(
        ['n5', server({ terms: [1], currentTerm: 3 })],
        ['n1', committed],
        ['n5', server({ terms: [1], currentTerm: 3, role: 'leader' })],
      ),
    ).toEqual({
      invariant: 'Leader Completeness',
      sentence:
        'Entry 2 of term 2 was committed at 10ms and is missing from the log of n5, leader of term 3.',
    });
  });

  it('names the first entry that is missing', () => {
    const long = server({ terms: [1, 2, 2, 2], commitIndex: 4, currentTerm: 2 });
    expect(
      verdictOn(['n1', long], ['n5', server({ terms: [1, 3], currentTerm: 3, role: 'leader' })])?.sentence,
    ).toContain('Entry 2 of term 2');
  });

  it('is broken, too, by who commits in an earlier term while the later leader is there', () => {
    const leader = server({ terms: [1], currentTerm: 3, role: 'leader' });
    expect(verdictOn(['n5', leader], ['n1', committed])?.invariant).toBe('Leader Completeness');
  });

  it('asks nothing of leaders that are down, and nothing of those of earlier terms', () => {
    const late = server({ terms: [1], currentTerm: 3, role: 'leader' });
    expect(verdictOn(['n5', late], ['n5', null], ['n1', committed])).toBeUndefined();
    const stale = server({ terms: [1], currentTerm: 1, role: 'leader' });
    expect(verdictOn(['n1', committed], ['n4', stale])).toBeUndefined();
  });

  it('is kept by a leader that has the entry in its snapshot', () => {
    const leader = {
      ...server({ role: 'leader', currentTerm: 3, commitIndex: 2 }),
      log: { after: { index: 2, term: 2 }, entries: [] },
    };
    expect(verdictOn(['n1', committed], ['n5', leader])).toBeUndefined();
  });
});

describe('what never goes back', () => {
  it('is the term, a crash in between or not', () => {
    expect(verdictOn(['n1', server({ currentTerm: 4 })], ['n1', server({ currentTerm: 3 })])?.sentence).toBe(
      'The term of n1 went back from 4 to 3.',
    );
    expect(
      verdictOn(['n1', server({ currentTerm: 4 })], ['n1', null], ['n1', server({ currentTerm: 3 })])
        ?.sentence,
    ).toBe('The term of n1 went back from 4 to 3 over its restart.');
  });

  it('is what is committed and applied, until a crash', () => {
    const terms = [1, 1];
    expect(
      verdictOn(['n1', server({ terms, commitIndex: 2 })], ['n1', server({ terms, commitIndex: 1 })])
        ?.sentence,
    ).toBe('The commit index of n1 went back from 2 to 1.');
    expect(
      verdictOn(
        ['n1', server({ terms, commitIndex: 2 })],
        ['n1', server({ terms, commitIndex: 2, lastApplied: 1 })],
      )?.sentence,
    ).toBe('n1 had applied entry 2, and now says that it has applied no more than 1.');
    expect(
      verdictOn(['n1', server({ terms, commitIndex: 2 })], ['n1', null], ['n1', server({ terms })]),
    ).toBeUndefined();
  });
});

describe('machines that have applied the same entries', () => {
  const machine = (x: number) => server({ terms: [1, 1], commitIndex: 2, machine: { x } });

  it('are the same, and when they are not, it is said how they differ', () => {
    expect(verdictOn(['n1', machine(1)], ['n2', machine(1)])).toBeUndefined();
    expect(verdictOn(['n1', machine(1)], ['n2', machine(2)])?.sentence).toBe(
      'With entries 1 to 2 applied, the machine of n1 is {x=1} and that of n2 {x=2}.',
    );
  });

  it('may not change without an entry', () => {
    expect(verdictOn(['n1', machine(1)], ['n1', machine(2)])?.sentence).toBe(
      'With entries 1 to 2 applied, the machine of n1 was {x=1} once and is {x=2} now.',
    );
  });
});

describe('a state that is no server’s', () => {
  it('is passed over', () => {
    expect(
      verdictOn(['n1', { ballot: 1 }], ['n2', 'asleep'], ['n3', { currentTerm: 1, log: 'x' }]),
    ).toBeUndefined();
  });
});
