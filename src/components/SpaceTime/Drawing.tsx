import clsx from 'clsx';
import { memo } from 'react';
import { boxOf, type Arrow, type Excerpt, type Label, type Line, type Mark } from './layout.ts';
import styles from './drawing.module.css';

interface DrawingProps {
  readonly excerpt: Excerpt;
  readonly width: number;
  /** Moments that stand out; null when all do. */
  readonly lit: ReadonlySet<number> | null;
}

/** The part of the diagram that is in view. It knows nothing of what is selected: that lies on top (`Highlight`). */
export const Drawing = memo(function Drawing({ excerpt, width, lit }: DrawingProps) {
  const { ticks, lines, fences, arrows, marks } = excerpt;
  const dim = (...moments: readonly number[]) =>
    lit !== null && !moments.every((moment) => lit.has(moment)) ? styles.dim : undefined;
  return (
    <>
      {ticks.map(({ y }) => (
        <line key={y} className={styles.guide} x1={0} x2={width} y1={y} y2={y} />
      ))}
      {lines.map((line) => (
        <LifeLine key={`${line.x} ${line.top}`} line={line} excerpt={excerpt} />
      ))}
      {fences.map(({ x, top, bottom }) => (
        <line key={`${x} ${top}`} className={styles.rail} x1={x} x2={x} y1={top} y2={bottom} />
      ))}
      {arrows.map((arrow) => (
        <g
          key={`${arrow.flight.event} ${arrow.flight.id}`}
          className={clsx(
            styles.arrow,
            styles[toneOf(arrow)],
            dim(arrow.flight.sent, arrow.flight.ended ?? arrow.flight.sent),
          )}
          data-event={arrow.flight.event}
        >
          <ArrowShape arrow={arrow} />
        </g>
      ))}
      {marks.map((mark) => (
        <g
          key={mark.moment.events[0]}
          className={clsx(styles.mark, mark.moment.quiet && styles.quiet, dim(mark.index))}
          data-event={mark.moment.events[0]}
        >
          <MarkShape mark={mark} />
        </g>
      ))}
    </>
  );
});

/** What is written into the diagram. It lies over everything, so that no arrow crosses a word out. */
export const Labels = memo(function Labels({ excerpt, lit }: Omit<DrawingProps, 'width'>) {
  return excerpt.labels.map((label) => (
    <Words
      key={`${label.x} ${label.y}`}
      label={label}
      className={lit === null || lit.has(label.moment) ? undefined : styles.dim}
    />
  ));
});

const toneOf = ({ flight, end }: Arrow): string =>
  end === 'lost' ? 'lost' : end === 'open' ? 'open' : flight.copy ? 'copy' : flight.quiet ? 'quiet' : 'sound';

function LifeLine({ line, excerpt }: { line: Line; excerpt: Excerpt }) {
  // Dashes begin anew at every redraw, so they are cut at whole multiples of their length.
  const top = Math.max(line.top, excerpt.top);
  const bottom = Math.min(line.bottom, excerpt.bottom);
  const at = { x1: line.x, x2: line.x, y1: top, y2: bottom };
  if (line.how === 'down') return <line className={styles.down} {...at} />;
  return (
    <>
      {line.how === 'paused' && <line className={styles.hatch} {...at} />}
      <line
        className={clsx(styles.line, styles[line.kind], line.standing && styles[line.standing])}
        {...at}
      />
    </>
  );
}

export function ArrowShape({ arrow }: { arrow: Arrow }) {
  const { x1, y1, x2, y2, end } = arrow;
  if (x1 === x2) return <SelfArrow arrow={arrow} />;
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const stop = end === 'arrives' ? 5.5 : end === 'lost' ? 6 : 0;
  const [tx, ty] = [x2 - ux * stop, y2 - uy * stop];
  const shaft = `M${r(x1 + ux * 5)} ${r(y1 + uy * 5)}L${r(tx)} ${r(ty)}`;
  return (
    <>
      <path className={styles.reach} d={shaft} />
      <path className={styles.shaft} d={shaft} />
      {end === 'arrives' && (
        <path
          className={styles.head}
          d={`M${r(tx)} ${r(ty)}L${r(tx - ux * 8 - uy * 3.6)} ${r(ty - uy * 8 + ux * 3.6)}L${r(tx - ux * 8 + uy * 3.6)} ${r(ty - uy * 8 - ux * 3.6)}Z`}
        />
      )}
      {end === 'lost' && <path className={styles.cross} d={cross(x2, y2, 4.5)} />}
    </>
  );
}

/** A message of a node to itself. */
function SelfArrow({ arrow: { x1, y1, y2, end } }: { arrow: Arrow }) {
  const d = `M${r(x1 + 5)} ${r(y1)}C${r(x1 + 30)} ${r(y1)} ${r(x1 + 30)} ${r(y2)} ${r(x1 + 7)} ${r(y2)}`;
  return (
    <>
      <path className={styles.reach} d={d} />
      <path className={styles.shaft} d={d} />
      {end === 'arrives' && <path className={styles.head} d={`M${r(x1 + 5.5)} ${r(y2)}l8 -3.6v7.2Z`} />}
      {end === 'lost' && <path className={styles.cross} d={cross(x1 + 7, y2, 4.5)} />}
    </>
  );
}

function MarkShape({ mark: { moment, x, y, reaches } }: { mark: Mark }) {
  const { kind, changed, quiet, writes, applies } = moment;
  switch (kind) {
    case 'cut':
    case 'heal':
      return (
        <g className={kind === 'cut' ? styles.fault : styles.healed}>
          {reaches.map((far) => (
            <LinkShape key={far} x={x} far={far} y={y} cut={kind === 'cut'} />
          ))}
          <circle className={styles.knob} cx={x} cy={y} r={2.5} />
        </g>
      );
    case 'crash':
      return (
        <g className={styles.fault}>
          <circle className={styles.reach} cx={x} cy={y} r={10} />
          <path className={styles.cross} d={cross(x, y, 6.5)} />
        </g>
      );
    case 'broke':
      return (
        <g className={styles.fault}>
          <circle className={styles.knob} cx={x} cy={y} r={8} />
          <path className={styles.bar} d={`M${x} ${y - 4}v4.5M${x} ${y + 3.4}v.4`} />
        </g>
      );
    case 'stop':
      return <path className={clsx(styles.bar, styles.fault)} d={`M${x - 7} ${y}h14`} />;
    case 'pause':
      return (
        <path className={clsx(styles.bar, styles.fault)} d={`M${x - 3} ${y - 5}v10M${x + 3} ${y - 5}v10`} />
      );
    case 'resume':
      return <path className={styles.knob} d={`M${x - 4} ${y - 6}l10 6l-10 6Z`} />;
    case 'start':
      return <path className={styles.bar} d={`M${x - 7} ${y}h14`} />;
    case 'lose':
      return null;
    case 'settings':
      return <circle className={styles.knob} cx={x} cy={y} r={2.5} />;
    default:
      return (
        <>
          <circle className={styles.reach} cx={x} cy={y} r={11} />
          {writes && (
            <rect className={clsx(styles.disk, styles[writes])} x={x - 15} y={y - 3} width={6} height={6} />
          )}
          {kind === 'timer' ? (
            <path
              className={clsx(styles.dot, changed && styles.changed, applies && styles.applied)}
              d={diamond(x, y, quiet ? 3 : 5)}
            />
          ) : (
            <circle
              className={clsx(styles.dot, changed && styles.changed, applies && styles.applied)}
              cx={x}
              cy={y}
              r={quiet ? 2.5 : 4.2}
            />
          )}
        </>
      );
  }
}

function LinkShape({ x, far, y, cut }: { x: number; far: number; y: number; cut: boolean }) {
  const middle = (x + far) / 2;
  return (
    <>
      <path className={styles.reach} d={`M${x} ${y}H${far}`} />
      <path className={styles.link} d={`M${x} ${y}H${far}`} />
      {cut && (
        <path className={styles.bar} d={`M${middle - 1} ${y - 5}l-4 10M${middle + 5} ${y - 5}l-4 10`} />
      )}
    </>
  );
}

function Words({ label, className }: { label: Label; className?: string }) {
  const { x, y, text, anchor, kind } = label;
  const { left, right, top, bottom } = boxOf(label);
  return (
    <g className={clsx(styles.label, styles[`label-${kind}`], className)}>
      <rect x={r(left)} y={r(top + 2)} width={r(right - left)} height={r(bottom - top - 2)} rx={2} />
      <text x={r(x)} y={r(y)} textAnchor={anchor}>
        {text}
      </text>
    </g>
  );
}

const cross = (x: number, y: number, by: number): string =>
  `M${r(x - by)} ${r(y - by)}L${r(x + by)} ${r(y + by)}M${r(x + by)} ${r(y - by)}L${r(x - by)} ${r(y + by)}`;
const diamond = (x: number, y: number, by: number): string =>
  `M${r(x)} ${r(y - by)}l${by} ${by}l-${by} ${by}l-${by} -${by}Z`;
const r = (value: number): number => Math.round(value * 10) / 10;
