import type { Timeline } from './timeline.ts';

export interface Selection {
  readonly row: number;
  readonly span: number;
}

/** Where an arrow key leads: along a member in time, or to what another one did at the time. Nothing for other keys. */
export function moved({ rows }: Timeline, { row, span }: Selection, key: string): Selection | undefined {
  const last = rows[row]!.spans.length - 1;
  switch (key) {
    case 'ArrowLeft':
      return { row, span: Math.max(0, span - 1) };
    case 'ArrowRight':
      return { row, span: Math.min(last, span + 1) };
    case 'Home':
      return { row, span: 0 };
    case 'End':
      return { row, span: last };
    case 'ArrowUp':
    case 'ArrowDown': {
      const to = Math.min(rows.length - 1, Math.max(0, row + (key === 'ArrowUp' ? -1 : 1)));
      const { from } = rows[row]!.spans[span]!;
      const found = rows[to]!.spans.findLastIndex((other) => other.from <= from);
      return { row: to, span: Math.max(0, found) };
    }
    default:
      return undefined;
  }
}
