import clsx from 'clsx';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Trace } from '../../sim/index.ts';
import type { Lab as State } from '../../workbook/lab/lab.ts';
import { framesOf, type Frames } from '../ClusterStage/frames.ts';
import { Desk } from './Desk.tsx';
import { useAddress } from './useAddress.ts';
import { useLab } from './useLab.ts';
import controls from './controls.module.css';
import styles from './Lab.module.css';

export interface LabProps {
  readonly opening: () => State;
  /** The learner’s own node is to run from the start. */
  readonly own?: boolean;
  /** It has a page of its own, with its address, and keys that are meant for it wherever the focus is. */
  readonly page?: boolean;
}

/** The cluster lab: a run that can be looked at at any moment, and changed at any. */
export function Lab({ opening, own = false, page = false }: LabProps) {
  const hands = useLab(opening, own);
  const first = useFrames(hands.run?.recording.trace);
  const second = useFrames(hands.other?.recording.trace);
  useAddress(hands.lab, hands.own !== null, page);
  const [problem, setProblem] = useState<string>();
  useEffect(() => setProblem(hands.problem), [hands.problem]);
  return (
    <div className={styles.lab}>
      {problem !== undefined && (
        <p className={clsx(controls.controls, styles.notice)} role="alert" data-fault>
          {hands.own !== null && 'Your node: '}
          {problem}{' '}
          {hands.canUndo && (
            <button type="button" onClick={hands.undo}>
              Undo
            </button>
          )}
        </p>
      )}
      {first ? (
        <Desk hands={hands} frames={first} other={second ?? null} page={page} />
      ) : (
        <p className={styles.waiting}>{problem === undefined && 'The cluster starts…'}</p>
      )}
    </div>
  );
}

/** What is known of a run grows with it; of two runs in turn both are kept. */
function useFrames(trace: Trace | undefined): Frames | undefined {
  const known = useRef(new WeakMap<Trace, Frames>());
  const last = useRef<Frames>(undefined);
  return useMemo(() => {
    if (!trace) return undefined;
    const frames = known.current.get(trace) ?? framesOf(trace, last.current);
    known.current.set(trace, frames);
    last.current = frames;
    return frames;
  }, [trace]);
}
