import { useEffect, useMemo, useRef, useState } from 'react';
import type { RunPictureProps } from '../ScenarioFigure/RunFigure.tsx';
import { InWords } from '../stage/InWords.tsx';
import { Tabs } from '../stage/Tabs.tsx';
import { ClusterDetails } from './ClusterDetails.tsx';
import { ClusterKey } from './ClusterKey.tsx';
import { ClusterList } from './ClusterList.tsx';
import { ClusterStage, type Selection } from './ClusterStage.tsx';
import { countWhere, framesOf, type Frames } from './frames.ts';
import { openingAt } from './playhead.ts';
import { sentenceOf } from './sentences.ts';
import { TimeBar } from './TimeBar.tsx';
import { usePlayhead } from './usePlayhead.ts';
import type { Landmark } from './walk.ts';
import styles from './ClusterView.module.css';

/** A run of Raft that a reader goes through: the cluster, what moves through time, and what is behind the picture. */
export function ClusterView({ trace, label, at, find, failure, panels }: RunPictureProps) {
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
          {
            name: 'Chosen',
            show: () => <ClusterDetails {...{ frames, playhead, selected }} />,
          },
          {
            name: 'Tables',
            show: () => <ClusterList {...{ frames, playhead, selected }} onSelect={setSelected} />,
          },
          {
            name: 'In words',
            show: () => (
              <Story
                {...{ frames }}
                event={playhead.event}
                onEvent={(event) => move({ do: 'seek-event', event })}
              />
            ),
          },
          { name: 'Key', show: () => <ClusterKey /> },
          ...panels,
        ]}
      />
    </section>
  );
}

interface StoryProps {
  readonly frames: Frames;
  /** How many events have happened. */
  readonly event: number;
  readonly onEvent: (event: number) => void;
}

/** Every event of the run in a sentence. */
function Story({ frames, event, onEvent }: StoryProps) {
  const { steps, trace } = frames;
  const moments = useMemo(
    () =>
      steps.map((end, index) => {
        const start = steps[index - 1] ?? 0;
        return {
          at: trace.events[start]!.at,
          events: Array.from({ length: end - start }, (_, nth) => start + nth),
        };
      }),
    [steps, trace],
  );
  return (
    <InWords
      moments={moments}
      at={event === 0 ? undefined : countWhere(steps, (step) => step < event)}
      selected={event === 0 ? null : event - 1}
      omitted={trace.omitted}
      tell={(event) => sentenceOf(frames, event)}
      select={(event) => onEvent(event + 1)}
    />
  );
}
