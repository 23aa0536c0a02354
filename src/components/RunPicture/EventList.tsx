import { useMemo, useState } from 'react';
import { teller } from '../../sim/trace/tell.ts';
import type { Trace } from '../../sim/trace/trace.ts';
import styles from './RunPicture.module.css';

const AT_ONCE = 500;

/** A run in words: one event a line, with its time. */
export function EventList({ trace, label }: { trace: Trace; label: string }) {
  const tell = useMemo(() => teller(trace), [trace]);
  const [{ of, shown }, setShown] = useState({ of: trace, shown: AT_ONCE });
  const end = of === trace ? shown : AT_ONCE;
  const left = trace.events.length - end;
  return (
    // A list that scrolls must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.list} role="group" aria-label={`The events of “${label}”`} tabIndex={0}>
      <ol>
        {trace.events.slice(0, end).map((event, index) => (
          <li key={index}>
            <span className={styles.time}>{event.at} ms</span> {tell(event)}
          </li>
        ))}
      </ol>
      {left > 0 && (
        <button type="button" onClick={() => setShown({ of: trace, shown: end + AT_ONCE })}>
          Show {Math.min(left, AT_ONCE)} of {left.toLocaleString('en')} further events
        </button>
      )}
      {trace.omitted > 0 && <p>And {trace.omitted.toLocaleString('en')} events more, which were not kept.</p>}
    </div>
  );
}
