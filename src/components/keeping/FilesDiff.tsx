import type { Files } from '../../runner/runner.ts';
import { unifiedDiff, type DiffLine } from '../../workbook/unified-diff.ts';
import styles from './FilesDiff.module.css';

interface FilesDiffProps {
  readonly before: Files;
  readonly after: Files;
  /** Where a line is that is on one side only. */
  readonly words: { readonly before: string; readonly after: string };
}

/** The files that differ, one below the other: what would go, and what would come. */
export function FilesDiff({ before, after, words }: FilesDiffProps) {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return (
    // Wide code scrolls, so the keyboard must be able to reach it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} tabIndex={0} role="group" aria-label="Changes">
      <p className={styles.legend}>
        <span data-kind="gone">− {words.before}</span> <span data-kind="come">+ {words.after}</span>
      </p>
      {paths
        .filter((path) => before[path] !== after[path])
        .map((path) => (
          <table key={path} className={styles.diff}>
            {paths.length > 1 && <caption>{path.slice(1)}</caption>}
            <tbody>
              {unifiedDiff(before[path] ?? '', after[path] ?? '').map((line, index) => (
                <Line key={index} line={line} />
              ))}
            </tbody>
          </table>
        ))}
    </div>
  );
}

const signs = { same: '', gone: '−', come: '+' } as const;

function Line({ line }: { line: DiffLine }) {
  if (line.kind === 'skipped')
    return (
      <tr data-kind="skipped">
        <td>⋯</td>
        <td>{line.lines === 1 ? '1 line is the same' : `${line.lines} lines are the same`}</td>
      </tr>
    );
  return (
    <tr data-kind={line.kind}>
      <td>{signs[line.kind]}</td>
      <td>{line.text}</td>
    </tr>
  );
}
