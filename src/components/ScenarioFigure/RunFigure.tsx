import { useEffect, useMemo, useRef, useState, type ComponentType } from 'react';
import { stillOf } from '#still';
import clsx from 'clsx';
import type { Failure, NodeId, Time, Trace } from '../../sim/index.ts';
import lesson from '../lesson/lesson.module.css';
import frame from '../SpaceTime/frame.module.css';
import type { Panel } from '../stage/Tabs.tsx';
import { useNearView } from '../useNearView.ts';
import type { Run } from './run.ts';
import { ScenarioPanel } from './ScenarioPanel.tsx';
import styles from './ScenarioFigure.module.css';
import { useLinkedRun } from './useLinkedRun.ts';

/** What a lesson says of a run that it shows. */
export interface ScenarioFigureProps {
  readonly title: string;
  /** What is to be seen, for those who do not see it. */
  readonly alt: string;
  /** The scenario. From src/plugins/remark-lesson-files.ts. */
  readonly source: string;
  /** Lines that are left out until the reader asks for them, apart by spaces. */
  readonly hide?: string;
  /** The time at which the picture opens, in milliseconds, and words of the event that is selected then. */
  readonly at?: string;
  readonly find?: string;
}

/** A picture of a run, whatever it looks like. It fills the height of its parent. */
export interface RunPictureProps {
  readonly system: string;
  readonly trace: Trace;
  readonly label: string;
  readonly hidden: readonly NodeId[];
  readonly at: Time | undefined;
  readonly find: string | undefined;
  /** The promise that the run broke. */
  readonly failure: Failure | null;
  /** More that lies behind the picture. */
  readonly panels: readonly Panel[];
}

interface RunFigureProps extends ScenarioFigureProps {
  readonly picture: PictureKind;
  readonly load: () => Promise<Parts>;
}

/** What a figure needs beyond its text: the systems, and a picture of their runs. */
export interface Parts {
  readonly Picture: ComponentType<RunPictureProps>;
  readonly runText: (text: string) => Run;
  readonly sentencesOf: (error: unknown) => readonly string[];
}

/** The kinds of pictures; each has a still of its own, and takes as much room before it has come as after. */
export type PictureKind = 'space-time' | 'cluster' | 'shop';

const rooms: Readonly<Record<PictureKind, string | undefined>> = {
  'space-time': undefined,
  cluster: frame.cluster,
  shop: frame.shop,
};

/** A scenario that runs in the page and is drawn. The reader can change it, run it, and pass it on. */
export function RunFigure({ picture, load, title, alt, source, hide = '', at, find }: RunFigureProps) {
  const hidden = useMemo(() => hide.split(/\s+/).filter(Boolean), [hide]);
  const start = at === undefined ? undefined : Number(at);
  const figure = useRef<HTMLElement>(null);
  const near = useNearView(figure, '500px');
  const parts = useParts(near, load);
  const [own, setOwn] = useState<string>();
  const linked = useLinkedRun(title, figure);
  const text = own ?? linked.text ?? source;
  const run = useRun(parts, text);
  const shown = useLast(run);

  return (
    <figure ref={figure} className={lesson.figure} data-run-figure={title}>
      <div className={clsx(frame.frame, rooms[picture], styles.room)}>
        {(linked.sentence !== undefined || linked.text !== undefined) && (
          <p className={styles.notice} role="status">
            {linked.sentence ?? (linked.text !== undefined && 'This run came with the link.')}{' '}
            <button
              type="button"
              onClick={() => {
                setOwn(undefined);
                linked.leave();
              }}
            >
              {linked.sentence === undefined ? 'Show the lesson’s own' : 'Close'}
            </button>
          </p>
        )}
        {run && 'sentences' in run && !shown && <Troubles sentences={run.sentences} />}
        {parts && shown ? (
          <parts.Picture
            system={shown.system}
            trace={shown.trace}
            label={`${title}. ${alt}`}
            hidden={hidden}
            at={start}
            find={find}
            failure={shown.failure}
            panels={[
              {
                name: 'Scenario',
                show: () => (
                  <ScenarioPanel
                    figure={title}
                    text={text}
                    source={source}
                    failure={shown.failure}
                    sentences={run && 'sentences' in run ? run.sentences : []}
                    onRun={setOwn}
                  />
                ),
              },
            ]}
          />
        ) : (
          <Still picture={picture} alt={alt} text={source} hidden={hidden} at={start} find={find} />
        )}
      </div>
      <figcaption>{title}</figcaption>
    </figure>
  );
}

/** The picture and the systems, once the reader comes near. Without a network the drawing stays. */
function useParts(near: boolean, load: RunFigureProps['load']): Parts | undefined {
  const [parts, setParts] = useState<Parts>();
  useEffect(() => {
    if (!near) return;
    let left = false;
    load().then(
      (parts) => !left && setParts(parts),
      () => {},
    );
    return () => void (left = true);
  }, [near, load]);
  return parts;
}

type Outcome = Run | { readonly sentences: readonly string[] };

function useRun(parts: Parts | undefined, text: string): Outcome | undefined {
  return useMemo(() => {
    if (!parts) return undefined;
    try {
      return parts.runText(text);
    } catch (error) {
      return { sentences: parts.sentencesOf(error) };
    }
  }, [parts, text]);
}

/** A scenario that cannot be read leaves the last picture where it is. */
function useLast(run: Outcome | undefined): Run | undefined {
  const last = useRef<Run>(undefined);
  if (run && 'trace' in run) last.current = run;
  return last.current;
}

interface StillProps {
  readonly picture: PictureKind;
  readonly alt: string;
  readonly text: string;
  readonly hidden: readonly string[];
  readonly at: number | undefined;
  readonly find: string | undefined;
}

/** React leaves alone what the server drew. */
function Still({ alt, ...options }: StillProps) {
  const [drawn] = useState(() => ({ __html: stillOf(options) }));
  return (
    <div className={frame.waiting}>
      <div
        className={frame.still}
        role="img"
        aria-label={alt}
        dangerouslySetInnerHTML={drawn}
        suppressHydrationWarning
      />
      <p>{alt}</p>
    </div>
  );
}

export function Troubles({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <ul className={styles.troubles} role="alert">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
