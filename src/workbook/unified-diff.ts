import { sideBySide } from './side-by-side.ts';

export type DiffLine =
  | { readonly kind: 'same' | 'gone' | 'come'; readonly text: string }
  /** So many lines that are the same and far from a change. */
  | { readonly kind: 'skipped'; readonly lines: number };

/**
 * Two texts in one column: what goes, what comes in its place, and a few lines around them.
 *
 * @param context how many lines that are the same stand before and after a change
 */
export function unifiedDiff(before: string, after: string, context = 3): DiffLine[] {
  const lines: DiffLine[] = [];
  let come: DiffLine[] = [];
  for (const { kind, mine, solution } of sideBySide(before, after)) {
    if (kind === 'same') {
      lines.push(...come, { kind, text: mine!.text });
      come = [];
      continue;
    }
    if (mine) lines.push({ kind: 'gone', text: mine.text });
    if (solution) come.push({ kind: 'come', text: solution.text });
  }
  lines.push(...come);
  return skipFar(lines, context);
}

function skipFar(lines: readonly DiffLine[], context: number): DiffLine[] {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - context), index + context + 1).some(({ kind }) => kind !== 'same'),
  );
  const out: DiffLine[] = [];
  lines.forEach((line, index) => {
    const last = out.at(-1);
    if (near[index]) out.push(line);
    else if (last?.kind === 'skipped') out[out.length - 1] = { kind: 'skipped', lines: last.lines + 1 };
    else out.push({ kind: 'skipped', lines: 1 });
  });
  return out;
}
