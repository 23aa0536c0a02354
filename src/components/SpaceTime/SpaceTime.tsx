import { useCallback, useEffect, useId, useMemo, useReducer, useState } from 'react';
import { teller, type NodeId, type Time, type Trace } from '../../sim/index.ts';
import { Announcer } from '../stage/Announcer.tsx';
import { InWords } from '../stage/InWords.tsx';
import { Tabs, type Panel } from '../stage/Tabs.tsx';
import { usePlay } from '../stage/usePlay.ts';
import { useReducedMotion } from '../stage/useReducedMotion.ts';
import { Canvas } from './Canvas.tsx';
import { Controls } from './Controls.tsx';
import { Details } from './Details.tsx';
import { Key } from './Key.tsx';
import type { Wording } from './layout.ts';
import { plotOf, type Plot } from './plot.ts';
import { isOver, openingView, selectedMoment, viewAfter, type Action, type View } from './view.ts';
import { wordingOf } from './wording.ts';
import styles from './SpaceTime.module.css';

export interface SpaceTimeProps {
  readonly trace: Trace;
  /** What is to be seen, for those who do not see it. */
  readonly label: string;
  /** Lanes that are left out until the reader asks for them. */
  readonly hidden?: readonly NodeId[];
  /** The first event from this time on is selected in the beginning: the first that is told in these words, if they are given. */
  readonly at?: Time;
  readonly find?: string;
  /** More that lies behind the picture, and what stands before all of it. */
  readonly panels?: readonly Panel[];
  readonly first?: readonly Panel[];
  /** What is written into the picture, where the run's own words are not the best. */
  readonly wordingFor?: (trace: Trace) => Wording;
  /** Hears which event is selected, the first one as well. */
  readonly onSelect?: (event: number | null) => void;
}

const BEAT_MS = 640;
const none: readonly never[] = [];

/**
 * A run as a space-time diagram: time runs down, nodes are lines, messages arrows. It fills the height of its parent. Another
 * trace is another run of the same program: what is selected, hidden and zoomed stays as far as it can.
 */
export function SpaceTime(props: SpaceTimeProps) {
  const {
    trace,
    label,
    hidden = none,
    at,
    find = '',
    panels = none,
    first = none,
    wordingFor = wordingOf,
    onSelect,
  } = props;
  const plotFor = useMemo(() => plotter(trace), [trace]);
  const tell = useTeller(trace);
  const [view, dispatch] = useReducer(
    (view: View, action: Action) => viewAfter(view, action, plotFor(view.hidden), trace),
    undefined,
    () => opening(plotFor(hidden), hidden, at, (event) => tell(event).includes(find)),
  );
  const [drawn, setDrawn] = useState(trace);
  if (drawn !== trace) {
    setDrawn(trace);
    dispatch({ do: 'follow' });
  }
  useEffect(() => onSelect?.(view.selected), [onSelect, view.selected, trace]);
  const plot = plotFor(view.hidden);
  const wording = useMemo(() => wordingFor(trace), [wordingFor, trace]);
  const [speed, setSpeed] = useState(1);
  const step = useCallback(() => dispatch({ do: 'step', by: 1, along: 'run' }), []);
  const play = usePlay(step, isOver(view, plot), BEAT_MS / speed);
  const still = useReducedMotion();
  const playing = play.playing && !still;
  const keys = useId();

  const [isTold, setIsTold] = useState(false);
  const act = useCallback((action: Action) => dispatch(action), []);
  const actByHand = (action: Action) => {
    play.pause();
    setIsTold(action.do !== 'scrub');
    act(action);
  };
  const onPlay = () => {
    setIsTold(false);
    if (!playing && isOver(view, plot)) act({ do: 'go', to: 'first' });
    play.toggle();
  };
  const onSpace = still ? () => actByHand({ do: 'step', by: 1, along: 'run' }) : onPlay;
  const select = (event: number) => actByHand({ do: 'select', event });
  const moment = selectedMoment(view, plot);

  return (
    <section className={styles.card} aria-label={label}>
      <Controls {...{ plot, view, playing, speed, onPlay, still, tell }} act={actByHand} onSpeed={setSpeed} />
      <Canvas
        {...{ plot, view, wording, label, playing, tell, onSpace }}
        act={actByHand}
        nodes={trace.nodes.join(' ')}
        fit={act}
        describedBy={keys}
      />
      <Tabs
        label="About this run"
        panels={[
          ...first,
          {
            name: 'Event',
            show: () => <Details {...{ trace, plot, tell, select }} selected={view.selected} />,
          },
          {
            name: 'In words',
            show: () => (
              <InWords
                {...{ tell, select }}
                moments={plot.moments}
                at={moment}
                selected={view.selected}
                omitted={trace.omitted}
              />
            ),
          },
          { name: 'Key', show: () => <Key plot={plot} /> },
          { name: 'Lines', show: () => <Lanes trace={trace} view={view} act={actByHand} /> },
          ...panels,
        ]}
      />
      <p id={keys} className={styles.hidden}>
        Arrow right and left go through the run, down and up along one line. Home and End go to its ends.
        Space {still ? 'steps' : 'plays'}. F finds the next fault. The same events are listed under “In
        words”.
      </p>
      <Announcer
        sentence={
          isTold && moment !== undefined && view.selected !== null
            ? `${plot.moments[moment]!.at} ms: ${tell(view.selected)}`
            : ''
        }
      />
    </section>
  );
}

/** Keeps the last plot, which is a walk through the whole trace. */
function plotter(trace: Trace): (hidden: readonly NodeId[]) => Plot {
  let last: { readonly hidden: readonly NodeId[]; readonly plot: Plot } | undefined;
  return (hidden) => {
    if (last?.hidden !== hidden) last = { hidden, plot: plotOf(trace, hidden) };
    return last.plot;
  };
}

function opening(
  { moments }: Plot,
  hidden: readonly NodeId[],
  at: Time | undefined,
  isWanted: (event: number) => boolean,
): View {
  const view = openingView(hidden);
  if (at === undefined) return view;
  const found = moments.find(
    (moment) => moment.at >= at && moment.lane !== null && isWanted(moment.events[0]!),
  );
  return found ? { ...view, selected: found.events[0]!, time: found.at } : view;
}

/** The sentence of an event. It is made only when somebody asks. */
function useTeller(trace: Trace): (event: number) => string {
  return useMemo(() => {
    let told: ReturnType<typeof teller> | undefined;
    return (event) => {
      told ??= teller(trace);
      const found = trace.events[event];
      // A trace can be made by hand, with kinds that nobody knows.
      return found ? (told(found) ?? String(found.kind)) : '';
    };
  }, [trace]);
}

function Lanes({ trace, view, act }: { trace: Trace; view: View; act: (action: Action) => void }) {
  return (
    <fieldset className={styles.lanes}>
      <legend>Lines that are drawn</legend>
      {[...trace.clients, ...trace.nodes].map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={!view.hidden.includes(name)}
            onChange={() => act({ do: 'toggle-lane', lane: name })}
          />{' '}
          {name}
        </label>
      ))}
    </fieldset>
  );
}
