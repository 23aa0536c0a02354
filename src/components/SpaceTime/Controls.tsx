import { useMemo } from 'react';
import { faultsOf, isOver, selectedMoment, type Action, type View } from './view.ts';
import type { Plot } from './plot.ts';
import styles from './SpaceTime.module.css';

interface ControlsProps {
  readonly plot: Plot;
  readonly view: View;
  readonly act: (action: Action) => void;
  readonly playing: boolean;
  readonly speed: number;
  readonly onSpeed: (speed: number) => void;
  readonly onPlay: () => void;
  /** The reader has asked for no motion: there is only stepping. */
  readonly still: boolean;
  readonly tell: (event: number) => string;
}

export const speeds = [1, 4, 16] as const;

/** Step, play, scrub, zoom. */
export function Controls(props: ControlsProps) {
  const { plot, view, act, playing, speed, onSpeed, onPlay, still, tell } = props;
  const faults = useMemo(() => faultsOf(plot), [plot]);
  const at = selectedMoment(view, plot);
  const moment = at === undefined ? undefined : plot.moments[at];
  const last = Math.max(0, plot.moments.length - 1);
  return (
    <div className={styles.bar}>
      <div className={styles.buttons}>
        <button
          type="button"
          onClick={() => act({ do: 'step', by: -1, along: 'run' })}
          aria-disabled={at === undefined || at === 0}
        >
          Back
        </button>
        <button
          type="button"
          className={styles.primary}
          onClick={() => act({ do: 'step', by: 1, along: 'run' })}
          aria-disabled={isOver(view, plot)}
        >
          Step
        </button>
        {!still && (
          <>
            <button type="button" onClick={onPlay}>
              {playing ? 'Pause' : 'Play'}
            </button>
            <button
              type="button"
              className={styles.small}
              onClick={() => onSpeed(speeds[(speeds.indexOf(speed as 1) + 1) % speeds.length]!)}
              aria-label={`Speed: ${speed} times`}
            >
              {speed}×
            </button>
          </>
        )}
        <button
          type="button"
          onClick={() => act({ do: 'go', to: 'next fault' })}
          aria-disabled={faults.length === 0}
        >
          Next fault
        </button>
        <button
          type="button"
          aria-pressed={view.causes}
          onClick={() => act({ do: 'toggle-causes' })}
          title="Show only what could have had an influence on the selected event"
        >
          Causes
        </button>
      </div>
      <div className={styles.scrub}>
        <div className={styles.track}>
          <svg className={styles.faults} viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden>
            <path
              d={faults.map((fault) => `M${Math.round((fault / Math.max(1, last)) * 1000)} 0v10`).join('')}
            />
          </svg>
          <input
            type="range"
            aria-label="Moment of the run"
            min={0}
            max={last}
            value={at ?? 0}
            aria-valuetext={moment ? `${moment.at} ms: ${tell(moment.events[0]!)}` : 'Nothing selected'}
            onChange={({ currentTarget }) => act({ do: 'scrub', moment: currentTarget.valueAsNumber })}
          />
        </div>
        <span className={styles.clock} aria-hidden>
          {moment ? `${moment.at} ms` : `${plot.moments.length} moments`}
        </span>
      </div>
    </div>
  );
}
