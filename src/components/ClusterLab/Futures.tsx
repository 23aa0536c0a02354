import clsx from 'clsx';
import { useMemo } from 'react';
import { partingOf } from '../../workbook/lab/compare.ts';
import type { Two } from '../../workbook/lab/lab.ts';
import type { Frames } from '../ClusterStage/frames.ts';
import { sentenceOf } from '../ClusterStage/sentences.ts';
import { nameOf } from './Stages.tsx';
import type { LabHands } from './useLab.ts';
import controls from './controls.module.css';
import styles from './Lab.module.css';

interface FuturesProps {
  readonly futures: Two;
  /** Of the future that is shown, and of the other. */
  readonly frames: Frames;
  readonly other: Frames | null;
  readonly beside: boolean;
  readonly onBeside: (beside: boolean) => void;
  readonly goTo: (event: number) => void;
  readonly hands: LabHands;
}

/** Which of two futures is shown, where they part, and which is gone on with. */
export function Futures({ futures, frames, other, beside, onBeside, goTo, hands }: FuturesProps) {
  const { from, shown } = futures;
  const parting = useMemo(() => {
    if (other === null) return null;
    const [first, second] = shown === 'first' ? [frames, other] : [other, frames];
    return partingOf(first.trace, second.trace, from.event, (trace, event) =>
      sentenceOf(trace === first.trace ? first : second, event),
    );
  }, [frames, other, shown, from.event]);
  return (
    <div className={clsx(controls.controls, styles.futures)}>
      <div role="group" aria-label="Futures" className={styles.switch}>
        {(['first', 'second'] as const).map((which) => (
          <button key={which} type="button" aria-pressed={shown === which} onClick={() => hands.show(which)}>
            {nameOf[which]}
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
            <button type="button" className={controls.quiet} onClick={() => goTo(parting.event)}>
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
