import { useEffect, useMemo, useRef } from 'react';
import { sideBySide } from '../../workbook/side-by-side.ts';
import styles from './Exercise.module.css';

/** The learner's code and the reference solution, line by line. Nothing of the learner's is touched. */
export function Comparison({
  mine,
  solution,
  onClose,
}: {
  mine: string;
  solution: string;
  onClose: () => void;
}) {
  const rows = useMemo(() => sideBySide(mine, solution), [mine, solution]);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={styles.comparison} aria-label="Solution">
      <header className={styles.comparisonHeader}>
        <h4 ref={heading} tabIndex={-1}>
          Your code beside the reference solution
        </h4>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </header>
      {/* Wide code scrolls, so the keyboard must be able to reach it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Comparison">
        <table className={styles.diff}>
          <thead>
            <tr>
              <th scope="col" colSpan={2}>
                yours
              </th>
              <th scope="col" colSpan={2}>
                reference
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ kind, mine, solution }, index) => (
              <tr key={index} data-kind={kind}>
                <td>{mine?.line}</td>
                <td data-side="mine">{mine?.text}</td>
                <td>{solution?.line}</td>
                <td data-side="solution">{solution?.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
