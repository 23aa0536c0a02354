import {
  lazy,
  Suspense,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ComponentType,
  type ReactNode,
} from 'react';
import type { RunPictureProps } from '../ScenarioFigure/RunFigure.tsx';
import { Tabs, type Panel } from '../stage/Tabs.tsx';
import { ClusterStage, type Selection } from './ClusterStage.tsx';
import { framesOf } from './frames.ts';
import type * as Panels from './panels.ts';
import { openingAt } from './playhead.ts';
import { sentenceOf } from './sentences.ts';
import { TimeBar } from './TimeBar.tsx';
import { usePlayhead } from './usePlayhead.ts';
import type { Landmark } from './walk.ts';
import styles from './ClusterView.module.css';

type Parts = typeof Panels;

/** What lies behind the picture comes when it is asked for. Without a network the picture stays. */
const later = <Props extends object>(pick: (parts: Parts) => ComponentType<Props>) =>
  lazy(() =>
    import(/* webpackChunkName: "lockstep-cluster-panels" */ './panels.ts').then(
      (parts) => ({ default: pick(parts) }),
      () => ({ default: NotLoaded as ComponentType<Props> }),
    ),
  );

const ClusterDetails = later((parts) => parts.ClusterDetails);
const ClusterKey = later((parts) => parts.ClusterKey);
const ClusterList = later((parts) => parts.ClusterList);
const Story = later((parts) => parts.Story);

const NotLoaded = () => (
  <p className={styles.hint} role="alert">
    This part of the page did not load. Check the connection, and reload.
  </p>
);

/** A run of Raft that a reader goes through: the cluster, what moves through time, and what is behind the picture. */
export function ClusterView({ trace, label, at, find, failure, panels: more }: RunPictureProps) {
  const card = useRef<HTMLElement>(null);
  const frames = useMemo(() => framesOf(trace), [trace]);
  const opening = useMemo(() => openingAt(frames, at, find, (event) => sentenceOf(frames, event)), []); // eslint-disable-line react-hooks/exhaustive-deps
  const { playhead, move, playing, toggle, pace, setPace } = usePlayhead(frames, card, { opening });
  const [selected, setSelected] = useState<Selection | null>(null);
  useEffect(() => setSelected(null), [frames.index]);
  const broken = useMemo(
    (): readonly Landmark[] =>
      failure
        ? [{ kind: 'broken', event: trace.events.length, time: frames.end, words: failure.sentence }]
        : [],
    [failure, trace, frames],
  );
  return (
    <section ref={card} className={styles.card} aria-label={label}>
      <ClusterStage {...{ frames, playhead, selected, playing }} label="The cluster" onSelect={setSelected} />
      <TimeBar
        {...{ frames, playhead, playing, pace, broken }}
        onMove={move}
        onToggle={toggle}
        onPace={setPace}
      />
      <Tabs
        label="About this run"
        panels={[
          late('Chosen', () =>
            selected === null ? (
              <p className={styles.hint}>Choose a server or a message, in the picture or under “Tables”.</p>
            ) : (
              <ClusterDetails {...{ frames, playhead, selected }} />
            ),
          ),
          late('Tables', () => <ClusterList {...{ frames, playhead, selected }} onSelect={setSelected} />),
          late('In words', () => (
            <Story
              frames={frames}
              event={playhead.event}
              onEvent={(event) => move({ do: 'seek-event', event })}
            />
          )),
          late('Key', () => <ClusterKey />),
          ...more,
        ]}
      />
    </section>
  );
}

const late = (name: string, show: () => ReactNode): Panel => ({
  name,
  show: () => <Suspense fallback={<p className={styles.hint}>On its way…</p>}>{show()}</Suspense>,
});
