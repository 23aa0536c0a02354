import { useLayoutEffect, useMemo, useRef, useState, type PointerEvent, type RefObject } from 'react';
import { Announcer } from '../stage/Announcer.tsx';
import { frameAt, type Frame, type Frames, type Playhead } from './frames.ts';
import { stageOf, type Stage } from './layout.ts';
import { differencesBetween } from './compare.ts';
import { Picture } from './Picture.tsx';
import { lastSentence } from './sentences.ts';
import { marksOf, markNear, type Mark } from './shapes.ts';
import { StageButtons } from './StageButtons.tsx';
import { messageInWords } from './words.ts';
import drawing from './drawing.module.css';
import styles from './ClusterStage.module.css';

/** What the reader has chosen: a node by its name, a message by the number of its flight. */
export type Selection =
  { readonly kind: 'node'; readonly name: string } | { readonly kind: 'message'; readonly number: number };

export interface ClusterStageProps {
  readonly frames: Frames;
  readonly playhead: Playhead;
  /** What is to be seen, for those who do not see it. */
  readonly label: string;
  readonly selected?: Selection | null;
  readonly onSelect?: (selected: Selection | null) => void;
  /** The same moment of another future: what is not the same there is marked. */
  readonly compare?: Frame | null;
  /** While it plays, a new sentence many times a second would drown a screen reader. */
  readonly playing?: boolean;
}

/** A Raft cluster at one moment of a run. It draws what it is given, and has no clock: whoever shows it moves the playhead. */
export function ClusterStage(props: ClusterStageProps) {
  const { frames, playhead, label, selected = null, onSelect, compare = null, playing = false } = props;
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const [pointed, setPointed] = useState<number>();
  const { nodes, clients } = frames.trace;
  const cast = `${nodes.join(' ')}/${clients.join(' ')}`;
  // Clients are known as soon as they have asked, and a trace that goes on is another one each time.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const stage = useMemo(() => stageOf(width ?? 640, { nodes, clients }), [width, cast]);
  const frame = useMemo(
    () => frameAt(frames, { event: playhead.event, time: playhead.time }),
    [frames, playhead.event, playhead.time],
  );
  const marks = useMemo(() => marksOf(stage, frame.flights), [stage, frame]);
  const different = useMemo(() => differencesBetween(frame, compare), [frame, compare]);
  const sentence = useMemo(() => lastSentence(frames, playhead.event), [frames, playhead.event]);

  const chosenMark =
    selected?.kind === 'message' ? marks.find(({ flight }) => flight.number === selected.number) : undefined;
  const tipped = pointed === undefined ? chosenMark : marks.find(({ flight }) => flight.number === pointed);

  const markAt = (event: PointerEvent<HTMLElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const within = event.pointerType === 'touch' ? 26 : 14;
    return markNear(marks, event.clientX - left, event.clientY - top, within);
  };
  const choose = (event: PointerEvent<HTMLElement>) => {
    const mark = markAt(event);
    if (mark) return onSelect?.({ kind: 'message', number: mark.flight.number });
    const row = (event.target as Element).closest<SVGElement>('[data-node]');
    onSelect?.(row ? { kind: 'node', name: row.dataset['node']! } : null);
  };
  return (
    <section className={`${styles.stage} ${drawing.hues}`} aria-label={label}>
      <div
        ref={place}
        className={styles.place}
        style={{ height: stage.height }}
        data-pointed={pointed !== undefined || undefined}
        onPointerUp={choose}
        onPointerMove={(event) => event.pointerType !== 'touch' && setPointed(markAt(event)?.flight.number)}
        onPointerLeave={() => setPointed(undefined)}
      >
        {width !== undefined && (
          <>
            <svg className={styles.svg} width={stage.width} height={stage.height} aria-hidden>
              <Picture
                {...{ stage, frame, marks, compare, different }}
                longestLog={frames.longestLog}
                selectedNode={selected?.kind === 'node' ? selected.name : null}
                selectedMark={chosenMark ?? null}
              />
            </svg>
            {tipped && <Tip mark={tipped} stage={stage} />}
            <StageButtons {...{ stage, frame, marks, selected, onSelect, playing }} />
          </>
        )}
      </div>
      <p className={styles.last}>
        <b>{Math.floor(playhead.time)} ms</b> {sentence === '' ? 'Nothing has happened yet.' : sentence}
      </p>
      <Announcer sentence={playing ? '' : sentence} />
    </section>
  );
}

/** What a message says, beside it: on the side on which there is more room. */
function Tip({ mark: { flight, fate, x, y }, stage }: { mark: Mark; stage: Stage }) {
  const isLeft = x > stage.width / 2;
  const side = isLeft ? { right: stage.width - x + 14 } : { left: x + 14 };
  return (
    <p className={styles.tip} style={{ ...side, top: y + 10 }} aria-hidden>
      {messageInWords(flight, fate)}
    </p>
  );
}

/** The width that there is, before the first paint and ever after; undefined on the server. */
export function useWidth(element: RefObject<HTMLElement | null>): number | undefined {
  const [width, setWidth] = useState<number>();
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    setWidth(current.clientWidth);
    const observer = new ResizeObserver(() => setWidth(current.clientWidth));
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return width === undefined || width === 0 ? undefined : width;
}
