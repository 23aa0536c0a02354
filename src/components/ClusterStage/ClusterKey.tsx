import clsx from 'clsx';
import type { ReactNode } from 'react';
import panels from '../stage/panels.module.css';
import { MessageIcon } from './Messages.tsx';
import type { Kind } from './saying.ts';
import { arc } from './shapes.ts';
import drawing from './drawing.module.css';
import styles from './list.module.css';

const messages: readonly (readonly [Kind, string])[] = [
  ['pre-vote', 'PreVote: could I win?'],
  ['vote', 'RequestVote'],
  ['granted', 'a reply that says yes'],
  ['refused', 'a reply that says no'],
  ['append', 'AppendEntries, with entries'],
  ['heartbeat', 'a heartbeat: AppendEntries without any'],
  ['snapshot', 'InstallSnapshot'],
  ['timeout-now', 'TimeoutNow: stand for election'],
  ['request', 'a client’s request'],
  ['answer', 'its answer'],
];

const cell = (solid: boolean) => (
  <g className={clsx(drawing.cell, solid && drawing.solid)} data-term="1">
    <rect x={4} y={1} width={22} height={18} rx={3} />
    <text x={15} y={14.5} textAnchor="middle">
      1
    </text>
  </g>
);

const rest: readonly (readonly [ReactNode, string])[] = [
  [
    <g className={clsx(drawing.node, drawing.follower)}>
      <circle className={drawing.track} cx={15} cy={10} r={8} />
      <path className={drawing.timer} d={arc(15, 10, 8, 0.62)} />
    </g>,
    'what is left of a timer: one length for all, so the shortest fires first',
  ],
  [cell(true), 'an entry that the server knows to be committed; the number is its term'],
  [cell(false), 'an entry that may still be lost'],
  [
    <>
      <path className={drawing.committed} d="M3 8H27" />
      <path className={drawing.applied} d="M20 6l4.5 7h-9Z" />
    </>,
    'committed up to here; applied up to the triangle',
  ],
  [
    <>
      <circle className={drawing.match} cx={9} cy={10} r={2.6} />
      <path className={drawing.next} d="M17 7h8l-4 5.5Z" />
    </>,
    'matchIndex and nextIndex, as the leader has them',
  ],
  [<path className={drawing.fence} d="M15 3V17" />, 'nothing passes; with an arrow: in this direction'],
];

/** What the marks mean. */
export function ClusterKey() {
  return (
    <div className={drawing.hues}>
      <ul className={clsx(panels.key, styles.key)}>
        {messages.map(([kind, words]) => (
          <li key={kind}>
            <MessageIcon kind={kind} /> {words}
          </li>
        ))}
        {rest.map(([shape, words]) => (
          <li key={words}>
            <svg width={30} height={20} aria-hidden>
              {shape}
            </svg>
            {words}
          </li>
        ))}
      </ul>
      <p className={styles.aside}>
        A leader has a double ring, a candidate a dashed one. A message that is lost is crossed out where it
        is lost, and fades; where one is lost by chance, nobody can know, and the picture lets it get half of
        the way.
      </p>
      <p className={styles.aside}>
        Keys: ← and → go from step to step, with Shift from event to event; Page Up and Page Down from one
        election, crash or cut to the next; Home, End; Space plays. In the picture, Tab goes to the servers
        and to the messages, and the arrows from one to the next.
      </p>
    </div>
  );
}
