import { useLayoutEffect, useRef, useState } from 'react';
import type { Time } from '../../sim/index.ts';
import styles from './panels.module.css';

interface Moment {
  readonly at: Time;
  readonly events: readonly number[];
}

interface InWordsProps {
  /** Of the whole run, each with the events of the trace that belong to it. */
  readonly moments: readonly Moment[];
  /** The selected moment. */
  readonly at: number | undefined;
  readonly selected: number | null;
  readonly omitted: number;
  readonly tell: (event: number) => string;
  readonly select: (event: number) => void;
}

const page = 30;

/** The same events as a list, a page at a time: the page of the selected moment, until the reader turns to another. */
export function InWords({ moments, at, selected, omitted, tell, select }: InWordsProps) {
  const home = Math.floor((at ?? 0) / page);
  const [turned, setTurned] = useState<{ readonly from: number; readonly to: number }>();
  const shown = turned?.from === home ? turned.to : home;
  const last = Math.max(0, Math.ceil(moments.length / page) - 1);
  const turn = (to: number) => setTurned({ from: home, to });
  const first = shown * page;
  const shownMoments = moments.slice(first, first + page);
  const current = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => keepInSight(current.current), [at, shown]);
  return (
    <div className={styles.words}>
      <p className={styles.range} role="status">
        Moments {moments.length === 0 ? 0 : first + 1} to {first + shownMoments.length} of {moments.length}
      </p>
      <ol start={first + 1}>
        {shownMoments.map(({ events, at: time }, index) => (
          <li
            key={events[0]}
            ref={first + index === at ? current : undefined}
            aria-current={first + index === at ? 'step' : undefined}
          >
            <span className={styles.time}>{time} ms</span>
            <span>
              {events.map((event) => (
                <button
                  key={event}
                  type="button"
                  aria-pressed={event === selected}
                  onClick={() => select(event)}
                >
                  {tell(event)}
                </button>
              ))}
            </span>
          </li>
        ))}
      </ol>
      {shown === last && omitted > 0 && <p>And {omitted} events more, which were not kept.</p>}
      <div className={styles.turn}>
        <button type="button" aria-disabled={shown === 0} onClick={() => shown > 0 && turn(shown - 1)}>
          Earlier
        </button>
        <button type="button" aria-disabled={shown === last} onClick={() => shown < last && turn(shown + 1)}>
          Later
        </button>
      </div>
    </div>
  );
}

/** Within the list's own panel: the page stays where it is. */
export function keepInSight(item: Element | null): void {
  const panel = item?.closest('[role="tabpanel"]');
  if (!item || !panel) return;
  const [inner, outer] = [item.getBoundingClientRect(), panel.getBoundingClientRect()];
  if (inner.top < outer.top) panel.scrollTop += inner.top - outer.top - 8;
  if (inner.bottom > outer.bottom) panel.scrollTop += inner.bottom - outer.bottom + 8;
}
