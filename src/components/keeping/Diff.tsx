import { useEffect, useMemo, useRef } from 'react';
import { sideBySide } from '../../workbook/side-by-side.ts';
import styles from './Diff.module.css';

interface DiffProps {
  readonly mine: string;
  readonly other: string;
  /** Headings of the two sides, the learner's first. */
  readonly words: { readonly mine: string; readonly other: string };
  readonly label: string;
  /** True where neither text is the right one. */
  readonly equals?: boolean;
}

/** Two texts line by line, in a box that scrolls. */
export function Diff({ mine, other, words, label, equals }: DiffProps) {
  const rows = useMemo(() => sideBySide(mine, other), [mine, other]);
  const scroll = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const row = scroll.current?.querySelector<HTMLElement>('[data-kind="changed"]');
    if (row) scroll.current!.scrollTop = row.offsetTop - 80;
  }, []);
  return (
    // Wide code scrolls, so the keyboard must be able to reach it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={scroll} className={styles.scroll} tabIndex={0} role="group" aria-label={label}>
      <table className={styles.diff} data-equals={equals || undefined}>
        <colgroup>
          <col className={styles.lineNumber} />
          <col />
          <col className={styles.lineNumber} />
          <col />
        </colgroup>
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
