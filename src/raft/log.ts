import type { Entry, Log, LogIndex, Position, Term } from './types.ts';

/** What stands before the first entry. */
export const origin: Position = { index: 0, term: 0 };

export const emptyLog: Log<never> = { after: origin, entries: [] };

export const lastIndex = (log: Log<unknown>): LogIndex => log.after.index + log.entries.length;

export const entryAt = <Command>(log: Log<Command>, index: LogIndex): Entry<Command> | undefined =>
  log.entries[index - log.after.index - 1];

/** Undefined where the log has no entry: behind its end, and inside what a snapshot covers. */
export const termAt = (log: Log<unknown>, index: LogIndex): Term | undefined =>
  index === log.after.index ? log.after.term : entryAt(log, index)?.term;

export const lastTerm = ({ after, entries }: Log<unknown>): Term =>
  entries.length === 0 ? after.term : entries[entries.length - 1]!.term;

/** So many entries at most, from this index on. */
export function entriesFrom<Command>(
  log: Log<Command>,
  index: LogIndex,
  atMost: number,
): readonly Entry<Command>[] {
  const start = index - log.after.index - 1;
  return log.entries.slice(start, start + atMost);
}

/** The same entries up to `index`, and these behind them. */
export const replaceFrom = <Command>(
  { after, entries }: Log<Command>,
  index: LogIndex,
  tail: readonly Entry<Command>[],
): Log<Command> => ({ after, entries: entries.toSpliced(index - after.index, Infinity, ...tail) });

export const append = <Command>(log: Log<Command>, entry: Entry<Command>): Log<Command> => ({
  after: log.after,
  entries: log.entries.toSpliced(log.entries.length, 0, entry),
});

/** Forgets the entries up to a position that it holds. */
export const discardUpTo = <Command>({ after, entries }: Log<Command>, upTo: Position): Log<Command> => ({
  after: upTo,
  entries: entries.slice(upTo.index - after.index),
});

/** Is all of `earlier` in `later`? By the Log Matching property one look at the end of `earlier` tells (§5.3). */
export const extendsLog = (later: Log<unknown>, earlier: Log<unknown>): boolean =>
  termAt(later, lastIndex(earlier)) === lastTerm(earlier);

/** The first and the last index of a run of entries of one term, as far as the log goes back. */
export function firstIndexOfTermAt(log: Log<unknown>, index: LogIndex): LogIndex {
  const term = termAt(log, index);
  let first = index;
  while (first > log.after.index && termAt(log, first - 1) === term) first -= 1;
  return first;
}

export function lastIndexOfTerm(log: Log<unknown>, term: Term): LogIndex | undefined {
  for (let index = lastIndex(log); index >= log.after.index; index--) {
    const found = termAt(log, index)!;
    if (found === term) return index;
    if (found < term) return undefined;
  }
  return undefined;
}
