import clsx from 'clsx';
import { crossAt, outlineOf, tailOf, type Mark } from './shapes.ts';
import type { Kind } from './saying.ts';
import styles from './drawing.module.css';

/**
 * The messages of a moment. Those that are on their way are drawn with one path for each kind: two hundred elements that React
 * compares sixty times a second would cost more than all else in the picture.
 */
export function Messages({ marks }: { readonly marks: readonly Mark[] }) {
  const sound = marks.filter(({ fate }) => fate !== 'lost');
  const lost = marks.filter(({ fate }) => fate === 'lost');
  const kinds = [...new Set(sound.map(({ kind }) => kind))].sort();
  return (
    <g>
      <path
        className={styles.tail}
        d={sound
          .filter(({ fate }) => fate === 'flies')
          .map(tailOf)
          .join('')}
      />
      {kinds.map((kind) => (
        <path
          key={kind}
          className={clsx(styles.message, styles[kind])}
          d={sound.flatMap((mark) => (mark.kind === kind ? [outlineOf(mark)] : [])).join('')}
        />
      ))}
      {lost.map((mark) => (
        <g key={mark.flight.number} opacity={Math.max(0.12, mark.strength)}>
          <path className={clsx(styles.message, styles.lost)} d={outlineOf(mark)} />
          <path className={styles.cross} d={crossAt(mark.x, mark.y, 6.5)} />
        </g>
      ))}
    </g>
  );
}

/** A message by itself, for a key or a list. */
export function MessageIcon({ kind }: { readonly kind: Kind }) {
  const lane = { x1: 0, y1: 0, x2: 1, y2: 0, ux: 1, uy: 0 };
  return (
    <svg className={styles.icon} width={22} height={20} aria-hidden>
      <path
        className={clsx(styles.message, styles[kind])}
        d={outlineOf({ kind, x: 11, y: 10, lane, entries: 2 })}
      />
    </svg>
  );
}
