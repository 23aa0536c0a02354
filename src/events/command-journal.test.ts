import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyJournal,
  record,
  replay,
  type CommandJournal,
  type Executed,
  type RuleBook,
  type Rules,
} from './command-journal.ts';

/** Sells at a price and prints a receipt. Rules 2 take 10 % off from 100 on, where rules 1 did it above 100 only. */
interface Sale {
  readonly cents: number;
}
interface Takings {
  readonly cents: number;
}
const rules = (isReduced: (cents: number) => boolean): Rules<Takings, Sale, string> => ({
  initialState: () => ({ cents: 0 }),
  execute(state, { cents }) {
    if (cents <= 0) return { kind: 'refused', sentence: `${cents} is no price.` };
    const price = isReduced(cents) ? cents - Math.floor(cents / 10) : cents;
    return { kind: 'done', state: { cents: state.cents + price }, effects: [`receipt over ${price}`] };
  },
});
const book: RuleBook<Takings, Sale, string> = [rules((cents) => cents > 100), rules((cents) => cents >= 100)];

const journalOf = (...entries: readonly (readonly [cents: number, rules: number])[]) =>
  entries.reduce<CommandJournal<Sale>>(
    (journal, [cents, under]) => record(journal, { cents }, under),
    emptyJournal,
  );
const outcomesOf = (...args: Parameters<typeof replay<Takings, Sale, string>>) =>
  replay(...args).outcomes.map(({ outcome }) =>
    outcome.kind === 'done' ? outcome.effects[0] : outcome.sentence,
  );

describe('a journal', () => {
  it('keeps every command with its place and the rules of its day, and is a value', () => {
    const one = journalOf([100, 1]);
    expect(record(one, { cents: -5 }, 2).entries).toEqual([
      { position: 1, command: { cents: 100 }, rules: 1 },
      { position: 2, command: { cents: -5 }, rules: 2 },
    ]);
    expect(one.entries).toHaveLength(1);
  });
});

describe('a replay', () => {
  it('carries each command out under the rules of its day', () => {
    const replayed = replay(book, journalOf([100, 1], [100, 2]));
    expect(replayed.state).toEqual({ cents: 190 });
    expect(outcomesOf(book, journalOf([100, 1], [100, 2]))).toEqual(['receipt over 100', 'receipt over 90']);
  });

  it('under one set of rules rewrites what happened under another', () => {
    const journal = journalOf([100, 1], [100, 2]);
    expect(replay(book, journal, 2).state).toEqual({ cents: 180 });
    expect(replay(book, journal, 1).state).toEqual({ cents: 200 });
  });

  it('refuses again what was refused, and goes on', () => {
    expect(outcomesOf(book, journalOf([50, 1], [-5, 1], [60, 1]))).toEqual([
      'receipt over 50',
      '-5 is no price.',
      'receipt over 60',
    ]);
  });

  it('begins where the first rules that are needed begin', () => {
    const born = (cents: number) => ({ ...rules(() => false), initialState: () => ({ cents }) });
    const shops = [born(1_000), born(2_000)];
    expect(replay(shops, emptyJournal).state).toEqual({ cents: 1_000 });
    expect(replay(shops, journalOf([5, 2])).state).toEqual({ cents: 2_005 });
    expect(replay(shops, journalOf([5, 1]), 2).state).toEqual({ cents: 2_005 });
  });

  it('comes to what was lived through, whatever was asked and whenever the rules changed', () => {
    const entry = fc.tuple(fc.integer({ min: -10, max: 200 }), fc.constantFrom(1, 2));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 30 }), (asked) => {
        let state = book[0]!.initialState();
        const lived = asked.map(([cents, under]): Executed<Takings, string> => {
          const outcome = book[under - 1]!.execute(state, { cents });
          if (outcome.kind === 'done') ({ state } = outcome);
          return outcome;
        });
        const replayed = replay(book, journalOf(...asked));
        expect(replayed.outcomes.map(({ outcome }) => outcome)).toEqual(lived);
        expect(replayed.state).toEqual(state);
      }),
    );
  });

  it('needs every set of rules that was ever in force', () => {
    const kept = 'Rules that were in force once are needed for every replay: keep them.';
    expect(() => replay(book, journalOf([5, 1], [5, 3]))).toThrow(
      `The command at position 2 needs rules 3, and the number of those in the book is 2. ${kept}`,
    );
    expect(() => replay(book, journalOf([5, 1]), 3)).toThrow(
      `The replay needs rules 3, and the number of those in the book is 2. ${kept}`,
    );
    expect(() => replay([], emptyJournal)).toThrow(
      `The replay needs rules 1, and the number of those in the book is 0. ${kept}`,
    );
  });

  it('needs every command, in order', () => {
    const { entries } = journalOf([5, 1], [6, 1], [7, 1]);
    expect(() => replay(book, { entries: [entries[0]!, entries[2]!] })).toThrow(
      'The journal is to go on with position 2, and position 3 comes. A replay needs every command, in order.',
    );
    expect(() => replay(book, { entries: entries.slice(1) })).toThrow(/position 1, and position 2 comes/);
  });

  it('asks nobody outside: an answer that mattered is in the journal', () => {
    const asking = {
      ...book[0]!,
      execute: () => ({ kind: 'done', state: { cents: Date.now() }, effects: [] }) as const,
    };
    expect(() => replay([asking], journalOf([5, 1]))).toThrow('execute asked Date.now.');
  });
});
