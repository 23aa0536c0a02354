import type { ReactNode } from 'react';
import clsx from 'clsx';
import panels from '../stage/panels.module.css';
import type { Plot } from './plot.ts';
import drawing from './drawing.module.css';
import styles from './SpaceTime.module.css';

/** What the marks mean: those that this run has, and no others. */
export function Key({ plot }: { plot: Plot }) {
  const { moments, flights, stretches } = plot;
  const has = (kind: string) => moments.some((moment) => moment.kind === kind);
  const entries: readonly (readonly [boolean, string, ReactNode])[] = [
    [
      true,
      'a step that changed what the node knows',
      <circle className={clsx(drawing.dot, drawing.changed)} {...middle} r={4.2} />,
    ],
    [true, 'a step that did not', <circle className={drawing.dot} {...middle} r={4.2} />],
    [has('timer'), 'a timer fired', <path className={drawing.dot} d="M17 4l5 5l-5 5l-5 -5Z" />],
    [
      moments.some(({ quiet }) => quiet),
      'pale: nothing came of it',
      <g className={drawing.quiet}>
        <path className={drawing.shaft} d="M2 9H26" />
        <path className={drawing.head} d="M32 9l-8 -3.6v7.2Z" />
      </g>,
    ],
    [
      moments.some(({ applies }) => applies),
      'a command was applied',
      <circle className={clsx(drawing.dot, drawing.applied)} {...middle} r={4.2} />,
    ],
    [
      moments.some(({ writes }) => writes === 'synced'),
      'on the disk',
      <rect className={clsx(drawing.disk, drawing.synced)} x={13} y={5} width={7} height={7} />,
    ],
    [
      moments.some(({ writes }) => writes === 'unsynced'),
      'written, not yet safe from a crash',
      <rect className={drawing.disk} x={13} y={5} width={7} height={7} />,
    ],
    [
      flights.some(({ lost }) => lost !== null),
      'a message that was lost',
      <g className={drawing.lost}>
        <path className={drawing.shaft} d="M2 9H24" />
        <path className={drawing.cross} d="M22 5l8 8M30 5l-8 8" />
      </g>,
    ],
    [
      flights.some(({ copy }) => copy),
      'a copy made by the network',
      <g className={drawing.copy}>
        <path className={drawing.shaft} d="M2 9H28" />
        <path className={drawing.head} d="M32 9l-8 -3.6v7.2Z" />
      </g>,
    ],
    [
      flights.some(({ ended }) => ended === null),
      'still on its way in the end',
      <g className={drawing.open}>
        <path className={drawing.shaft} d="M2 9H32" />
      </g>,
    ],
    [
      has('crash'),
      'a crash, and down since',
      <g>
        <path className={drawing.cross} d="M11 3l10 10M21 3l-10 10" />
      </g>,
    ],
    [has('pause'), 'stands still', <line className={drawing.hatch} x1={2} x2={32} y1={9} y2={9} />],
    [
      has('cut'),
      'a link is cut; beside a line: nothing passes on this side',
      <g className={drawing.fault}>
        <path className={drawing.link} d="M2 9H32" />
        <path className={drawing.bar} d="M16 4l-4 10M22 4l-4 10" />
      </g>,
    ],
    [
      stretches.some(({ standing }) => standing === 'leader'),
      'leads',
      <line className={clsx(drawing.line, drawing.leader)} x1={2} x2={32} y1={9} y2={9} />,
    ],
    [
      stretches.some(({ standing }) => standing === 'follower'),
      'follows',
      <line className={clsx(drawing.line, drawing.follower)} x1={2} x2={32} y1={9} y2={9} />,
    ],
    [
      stretches.some(({ standing }) => standing === 'candidate'),
      'wants to lead',
      <line className={clsx(drawing.line, drawing.candidate)} x1={2} x2={32} y1={9} y2={9} />,
    ],
    [
      plot.lanes.some(({ kind }) => kind === 'client'),
      'a client',
      <line className={clsx(drawing.line, drawing.client)} x1={2} x2={32} y1={9} y2={9} />,
    ],
  ];
  return (
    <>
      <ul className={panels.key}>
        {entries
          .filter(([there]) => there)
          .map(([, meaning, shape]) => (
            <li key={meaning}>
              <svg width={34} height={18} aria-hidden>
                {shape}
              </svg>
              {meaning}
            </li>
          ))}
      </ul>
      <p className={styles.note}>
        Time runs down. Long waits are shortened. What happens at one time at several nodes stands side by
        side: nobody could say which came first.
      </p>
      <p className={styles.note}>
        Keys, in the picture: ← and → go through the run, ↑ and ↓ along a line; Home, End; Space plays or
        steps; F finds the next fault, C shows causes; + and − zoom.
      </p>
    </>
  );
}

const middle = { cx: 17, cy: 9 };
