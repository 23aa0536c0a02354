import clsx from 'clsx';
import type { Trace } from '../../sim/index.ts';
import type { Run } from '../../workbook/lab/engine.ts';
import { linearizability, properties, type Breach } from '../../workbook/lab/judge.ts';
import controls from './controls.module.css';
import styles from './Lab.module.css';

interface PromisesProps {
  readonly breaches: readonly Breach[];
  readonly trace: Trace;
  readonly goTo: (event: number) => void;
  readonly run: Run | undefined;
}

const watched: readonly string[] = [...properties, linearizability];

/** What the cluster promises, and what became of it in this run. */
export function Promises({ breaches, trace, goTo, run }: PromisesProps) {
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
            <span className={controls.hidden}>{broken.has(promise) ? ', broken' : ', kept'}</span>
          </li>
        ))}
      </ul>
      <div role="status" className={clsx(controls.controls, styles.verdict)}>
        {breaches.length === 0 ? (
          <p>{run?.running === false ? 'Asked after every event, and kept.' : 'Asked after every event.'}</p>
        ) : (
          breaches.map(({ promise, sentence, after }) => (
            <p key={promise}>
              <b>{promise}</b> is broken at {trace.events[after - 1]?.at} ms. {sentence}{' '}
              <button type="button" className={controls.quiet} onClick={() => goTo(after)}>
                Go there
              </button>
            </p>
          ))
        )}
        {isFull(run) && (
          <p>
            The lab keeps {trace.events.length.toLocaleString('en')} events of a run, and this one has so
            many.
          </p>
        )}
      </div>
    </div>
  );
}

/** A run that ends in a broken rule says so by itself. */
const isFull = (run: Run | undefined): boolean =>
  run?.recording.halted === true && run.recording.trace.events.at(-1)?.kind !== 'broke';
