/* eslint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- on a phone nothing of it is displayed as a table, and some browsers take that for its meaning */
import type { SideBySide } from '../../events/shop/history/deploy-fix.ts';
import stage from '../stage/stage.module.css';
import styles from './Replay.module.css';

interface TwoHistoriesProps {
  readonly label: string;
  readonly rows: readonly SideBySide[];
  readonly words: readonly [before: string, after: string];
  /** The second history is there. */
  readonly shown: boolean;
}

/** Two histories, entry by entry; where they differ, both sides are marked. */
export function TwoHistories({ label, rows, words: [before, after], shown }: TwoHistoriesProps) {
  return (
    <table className={styles.histories} role="table" aria-label={label}>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            {before}
          </th>
          <th role="columnheader" scope="col">
            {after}
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => {
          const differs = shown && row.differs;
          return (
            <tr key={row.before} role="row" data-differs={differs || undefined}>
              <td role="cell">{differs ? <del>{row.before}</del> : row.before}</td>
              <td role="cell" data-same={!differs || undefined}>
                {differs && <span className={stage.hidden}>differs: </span>}
                {shown && (differs ? <ins>{row.after}</ins> : row.after)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
