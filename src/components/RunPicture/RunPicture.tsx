import { lazy, Suspense } from 'react';
import type { Trace } from '../../sim/trace/trace.ts';
import { Boundary } from './Boundary.tsx';
import styles from './RunPicture.module.css';

const View = lazy(() =>
  import(/* webpackChunkName: "lockstep-spacetime" */ '../SpaceTime/SpaceTime.tsx').then(({ SpaceTime }) => ({
    default: SpaceTime,
  })),
);

interface RunPictureProps {
  /** Left out until a run has printed one. */
  readonly trace: Trace | undefined;
  /** Whose run it is. */
  readonly label: string;
}

/** The place of a run below the console. Its height never changes, so that nothing in the lesson moves when the picture comes. */
export function RunPicture({ trace, label }: RunPictureProps) {
  return (
    <div className={styles.slot}>
      {trace === undefined ? (
        <p className={styles.note}>
          <code>console.log(trace)</code> draws the run here.
        </p>
      ) : (
        <Boundary trace={trace}>
          <Suspense fallback={<p className={styles.note}>The run is being drawn…</p>}>
            <View trace={trace} label={label} />
          </Suspense>
        </Boundary>
      )}
    </div>
  );
}
