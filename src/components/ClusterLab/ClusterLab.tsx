import { lazy, Suspense, useRef } from 'react';
import { useNearView } from '../useNearView.ts';
import { NotLoaded, Waiting } from './Waiting.tsx';
import styles from './ClusterLab.module.css';

const PresetLab = lazy(() =>
  import(/* webpackChunkName: "lockstep-lab" */ './PresetLab.tsx').then(
    ({ PresetLab }) => ({ default: PresetLab }),
    () => ({ default: NotLoaded }),
  ),
);

interface ClusterLabProps {
  /** A file of src/raft/scenarios that is among the presets (src/workbook/lab/presets.ts). */
  readonly preset: string;
  /** Its title, and what to watch. From src/plugins/remark-lesson-files.ts. */
  readonly about: string;
}

/** The cluster lab in a lesson, with a run to begin with. It comes when the reader comes near, into a room that is kept for it. */
export function ClusterLab({ preset, about }: ClusterLabProps) {
  const { title, watch } = JSON.parse(about) as { readonly title: string; readonly watch: string };
  const room = useRef<HTMLElement>(null);
  const near = useNearView(room, '400px');
  return (
    <figure ref={room} className={styles.figure} data-lab={preset}>
      <div className={styles.about}>
        <p className={styles.title}>{title}</p>
        <p>{watch}</p>
      </div>
      <div className={styles.room}>
        {near ? (
          <Suspense fallback={<Waiting />}>
            <PresetLab preset={preset} />
          </Suspense>
        ) : (
          <Waiting />
        )}
      </div>
    </figure>
  );
}
