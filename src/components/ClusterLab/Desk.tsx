import { useDeferredValue, useMemo, useState } from 'react';
import { freeClient } from '../../workbook/lab/deeds.ts';
import type { Breach } from '../../workbook/lab/judge.ts';
import { forks } from '../../workbook/lab/lab.ts';
import type { Frames } from '../ClusterStage/frames.ts';
import { TimeBar } from '../ClusterStage/TimeBar.tsx';
import { chosenIn, waitingIn } from './chosen.ts';
import { DeedsPanel } from './DeedsPanel.tsx';
import { Futures } from './Futures.tsx';
import { Knowledge } from './Knowledge.tsx';
import { Promises } from './Promises.tsx';
import { SetupPanel } from './SetupPanel.tsx';
import { Stages } from './Stages.tsx';
import { useDesk } from './useDesk.ts';
import { useLabKeys } from './useLabKeys.ts';
import type { LabHands } from './useLab.ts';
import styles from './Lab.module.css';

interface DeskProps {
  readonly hands: LabHands;
  readonly frames: Frames;
  /** Of the other future. */
  readonly other: Frames | null;
  readonly page: boolean;
}

const none: readonly Breach[] = [];

/** The stage, what can be done to it, and what is known of it. */
export function Desk({ hands, frames, other, page }: DeskProps) {
  const desk = useDesk(hands, frames, other);
  const { element, frame, selected, player, move, goTo, act, done } = desk;
  const [beside, setBeside] = useState(false);
  const { lab, run, scenario } = hands;
  const { futures, moment } = lab;
  const breaches = run?.breaches ?? none;
  const broken = useMemo(() => breaches.map((breach) => landmarkOf(breach, frames)), [breaches, frames]);
  const chosen = chosenIn(frame, selected);
  // What stands around the stage comes after it, in a turn of its own: all at once, a phone hears no finger for too long.
  const isAround = useDeferredValue(true, false);
  const onKeyDown = useLabKeys({ hands, desk, chosen, breaches, page });
  return (
    // It takes the focus when something in it is clicked, so that its keys work.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={element}
      className={styles.desk}
      aria-label="Cluster lab"
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <div className={styles.card}>
        {futures.kind === 'two' && (
          <Futures {...{ futures, beside, hands, frames, other, goTo }} onBeside={setBeside} />
        )}
        <Stages {...{ hands, desk, frames, other }} beside={beside && futures.kind === 'two'} />
        <TimeBar
          {...{ frames, broken }}
          playhead={moment}
          onMove={move}
          playing={player.playing}
          onToggle={player.toggle}
          pace={player.pace}
          onPace={player.setPace}
        >
          <button type="button" onClick={hands.runOn} title="Let the run go on for five seconds of its time">
            Run on
          </button>
        </TimeBar>
        <Promises {...{ breaches, goTo }} trace={frames.trace} run={run} />
      </div>
      {isAround && (
        <>
          <div className={styles.bench}>
            <DeedsPanel
              {...{ chosen, act, done }}
              nodes={frames.trace.nodes}
              cuts={frame.cuts}
              forks={forks(lab)}
              system={scenario}
              client={freeClient('c', waitingIn(frame))}
              onUndo={hands.canUndo ? hands.undo : undefined}
            />
            <SetupPanel scenario={scenario} retry={hands.retry} own={hands.own !== null} />
          </div>
          <Knowledge {...{ hands, desk, frames, page }} />
        </>
      )}
    </section>
  );
}

const landmarkOf = ({ after, promise }: Breach, { trace }: Frames) => ({
  event: after,
  time: trace.events[after - 1]?.at ?? 0,
  kind: 'broken' as const,
  words: `${promise} is broken`,
});
