import { useMemo } from 'react';
import { sideBySide } from '../../workbook/side-by-side.ts';
import styles from './Diff.module.css';

interface DiffProps {
  readonly mine: string;
  readonly other: string;
  /** Headings of the two sides, the learner's first. */
  readonly words: { readonly mine: string; readonly other: string };
  readonly label: string;
}

/** Two texts line by line, in a box that scrolls. */
export function Diff({ mine, other, words, label }: DiffProps) {
  const rows = useMemo(() => sideBySide(mine, other), [mine, other]);
  return (
    // Wide code scrolls, so the keyboard must be able to reach it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={label}>
      <table className={styles.diff}>
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {words.mine}
            </th>
            <th scope="col" colSpan={2}>
              {words.other}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ kind, mine, solution }, index) => (
            <tr key={index} data-kind={kind}>
              <td>{mine?.line}</td>
              <td data-side="mine">{mine?.text}</td>
              <td>{solution?.line}</td>
              <td data-side="other">{solution?.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
