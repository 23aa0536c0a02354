import { useId, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react';
import lesson from '../lesson/lesson.module.css';
import { moved, type Selection } from './selection.ts';
import { tellSpan, ticksOf, type Span, type SpanKind, type Timeline } from './timeline.ts';
import styles from './ElectionTimeline.module.css';

interface ElectionTimelineProps {
  readonly title: string;
  /** What is to be seen, for those who do not see it. */
  readonly alt: string;
  /** The timeline of the scenario, as JSON. From src/plugins/remark-lesson-files.ts. */
  readonly source: string;
}

/** A run of Aeron Cluster as the states of its elections: a row for each member, a bar for each state. It is there without a script. */
export function ElectionTimeline({ title, alt, source }: ElectionTimelineProps) {
  const timeline = useMemo(() => JSON.parse(source) as Timeline, [source]);
  const [selected, setSelected] = useState<Selection>({ row: 0, span: 0 });
  const [isTold, setIsTold] = useState(false);
  const rows = useRef<HTMLDivElement>(null);
  const keys = useId();
  const shown = timeline.rows[selected.row]!;

  const select = (selection: Selection) => {
    setIsTold(true);
    setSelected(selection);
  };
  function onKeyDown(event: KeyboardEvent) {
    const next = moved(timeline, selected, event.key);
    if (next === undefined) return;
    event.preventDefault();
    select(next);
    rows.current?.querySelector<HTMLElement>(`[data-at="${next.row} ${next.span}"]`)?.focus();
  }

  return (
    <figure className={lesson.figure}>
      <div className={styles.card} role="group" aria-label={alt} aria-describedby={keys}>
        <div ref={rows} className={styles.rows}>
          {timeline.rows.map(({ member, spans }, row) => (
            <div key={member} className={styles.row}>
              <span className={styles.member}>{member}</span>
              <div className={styles.track}>
                {spans.map((span, index) => (
                  <Bar
                    key={index}
                    {...{ span, member }}
                    end={timeline.end}
                    at={`${row} ${index}`}
                    isSelected={selected.row === row && selected.span === index}
                    onKeyDown={onKeyDown}
                    onSelect={() => select({ row, span: index })}
                  />
                ))}
              </div>
            </div>
          ))}
          <Axis end={timeline.end} />
        </div>
        <ul className={styles.key}>
          {key.map(([kind, words]) => (
            <li key={kind}>
              <span className={styles.swatch} data-kind={kind} aria-hidden /> {words}
            </li>
          ))}
        </ul>
        <p className={styles.told} role="status">
          {isTold
            ? tellSpan(shown.member, shown.spans[selected.span]!)
            : 'Choose a bar to read what it stands for.'}
        </p>
        <details className={styles.words}>
          <summary>In words</summary>
          <ol>
            {timeline.rows.flatMap(({ member, spans }) =>
              spans.map((span) => (
                <li key={`${member} ${span.from} ${span.state}`}>{tellSpan(member, span)}</li>
              )),
            )}
          </ol>
        </details>
        <p id={keys} className={styles.hidden}>
          Arrow left and right go through the states of a member, up and down to another member at the time.
        </p>
      </div>
      <figcaption>{title}</figcaption>
    </figure>
  );
}

const key: readonly (readonly [SpanKind, string])[] = [
  ['asking', 'canvasses, or is about to stand'],
  ['ballot', 'ballot'],
  ['to-lead', 'comes to lead'],
  ['to-follow', 'comes to follow'],
  ['leader', 'leads'],
  ['follower', 'follows'],
  ['down', 'is down'],
];

interface BarProps {
  readonly span: Span;
  readonly member: string;
  readonly end: number;
  readonly at: string;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** One of them is in the order of the tab key; arrows lead to the others. */
const Bar = ({ span, member, end, at, isSelected, onSelect, onKeyDown }: BarProps) => (
  <button
    type="button"
    className={styles.bar}
    style={placed(span.from, span.until, end)}
    data-kind={span.kind}
    data-at={at}
    tabIndex={isSelected ? 0 : -1}
    aria-pressed={isSelected}
    aria-label={tellSpan(member, span)}
    title={tellSpan(member, span)}
    {...{ onKeyDown }}
    onClick={onSelect}
  >
    <span>{span.state}</span>
  </button>
);

const Axis = ({ end }: { readonly end: number }) => (
  <div className={styles.axis} aria-hidden>
    {ticksOf(end).map((tick) => (
      <span key={tick} style={{ left: percent(tick, end) }}>
        {tick} ms
      </span>
    ))}
  </div>
);

const placed = (from: number, until: number, end: number): CSSProperties => ({
  left: percent(from, end),
  width: percent(until - from, end),
});

const percent = (time: number, end: number): string => `${((100 * time) / Math.max(1, end)).toFixed(3)}%`;
