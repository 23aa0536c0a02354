import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { majority, vote, type Balances, type Report } from '#exercise/state-machines/majority-vote';

const right: Balances = { alice: 120_00, bob: 30_00 };
const wrong: Balances = { alice: 110_00, bob: 30_00 };
const alsoWrong: Balances = { alice: 120_00, bob: 0 };
const early: Balances = { alice: 100_00, bob: 50_00 };

/** Replica 1 stands at the first position in the first state, replica 2 at the second in the second, and so on. */
const reports = (...all: readonly (readonly [position: number, state: Balances])[]): Report[] =>
  all.map(([position, state], index) => ({ replica: index + 1, position, state: { ...state } }));

const agreed = (position: number, state: Balances, suspects: number[] = [], lagging: number[] = []) => ({
  outcome: 'agreed',
  position,
  state,
  suspects,
  lagging,
});
const undecidable = (lagging: number[] = []) => ({ outcome: 'undecidable', lagging });

describe('majority', () => {
  it('is more than half, for groups of an odd and of an even size', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((replicas) => majority(replicas))).toEqual([1, 2, 2, 3, 3, 4, 4]);
  });
});

describe('vote', () => {
  it('agrees when every replica reports the same state at the same position', () => {
    const decision = vote(reports([5, right], [5, right], [5, right]));
    expect(decision).toEqual(agreed(5, right));
  });

  it('suspects the one that differs from the other two', () => {
    expect(vote(reports([5, right], [5, wrong], [5, right]))).toEqual(agreed(5, right, [2]));
  });

  it('suspects nobody when two replicas differ, because either may be the wrong one', () => {
    expect(vote(reports([5, right], [5, wrong]))).toEqual(undecidable());
  });

  it('cannot decide two against two', () => {
    expect(vote(reports([5, right], [5, right], [5, wrong], [5, wrong]))).toEqual(undecidable());
  });

  it('cannot decide when the votes split three ways or more, even if one state has the most', () => {
    expect(vote(reports([5, right], [5, wrong], [5, alsoWrong]))).toEqual(undecidable());
    expect(vote(reports([5, right], [5, right], [5, wrong], [5, alsoWrong], [5, early]))).toEqual(
      undecidable(),
    );
  });

  it('cannot decide without any report', () => {
    expect(vote([])).toEqual(undecidable());
  });

  it('calls a replica that is behind lagging, and never a suspect', () => {
    expect(vote(reports([5, right], [5, right], [4, early]))).toEqual(agreed(5, right, [], [3]));
  });

  it('counts no vote from another position, even when the state happens to be the same', () => {
    expect(vote(reports([5, right], [5, wrong], [4, right]))).toEqual(undecidable([3]));
  });

  it('asks for more than half of the whole group, not of those that are furthest ahead', () => {
    expect(vote(reports([9, wrong], [9, wrong], [8, right], [8, right], [7, early]))).toEqual(
      undecidable([3, 4, 5]),
    );
  });

  it('agrees at an earlier position when the majority stands there, and does not judge the one ahead', () => {
    expect(vote(reports([6, right], [5, early], [5, early]))).toEqual(agreed(5, early));
  });

  it('takes the same balances for the same state, in whatever order the accounts were opened', () => {
    const reordered: Balances = { bob: 30_00, alice: 120_00 };
    expect(vote(reports([5, right], [5, reordered], [5, wrong]))).toEqual(agreed(5, right, [3]));
  });

  it('believes two replicas that share one bug: it counts, and cannot know the truth', () => {
    expect(vote(reports([5, wrong], [5, right], [5, wrong]))).toEqual(agreed(5, wrong, [2]));
  });

  it('finds the right state wherever the faulty replicas stand, as long as more than half are right', () => {
    const states = fc.array(fc.constantFrom(right, wrong, alsoWrong, early), { minLength: 3, maxLength: 7 });
    fc.assert(
      fc.property(states, (all) => {
        fc.pre(all.filter((state) => state === right).length > all.length / 2);
        const faulty = all.flatMap((state, index) => (state === right ? [] : [index + 1]));
        expect(vote(reports(...all.map((state) => [5, state] as const)))).toEqual(agreed(5, right, faulty));
      }),
    );
  });

  it('leaves the reports as they are', () => {
    const all = reports([4, early], [5, right], [5, wrong]);
    const before = structuredClone(all);
    expect(vote(all)).toEqual(undecidable([1]));
    expect(all).toEqual(before);
  });
});
