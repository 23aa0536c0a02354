import type { ConsoleEntry, RunEnd, RunEvent } from '../runner/runner.ts';

export interface ConsoleRow extends Pick<
  ConsoleEntry,
  'level' | 'depth' | 'group' | 'text' | 'file' | 'line'
> {
  readonly id: number;
  /** How many times in a row it was said. */
  readonly count: number;
}

export interface ConsoleState {
  readonly rows: readonly ConsoleRow[];
  /** Lines that the runner cut. */
  readonly dropped: number;
  readonly end?: RunEnd;
}

export const emptyConsole: ConsoleState = { rows: [], dropped: 0 };

/** What the console shows after one more event: the same line said again is counted, not repeated. */
export function consoleAfter(state: ConsoleState, event: RunEvent): ConsoleState {
  switch (event.kind) {
    case 'trace':
      return state;
    case 'cleared':
      return emptyConsole;
    case 'ended':
      return { ...state, end: event.end };
    case 'console': {
      const rows = [...state.rows];
      for (const entry of event.entries) {
        const last = rows.at(-1);
        if (last && same(last, entry)) rows[rows.length - 1] = { ...last, count: last.count + 1 };
        else rows.push({ ...entry, count: 1 });
      }
      return { ...state, rows, dropped: state.dropped + event.dropped };
    }
  }
}

const same = (row: ConsoleRow, entry: ConsoleEntry) =>
  row.text === entry.text &&
  row.level === entry.level &&
  row.depth === entry.depth &&
  row.line === entry.line &&
  row.file === entry.file &&
  !entry.group;

/** What is known to be printed, from the `.out` file, as rows: shown until the first run says it for itself. */
export function expectedRows(lines: readonly string[]): ConsoleRow[] {
  return lines
    .filter((line) => !line.startsWith('! '))
    .map((line, index) => {
      const [, indent, level, text] = /^( *)(?:(info|warn|error|debug): )?(.*)$/s.exec(line)!;
      return {
        // Below 0, so that no line of a run is taken for an expected one that moved.
        id: -1 - index,
        level: (level ?? 'log') as ConsoleRow['level'],
        depth: 0,
        text: indent! + text!,
        count: 1,
      };
    });
}
