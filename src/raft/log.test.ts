import { describe, expect, it } from 'vitest';
import {
  append,
  discardUpTo,
  entriesFrom,
  entryAt,
  extendsLog,
  firstIndexOfTermAt,
  lastIndex,
  lastIndexOfTerm,
  lastTerm,
  replaceFrom,
  termAt,
} from './log.ts';
import { command, logOf } from './testing.ts';

const compacted = discardUpTo(logOf(1, 1, 2, 3, 3), { index: 2, term: 1 });

describe('a log', () => {
  it('counts its entries from 1, also when the first ones are gone', () => {
    expect([lastIndex(logOf()), lastIndex(logOf(1, 1)), lastIndex(compacted)]).toEqual([0, 2, 5]);
    expect(entryAt(logOf(1, 1), 1)).toEqual(command(1, 1));
    expect(entryAt(compacted, 3)).toEqual(command(2, 3));
  });

  it('has no entry at 0, behind its end, or where a snapshot stands', () => {
    expect([0, 3].map((index) => entryAt(logOf(1, 1), index))).toEqual([undefined, undefined]);
    expect([1, 2, 6].map((index) => entryAt(compacted, index))).toEqual([undefined, undefined, undefined]);
  });

  it('knows the term of what stands right before it', () => {
    expect([0, 1, 2].map((index) => termAt(logOf(4), index))).toEqual([0, 4, undefined]);
    expect([1, 2, 3].map((index) => termAt(compacted, index))).toEqual([undefined, 1, 2]);
    expect([lastTerm(logOf()), lastTerm(compacted)]).toEqual([0, 3]);
    expect(lastTerm(discardUpTo(logOf(1, 2), { index: 2, term: 2 }))).toBe(2);
  });

  it('grows, and loses its tail, without a change to the log that it was', () => {
    const log = logOf(1, 1, 2);
    expect(append(log, command(2, 4))).toEqual(logOf(1, 1, 2, 2));
    expect(replaceFrom(log, 1, [command(3, 2)])).toEqual(logOf(1, 3));
    expect(replaceFrom(compacted, 3, []).entries).toEqual([command(2, 3)]);
    expect(log).toEqual(logOf(1, 1, 2));
  });

  it('gives so many entries at most', () => {
    expect(entriesFrom(compacted, 4, 1)).toEqual([command(3, 4)]);
    expect(entriesFrom(compacted, 4, 9)).toEqual([command(3, 4), command(3, 5)]);
    expect(entriesFrom(compacted, 6, 9)).toEqual([]);
  });

  it('goes on from another when it holds the other’s last entry', () => {
    expect(extendsLog(logOf(1, 2, 2), logOf(1, 2))).toBe(true);
    expect(extendsLog(logOf(1, 2), logOf(1, 2))).toBe(true);
    expect(extendsLog(logOf(1, 3, 3), logOf(1, 2))).toBe(false);
    expect(extendsLog(logOf(1), logOf(1, 2))).toBe(false);
    expect(extendsLog(compacted, logOf(1, 1, 2))).toBe(true);
  });

  it('finds where the entries of a term begin and end', () => {
    expect(firstIndexOfTermAt(logOf(1, 2, 2, 2, 3), 4)).toBe(2);
    expect(firstIndexOfTermAt(compacted, 5)).toBe(4);
    expect([1, 2, 3, 4].map((term) => lastIndexOfTerm(logOf(1, 2, 2, 4), term))).toEqual([
      1,
      3,
      undefined,
      4,
    ]);
    expect([1, 2].map((term) => lastIndexOfTerm(compacted, term))).toEqual([2, 3]);
    expect(lastIndexOfTerm(discardUpTo(logOf(1, 3), { index: 2, term: 3 }), 1)).toBeUndefined();
  });
});
