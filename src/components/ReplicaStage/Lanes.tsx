import stage from '../stage/stage.module.css';
import { log, type Cell, type Cents, type Lane, type Standing } from './model.ts';
import { euros } from './sentences.ts';
import styles from './Lanes.module.css';

interface LanesProps {
  readonly lanes: readonly Lane[];
  readonly truth: readonly Cents[];
  readonly delivered: number;
}

/** A row for each replica, a column for each log entry: states compare within one column only. */
export function Lanes({ lanes, truth, delivered }: LanesProps) {
  return (
    <>
      <table className={styles.lanes}>
        <caption>The balance of each replica after each entry of the log. Compare within a column.</caption>
        <thead>
          <tr>
            <th scope="col" className={styles.who}>
              Log
            </th>
            {log.map((amount, index) => (
              <th
                key={index}
                scope="col"
                className={styles.entry}
                data-out={index < delivered || undefined}
                data-now={index + 1 === delivered || undefined}
              >
                <span className={styles.number}>{index + 1}</span>
                {amount < 0 ? '−' : '+'}
                {euros(Math.abs(amount))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lanes.map(({ replica, standing, cells }) => (
            <tr key={replica} data-standing={standing}>
              <th scope="row" className={styles.who}>
                Replica {replica}
                <span className={styles.standing}>{standingWords[standing]}</span>
              </th>
              {cells.map((cell, index) => (
                <td key={index}>
                  <Balance cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className={styles.who}>
              The truth
              <span className={styles.standing}>unseen</span>
            </th>
            {log.map((_, index) => (
              <td key={index}>{truth[index] === undefined ? '' : euros(truth[index])}</td>
            ))}
          </tr>
        </tfoot>
      </table>
      <ul className={styles.legend}>
        <li>
          <span className={styles.cell} data-wrong>
            0
          </span>
          wrong
        </li>
        {Object.entries(strikes).map(([kind, { mark, words }]) => (
          <li key={kind}>
            <span className={styles.struck} aria-hidden>
              {mark}
            </span>
            {words}
          </li>
        ))}
        <li>
          <span className={styles.empty} aria-hidden>
            ·
          </span>
          not applied yet
        </li>
      </ul>
    </>
  );
}

const standingWords: Readonly<Record<Standing, string>> = {
  agrees: '✓ agrees',
  suspect: '✗ suspect',
  lagging: '… lagging',
  ahead: '→ ahead',
  undecided: '? undecided',
};

const strikes = {
  'wrong-value': { mark: '×', words: 'a wrong value' },
  'skipped-input': { mark: '–', words: 'the entry is skipped' },
  'common-bug': { mark: '!', words: 'the bug in all' },
} as const;

function Balance({ cell }: { cell: Cell | undefined }) {
  if (!cell) {
    return (
      <span className={styles.empty}>
        <span aria-hidden>·</span>
        <span className={stage.hidden}>not applied</span>
      </span>
    );
  }
  const strike = cell.struckBy && strikes[cell.struckBy];
  return (
    <span className={styles.cell} data-wrong={cell.wrong || undefined}>
      {euros(cell.balance)}
      {cell.wrong && <span className={stage.hidden}>, wrong</span>}
      {strike && (
        <span className={styles.struck}>
          <span aria-hidden>{strike.mark}</span>
          <span className={stage.hidden}>, {strike.words}</span>
        </span>
      )}
    </span>
  );
}
