import clsx from 'clsx';
import type { Trace } from '../../sim/index.ts';
import { linearizability, properties, type Breach } from '../../workbook/lab/judge.ts';
import styles from './Lab.module.css';

interface PromisesProps {
  readonly breaches: readonly Breach[];
  readonly trace: Trace;
  readonly goTo: (event: number) => void;
  /** More of the run is still to be judged. */
  readonly judging: boolean;
}

const watched: readonly string[] = [...properties, linearizability];

/** What the cluster promises, and what became of it in this run. */
export function Promises({ breaches, trace, goTo, judging }: PromisesProps) {
  const broken = new Set(breaches.map(({ promise }) => promise));
  return (
    <div className={styles.promises}>
      <ul className={styles.kept} aria-label="Promises">
        {watched.map((promise) => (
          <li key={promise} className={clsx(broken.has(promise) && styles.broken)}>
            <svg width={14} height={14} aria-hidden>
              <path d={broken.has(promise) ? 'M3 3l8 8m0-8l-8 8' : 'M2 7.5l3.5 3.5L12 3.5'} />
            </svg>
            {promise}
            <span className={styles.hidden}>{broken.has(promise) ? ', broken' : ', kept'}</span>
          </li>
        ))}
      </ul>
      <div role="status" className={styles.verdict}>
        {breaches.length === 0 ? (
          <p>{judging ? 'Asked after every event.' : 'Asked after every event, and kept.'}</p>
        ) : (
          breaches.map(({ promise, sentence, after }) => (
            <p key={promise}>
              <b>{promise}</b> is broken at {trace.events[after - 1]?.at} ms. {sentence}{' '}
              <button type="button" className={styles.quiet} onClick={() => goTo(after)}>
                Go there
              </button>
            </p>
          ))
        )}
      </div>
    </div>
  );
}
