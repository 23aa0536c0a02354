import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { tellIntervention, type Intervention } from '../../sim/index.ts';
import { forks } from '../../workbook/lab/lab.ts';
import { momentAfter } from '../../workbook/lab/moment.ts';
import { ClusterDetails } from '../ClusterStage/ClusterDetails.tsx';
import { ClusterKey } from '../ClusterStage/ClusterKey.tsx';
import { ClusterList } from '../ClusterStage/ClusterList.tsx';
import { ClusterStage, type Selection } from '../ClusterStage/ClusterStage.tsx';
import { frameAt, type Frames } from '../ClusterStage/frames.ts';
import { moved, type Move } from '../ClusterStage/playhead.ts';
import { TimeBar } from '../ClusterStage/TimeBar.tsx';
import { usePlaying } from '../ClusterStage/usePlayhead.ts';
import { Tabs } from '../stage/Tabs.tsx';
import { chosenIn } from './chosen.ts';
import { DeedsPanel } from './DeedsPanel.tsx';
import { Events } from './Events.tsx';
import { Futures } from './Futures.tsx';
import { KeysPanel } from './KeysPanel.tsx';
import { OwnPanel } from './OwnPanel.tsx';
import { Promises } from './Promises.tsx';
import { ScriptPanel } from './ScriptPanel.tsx';
import { SetupPanel } from './SetupPanel.tsx';
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

/** The stage, what can be done to it, and what is known of it. */
export function Desk({ hands, frames, other, page }: DeskProps) {
  const { lab, run } = hands;
  const { moment, futures } = lab;
  const element = useRef<HTMLDivElement>(null);
  const [selected, setSelected] = useState<Selection | null>(null);
  const [beside, setBeside] = useState(false);
  const [done, setDone] = useState('');

  const standStill = lab.arrival !== null;
  const player = usePlaying({
    frames,
    playhead: moment,
    onPlayhead: standStill ? nobody : hands.look,
    element,
    endless: true,
  });
  const { pause } = player;
  const move = (move: Move) => {
    pause();
    hands.look(moved(frames, moment, move));
  };
  const frame = useMemo(() => frameAt(frames, moment), [frames, moment]);
  const otherFrame = useMemo(
    () => (other && futures.kind === 'two' ? frameAt(other, momentAtTime(other, moment.time)) : null),
    [other, futures.kind, moment.time],
  );
  const chosen = chosenIn(frame, selected);
  const breaches = useMemo(() => run?.breaches ?? [], [run?.breaches]);
  const broken = useMemo(
    () =>
      breaches.map(({ after, promise }) => ({
        event: after,
        time: frames.trace.events[after - 1]?.at ?? 0,
        kind: 'broken' as const,
        words: `${promise} is broken`,
      })),
    [breaches, frames],
  );

  const { act: carryOut } = hands;
  const act = useCallback(
    (what: Intervention) => {
      setDone(tellIntervention(what));
      carryOut(what);
    },
    [carryOut],
  );
  const { look } = hands;
  const goTo = useCallback(
    (event: number) => {
      pause();
      if (run) look(momentAfter(run.recording, event));
    },
    [pause, run, look],
  );
  useEffect(() => {
    if (futures.kind === 'one') setBeside(false);
  }, [futures.kind]);
  const keys = useLabKeys({
    ...{ element, frame, chosen, selected, act, breaches, goTo, hands, page, move },
    select: setSelected,
    toggle: player.toggle,
  });

  const label = `Cluster of ${frame.nodes.length} servers`;
  return (
    // It takes the focus when something in it is clicked, so that its keys work.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section ref={element} className={styles.desk} aria-label="Cluster lab" tabIndex={-1} onKeyDown={keys}>
      <div className={styles.card}>
        {futures.kind === 'two' && (
          <Futures
            {...{ futures, beside, hands }}
            first={futures.shown === 'first' ? frames : other}
            second={futures.shown === 'first' ? other : frames}
            onBeside={setBeside}
            goTo={goTo}
          />
        )}
        <div className={styles.stages} data-beside={(beside && other !== null) || undefined}>
          <ClusterStage
            {...{ frames, selected, label }}
            playhead={moment}
            onSelect={setSelected}
            compare={otherFrame}
            playing={player.playing}
          />
          {beside && other !== null && (
            <ClusterStage
              frames={other}
              playhead={momentAtTime(other, moment.time)}
              label={`${label}, the other future`}
              compare={frame}
              playing
            />
          )}
        </div>
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
        <Promises breaches={breaches} trace={frames.trace} goTo={goTo} judging={run?.running ?? true} />
      </div>
      <div className={styles.bench}>
        <DeedsPanel
          {...{ chosen, act, done }}
          nodes={frames.trace.nodes}
          cuts={frame.cuts}
          forks={forks(lab)}
          system={hands.scenario}
          onUndo={hands.canUndo ? hands.undo : undefined}
        />
        <SetupPanel scenario={hands.scenario} retry={hands.retry} own={hands.own !== null} />
      </div>
      <div className={styles.known}>
        <Tabs
          label="About this run"
          panels={[
            { name: 'Events', show: () => <Events {...{ frames, goTo }} event={moment.event} /> },
            { name: 'Chosen', show: () => <ClusterDetails {...{ frames, selected }} playhead={moment} /> },
            {
              name: 'All',
              show: () => <ClusterList {...{ frames, selected }} playhead={moment} onSelect={setSelected} />,
            },
            { name: 'Script', show: () => <ScriptPanel hands={hands} page={page} /> },
            { name: 'My node', show: () => <OwnPanel hands={hands} /> },
            { name: 'Signs', show: () => <ClusterKey /> },
            { name: 'Keys', show: () => <KeysPanel /> },
          ]}
        />
      </div>
    </section>
  );
}

const nobody = () => {};

const momentAtTime = (frames: Frames, time: number) =>
  moved(frames, { event: 0, time: 0 }, { do: 'seek', time });
