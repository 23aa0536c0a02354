import { useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { Frames, Playhead } from './frames.ts';
import { isOver, type Move, type Pace } from './playhead.ts';
import { lastSentence } from './sentences.ts';
import type { Landmark } from './walk.ts';
import styles from './TimeBar.module.css';

export interface TimeBarProps {
  readonly frames: Frames;
  readonly playhead: Playhead;
  /** By the reader's hand. */
  readonly onMove: (move: Move) => void;
  readonly playing: boolean;
  readonly onToggle: () => void;
  readonly pace: Pace;
  readonly onPace: (pace: Pace) => void;
  /** Moments beside those that the run itself shows: promises that were broken. */
  readonly broken?: readonly Landmark[];
  /** More buttons. */
  readonly children?: ReactNode;
}

const none: readonly never[] = [];

const paces: readonly (readonly [Pace, string])[] = [
  [0.1, '0.1×'],
  [0.2, '0.2×'],
  [0.5, '0.5×'],
  [1, '1×'],
  [2, '2×'],
  [5, '5×'],
  [10, '10×'],
  ['by message', 'by message'],
];

/** Step, play, scrub. All of it by keyboard, too. */
export function TimeBar(props: TimeBarProps) {
  const { frames, playhead, onMove, playing, onToggle, pace, onPace, broken = none, children } = props;
  const over = isOver(frames, playhead);
  return (
    // The keys are those of the slider and the buttons in it; wherever the focus is within, they do the same.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles.bar} onKeyDown={(event) => press(event, onMove, onToggle)}>
      <div className={styles.buttons}>
        <button
          type="button"
          onClick={() => onMove({ do: 'step', by: -1 })}
          aria-disabled={playhead.event === 0 && playhead.time === 0}
        >
          Back
        </button>
        <button
          type="button"
          className={styles.primary}
          onClick={() => onMove({ do: 'step', by: 1 })}
          aria-disabled={over}
        >
          Step
        </button>
        <button type="button" className={styles.play} onClick={onToggle}>
          {playing ? 'Pause' : 'Play'}
        </button>
        <label className={styles.pace}>
          <span className={styles.hidden}>Speed. At 1×, a second shows 100 ms of the run.</span>
          <select
            value={String(pace)}
            onChange={({ currentTarget: { value } }) =>
              onPace(value === 'by message' ? value : Number(value))
            }
            title="At 1×, a second shows 100 ms of the run"
          >
            {paces.map(([pace, words]) => (
              <option key={words} value={String(pace)}>
                {words}
              </option>
            ))}
          </select>
        </label>
        {children}
      </div>
      <Scrub {...{ frames, playhead, onMove, broken }} />
    </div>
  );
}

interface ScrubProps {
  readonly frames: Frames;
  readonly playhead: Playhead;
  readonly onMove: (move: Move) => void;
  readonly broken: readonly Landmark[];
}

function Scrub({ frames, playhead, onMove, broken }: ScrubProps) {
  const { end, landmarks } = frames;
  const said = useRef('');
  const { event, time } = playhead;
  said.current = useMemo(() => lastSentence(frames, event), [frames, event]);
  return (
    <div className={styles.scrub}>
      <div className={styles.track}>
        <Landmarks landmarks={landmarks} end={end} />
        <Landmarks landmarks={broken} end={end} />
        <input
          type="range"
          aria-label="Time of the run"
          min={0}
          max={end}
          step="any"
          value={time}
          aria-valuetext={`${Math.floor(time)} ms. ${said.current}`}
          onChange={({ currentTarget }) =>
            onMove({ do: 'seek', time: Math.round(currentTarget.valueAsNumber) })
          }
        />
      </div>
      <span className={styles.clock} aria-hidden>
        {Math.floor(time)} of {end} ms
      </span>
    </div>
  );
}

/** Ticks above the slider; a shape for each kind, and what each is in its title. */
function Landmarks({ landmarks, end }: { readonly landmarks: readonly Landmark[]; readonly end: number }) {
  return useMemo(
    () => (
      <div className={styles.landmarks} aria-hidden>
        {landmarks.slice(0, 300).map(({ kind, time, words, event }, index) => (
          <i
            key={`${event} ${index}`}
            data-kind={kind}
            title={`${time} ms: ${words}`}
            style={{ left: `${(time / Math.max(1, end)) * 100}%` }}
          />
        ))}
      </div>
    ),
    [landmarks, end],
  );
}

function press(event: KeyboardEvent, onMove: (move: Move) => void, onToggle: () => void): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLSelectElement) return;
  const onButton = event.target instanceof HTMLButtonElement;
  if (event.key === ' ' && onButton) return;
  if (event.key === ' ') onToggle();
  else {
    const move = keyMove(event.key, event.shiftKey);
    if (!move) return;
    onMove(move);
  }
  event.preventDefault();
}

/** What a key does to the playhead. With Shift, a step is taken apart into its events. */
export function keyMove(key: string, shift: boolean): Move | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return { do: shift ? 'event' : 'step', by: 1 };
    case 'ArrowLeft':
    case 'ArrowDown':
      return { do: shift ? 'event' : 'step', by: -1 };
    case 'PageUp':
      return { do: 'landmark', by: 1 };
    case 'PageDown':
      return { do: 'landmark', by: -1 };
    case 'Home':
      return { do: 'go', to: 'start' };
    case 'End':
      return { do: 'go', to: 'end' };
    default:
      return undefined;
  }
}
