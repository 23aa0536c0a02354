import {
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
} from 'react';
import { Drawing, Labels } from './Drawing.tsx';
import { Highlight, placeOf } from './Highlight.tsx';
import { excerptOf, fittingZoom, gutter, layOut, type Layout, type Wording } from './layout.ts';
import { causesOf, type Plot } from './plot.ts';
import { selectedMoment, type Action, type View } from './view.ts';
import drawing from './drawing.module.css';
import styles from './SpaceTime.module.css';

interface CanvasProps {
  readonly plot: Plot;
  readonly view: View;
  readonly wording: Wording;
  readonly label: string;
  /** The names of all nodes, hidden or not. */
  readonly nodes: string;
  readonly playing: boolean;
  readonly tell: (event: number) => string;
  readonly act: (action: Action) => void;
  /** Not by the reader's hand: it interrupts nothing. */
  readonly fit: (action: Action) => void;
  /** A key that the canvas does not know itself. */
  readonly onSpace: () => void;
  /** Id of the text that explains the keys. */
  readonly describedBy: string;
}

/** The picture: a part of the page that scrolls by itself, and in which only what is in view is drawn. */
export function Canvas(props: CanvasProps) {
  const { plot, view, wording, label, nodes, playing, tell, act, fit, onSpace, describedBy } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const size = useSize(scroller);
  const [top, setTop] = useState(0);
  const [pointed, setPointed] = useState<Pointed>();
  const { selected, zoom, causes } = view;

  const layout = useMemo(
    () => layOut(plot, { width: size?.width ?? 640, zoom }, wording),
    [plot, size?.width, zoom, wording],
  );
  const height = size?.height ?? 0;
  const excerpt = useMemo(() => excerptOf(layout, top - 120, top + height + 120), [layout, top, height]);
  const moment = selectedMoment(view, plot);
  const lit = useMemo(
    () => (causes && moment !== undefined ? causesOf(plot, moment) : null),
    [causes, moment, plot],
  );

  useFittingZoom(plot, nodes, size?.height, fit);
  useInSight(scroller, layout, plot, selected, playing);

  const selectAt = (target: EventTarget) => {
    const event = eventAt(target);
    if (event !== undefined) act({ do: 'select', event });
  };
  return (
    <div className={styles.picture}>
      {/* It takes the arrow keys itself, as a map or a slider does. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={scroller}
        className={styles.scroller}
        role="application"
        aria-roledescription="space-time diagram"
        aria-label={label}
        aria-describedby={describedBy}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onScroll={({ currentTarget }) => {
          setPointed(undefined);
          // To whole steps: React draws anew once in a while, not with every pixel.
          setTop(Math.floor(currentTarget.scrollTop / 80) * 80);
        }}
        onKeyDown={(event) => {
          if (isForUs(event) && press(event.key, act, onSpace)) event.preventDefault();
        }}
      >
        <div className={styles.heads} style={{ width: layout.width }} aria-hidden>
          {layout.columns.map(({ name, x, kind }, index) => (
            <span
              key={name}
              className={styles.head}
              data-kind={kind}
              data-low={isCrowded(layout) && index % 2 === 1}
              style={{ left: x }}
            >
              {name}
            </span>
          ))}
        </div>
        <div className={styles.sheet} style={{ width: layout.width, height: layout.height }} aria-hidden>
          <div className={styles.axis} style={{ width: gutter - 10, height: layout.height }}>
            {excerpt.ticks.map(({ at, y }) => (
              <span key={at} style={{ top: y }}>
                {at} ms
              </span>
            ))}
          </div>
          {/* As large as the whole run, and drawn only where it is looked at: one that moved along would count as a shift of the layout.
              The list of events and the keys do the same for those who use no pointer. */}
          <svg
            className={styles.svg}
            width={layout.width}
            height={layout.height}
            onClick={({ target }) => selectAt(target)}
            onPointerMove={(event) => setPointed(pointedAt(event, scroller.current))}
            onPointerLeave={() => setPointed(undefined)}
          >
            <Drawing excerpt={excerpt} width={layout.width} lit={lit} />
            {pointed && pointed.event !== selected && (
              <Highlight plot={plot} layout={layout} event={pointed.event} as="pointed" />
            )}
            {selected !== null && <Highlight plot={plot} layout={layout} event={selected} as="chosen" />}
            <Labels excerpt={excerpt} lit={lit} />
            {playing && moment !== undefined && <Veil layout={layout} moment={moment} />}
          </svg>
        </div>
      </div>
      <Zoom act={act} />
      {pointed && (
        <div
          className={styles.tip}
          style={{ left: pointed.x, top: pointed.y }}
          data-side={pointed.side}
          aria-hidden
        >
          {tell(pointed.event)}
        </div>
      )}
    </div>
  );
}

function Zoom({ act }: { act: (action: Action) => void }) {
  return (
    <div className={styles.zoom} role="group" aria-label="Zoom">
      <button type="button" aria-label="Zoom out" onClick={() => act({ do: 'zoom', by: 1 / 1.4 })}>
        −
      </button>
      <button type="button" aria-label="Zoom in" onClick={() => act({ do: 'zoom', by: 1.4 })}>
        +
      </button>
    </div>
  );
}

/** What has not happened yet, while the run is played. */
function Veil({ layout, moment }: { layout: Layout; moment: number }) {
  const top = layout.marks[moment]!.y + 12;
  return (
    <rect
      className={drawing.veil}
      x={0}
      y={top}
      width={layout.width}
      height={Math.max(0, layout.height - top)}
    />
  );
}

const isForUs = ({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => !ctrlKey && !metaKey && !altKey;

function press(key: string, act: (action: Action) => void, onSpace: () => void): boolean {
  if (key === ' ') {
    onSpace();
    return true;
  }
  const action = actions[key];
  if (action) act(action);
  return action !== undefined;
}

const actions: Readonly<Record<string, Action>> = {
  ArrowRight: { do: 'step', by: 1, along: 'run' },
  ArrowLeft: { do: 'step', by: -1, along: 'run' },
  ArrowDown: { do: 'step', by: 1, along: 'lane' },
  ArrowUp: { do: 'step', by: -1, along: 'lane' },
  Home: { do: 'go', to: 'first' },
  End: { do: 'go', to: 'last' },
  f: { do: 'go', to: 'next fault' },
  c: { do: 'toggle-causes' },
  '+': { do: 'zoom', by: 1.4 },
  '=': { do: 'zoom', by: 1.4 },
  '-': { do: 'zoom', by: 1 / 1.4 },
  Escape: { do: 'select', event: null },
};

/** Names that do not fit side by side stand in two rows. */
const isCrowded = ({ columns }: Layout): boolean =>
  columns.some(({ name }, index) => {
    const next = columns[index + 1];
    return next !== undefined && (name.length + next.name.length) * 4 + 8 > next.x - columns[index]!.x;
  });

interface Pointed {
  readonly event: number;
  readonly x: number;
  readonly y: number;
  readonly side: 'left' | 'right';
}

function pointedAt(event: PointerEvent, scroller: HTMLElement | null): Pointed | undefined {
  const at = event.pointerType === 'touch' ? undefined : eventAt(event.target);
  if (at === undefined || !scroller) return undefined;
  const { left, top, width } = scroller.getBoundingClientRect();
  const x = event.clientX - left;
  return { event: at, x, y: event.clientY - top, side: x > width / 2 ? 'left' : 'right' };
}

function eventAt(target: EventTarget): number | undefined {
  const event = (target as Element).closest?.<SVGElement>('[data-event]')?.dataset['event'];
  return event === undefined ? undefined : Number(event);
}

function useSize(element: RefObject<HTMLElement | null>) {
  const [size, setSize] = useState<{ readonly width: number; readonly height: number }>();
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const measure = () => setSize({ width: current.clientWidth, height: current.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

/** A short run fills the picture. Later the reader decides, until other nodes run. */
function useFittingZoom(
  plot: Plot,
  nodes: string,
  height: number | undefined,
  act: (action: Action) => void,
) {
  const fitted = useRef<string>(undefined);
  useLayoutEffect(() => {
    if (height === undefined || height === 0 || fitted.current === nodes) return;
    fitted.current = nodes;
    act({ do: 'zoom-to', zoom: fittingZoom(plot, height - headHeight) });
  });
}

const headHeight = 44;

/** Keeps what is selected in sight, also when the zoom changes. */
function useInSight(
  scroller: RefObject<HTMLElement | null>,
  layout: Layout,
  plot: Plot,
  selected: number | null,
  playing: boolean,
) {
  const before = useRef(layout);
  useLayoutEffect(() => {
    const { current } = scroller;
    if (!current) return;
    const zoomed = before.current !== layout && before.current.height !== layout.height;
    const ratio = layout.height / before.current.height;
    before.current = layout;
    const mark = selected === null ? undefined : layout.marks[plot.momentOf[selected] ?? -1];
    const { scrollTop, scrollLeft, clientWidth } = current;
    if (!mark) {
      if (zoomed) current.scrollTo({ top: scrollTop * ratio });
      return;
    }
    const own = layout.arrows.filter(({ flight }) => flight.event === selected);
    const { x, y } = placeOf(mark, own);
    const room = current.clientHeight - headHeight;
    const isAway = y < scrollTop + 30 || y > scrollTop + room * (playing ? 0.75 : 1) - 40;
    if (isAway) current.scrollTo({ top: y - room * (playing ? 0.3 : 0.4) });
    if (x < scrollLeft + gutter + 20) current.scrollTo({ left: x - gutter - 60 });
    if (x > scrollLeft + clientWidth - 30) current.scrollTo({ left: x - clientWidth + 60 });
  }, [scroller, layout, plot, selected, playing]);
}
