import { ArrowShape } from './Drawing.tsx';
import type { Arrow, Layout, Mark } from './layout.ts';
import type { Plot } from './plot.ts';
import styles from './drawing.module.css';

interface HighlightProps {
  readonly plot: Plot;
  readonly layout: Layout;
  readonly event: number;
  readonly as: 'chosen' | 'pointed';
}

/** One event, and the messages that led to it and came of it, drawn over the diagram. */
export function Highlight({ plot, layout, event, as }: HighlightProps) {
  const moment = plot.momentOf[event] ?? -1;
  const mark = layout.marks[moment];
  if (!mark) return null;
  const own = layout.arrows.filter(({ flight }) => flight.event === event);
  const arrows =
    as === 'pointed' && own.length > 0
      ? own
      : layout.arrows.filter(({ flight }) => flight.sent === moment || flight.ended === moment);
  const { x, y } = placeOf(mark, own);
  return (
    <g className={styles[as]} pointerEvents="none">
      {as === 'chosen' && <line className={styles.playhead} x1={0} x2={layout.width} y1={y} y2={y} />}
      {arrows.map((arrow) => (
        <ArrowShape key={`${arrow.flight.event} ${arrow.flight.id}`} arrow={arrow} />
      ))}
      <circle className={styles.ring} cx={x} cy={y} r={9} />
    </g>
  );
}

/** A message that was lost has no mark of its own: its arrow ends in one. */
export function placeOf(mark: Mark, own: readonly Arrow[]): { readonly x: number; readonly y: number } {
  const lost = own.find(({ end }) => end === 'lost');
  return lost ? { x: lost.x2, y: lost.y2 } : { x: mark.x, y: mark.y };
}
