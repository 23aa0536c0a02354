import { diffLines } from 'diff';

export interface DiffRow {
  readonly kind: 'same' | 'changed';
  /** A line of the learner's code and its number, absent where the solution has a line more. */
  readonly mine?: { readonly line: number; readonly text: string };
  readonly solution?: { readonly line: number; readonly text: string };
}

/** Two texts line by line: what is the same stands in one row, what differs beside each other. */
export function sideBySide(mine: string, solution: string): DiffRow[] {
  const rows: DiffRow[] = [];
  const at = { mine: 0, solution: 0 };
  let removed: string[] = [];
  let added: string[] = [];

  function flush() {
    for (let i = 0; i < Math.max(removed.length, added.length); i++) {
      rows.push({
        kind: 'changed',
        ...(i < removed.length && { mine: { line: ++at.mine, text: removed[i]! } }),
        ...(i < added.length && { solution: { line: ++at.solution, text: added[i]! } }),
      });
    }
    removed = [];
    added = [];
  }

  for (const part of diffLines(mine, solution)) {
    const lines = part.value.replace(/\n$/, '').split('\n');
    if (part.removed) removed.push(...lines);
    else if (part.added) added.push(...lines);
    else {
      flush();
      for (const text of lines)
        rows.push({ kind: 'same', mine: { line: ++at.mine, text }, solution: { line: ++at.solution, text } });
    }
  }
  flush();
  return rows;
}
