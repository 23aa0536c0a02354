import { useMemo } from 'react';
import { partingOf } from '../../workbook/lab/compare.ts';
import type { Two, Which } from '../../workbook/lab/lab.ts';
import type { Frames } from '../ClusterStage/frames.ts';
import type { LabHands } from './useLab.ts';
import styles from './Lab.module.css';

interface FuturesProps {
  readonly futures: Two;
  readonly first: Frames | null;
  readonly second: Frames | null;
  readonly beside: boolean;
  readonly onBeside: (beside: boolean) => void;
  readonly goTo: (event: number) => void;
  readonly hands: LabHands;
}

const names: readonly (readonly [Which, string])[] = [
  ['first', 'First future'],
  ['second', 'Second future'],
];

/** Which of two futures is shown, where they part, and which is gone on with. */
export function Futures({ futures, first, second, beside, onBeside, goTo, hands }: FuturesProps) {
  const parting = useMemo(
    () => (first && second ? partingOf(first.trace, second.trace, futures.from.event) : null),
    [first, second, futures.from.event],
  );
  return (
    <div className={styles.futures}>
      <div role="group" aria-label="Futures" className={styles.switch}>
        {names.map(([which, name]) => (
          <button
            key={which}
            type="button"
            aria-pressed={futures.shown === which}
            onClick={() => hands.show(which)}
          >
            {name}
          </button>
        ))}
      </div>
      <button type="button" aria-pressed={beside} onClick={() => onBeside(!beside)}>
        Side by side
      </button>
      <button type="button" onClick={hands.keep}>
        Go on with this one alone
      </button>
      <p>
        {parting ? (
          <>
            {parting.sentence}{' '}
            <button type="button" className={styles.quiet} onClick={() => goTo(parting.event)}>
              Show where
            </button>
          </>
        ) : (
          'As far as they have run, both are the same.'
        )}
      </p>
    </div>
  );
}
