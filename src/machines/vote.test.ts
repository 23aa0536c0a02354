import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from './replicas.ts';
import { sameState, vote } from './vote.ts';

/** `reports('a@3', 'b@2')`: replica 1 is in state a at position 3, replica 2 in state b at position 2. */
const reports = (...texts: string[]): Report<string>[] =>
  texts.map((text, index) => {
    const [state, position] = text.split('@') as [string, string];
    return { replica: index + 1, position: Number(position), state };
  });
const agreed = (state: string, position: number, suspects: number[] = [], lagging: number[] = []) => ({
  outcome: 'agreed',
  position,
  state,
  suspects,
  lagging,
});
const undecidable = (lagging: number[] = []) => ({ outcome: 'undecidable', lagging });

describe('vote', () => {
  it.each([
    ['one replica, trusted for want of another', ['a@3'], agreed('a', 3)],
    ['two that agree', ['a@3', 'a@3'], agreed('a', 3)],
    ['two that differ', ['a@3', 'b@3'], undecidable()],
    ['the odd one out of three', ['a@3', 'a@3', 'b@3'], agreed('a', 3, [3])],
    ['three that differ', ['a@3', 'b@3', 'c@3'], undecidable()],
    ['two against two', ['a@3', 'a@3', 'b@3', 'b@3'], undecidable()],
    ['the largest group without a majority', ['a@3', 'a@3', 'b@3', 'c@3', 'd@3'], undecidable()],
    ['one that is late', ['a@3', 'a@3', 'b@2'], agreed('a', 3, [], [3])],
    ['one that is late and in the same state', ['a@3', 'b@3', 'a@2'], undecidable([3])],
    ['two ahead of three', ['a@5', 'a@5', 'b@3', 'b@3', 'b@3'], agreed('b', 3)],
    ['two ahead, three scattered', ['a@5', 'a@5', 'b@3', 'b@3', 'b@2'], undecidable([3, 4, 5])],
    ['a wrong one and a late one of five', ['a@4', 'b@4', 'a@4', 'a@4', 'a@3'], agreed('a', 4, [2], [5])],
    ['two wrong ones that agree', ['b@3', 'a@3', 'b@3'], agreed('b', 3, [2])],
    ['no reports', [], undecidable()],
  ])('%s', (_name, texts, decision) => {
    expect(vote(reports(...texts))).toEqual(decision);
  });

  it('finds the truth whenever more than half are right, and names exactly the others', () => {
    const states = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(states, (all) => {
        fc.pre(all.filter((state) => state === 'a').length > all.length / 2);
        const wrong = all.flatMap((state, index) => (state === 'a' ? [] : [index + 1]));
        expect(vote(reports(...all.map((state) => `${state}@9`)))).toEqual(agreed('a', 9, wrong));
      }),
    );
  });

  it('refuses two reports of one replica', () => {
    const [report] = reports('a@1') as [Report<string>];
    expect(() => vote([report, report])).toThrow('Replica 1 has two reports, and only one vote.');
  });

  it('compares states as told', () => {
    const near = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
    expect(vote(reports('a@1', 'A@1', 'b@1'), near)).toEqual(agreed('a', 1, [3]));
  });
});

describe('sameState', () => {
  it.each([
    [1, 1, true],
    [1, 2, false],
    [Number.NaN, Number.NaN, true],
    [null, {}, false],
    [[], {}, false],
    [[1, 2], [2, 1], false],
    [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
    [{ a: undefined }, { b: undefined }, false],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: { b: 1 } }, { a: { b: 2 } }, false],
  ])('%j and %j: %s', (one, other, same) => {
    expect(sameState(one, other)).toBe(same);
  });
});
