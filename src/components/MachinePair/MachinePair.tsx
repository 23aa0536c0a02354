import { useId, useState } from 'react';
import { usePlay } from '../stage/usePlay.ts';
import stage from '../stage/stage.module.css';
import { History } from './History.tsx';
import { isOver, opening, seedFrom, states, step, view, type Scene, type State } from './model.ts';
import styles from './MachinePair.module.css';

const BEAT_MS = 700;

/** A deterministic machine beside one that sometimes skips STATE1, fed the same inputs and compared. */
export function MachinePair() {
  const [scene, setScene] = useState(opening);
  const { playing, toggle, pause } = usePlay(() => setScene(step), isOver(scene), BEAT_MS);
  const { rows, sound, faulty, firstDifference, everyInput, endOnly } = view(scene);

  const restart = () => setScene((scene) => ({ ...scene, given: 0 }));
  return (
    <section className={stage.stage} aria-label="A deterministic machine and a faulty one">
      <Settings scene={scene} onChange={(changes) => setScene((scene) => ({ ...scene, ...changes }))} />
      <div className={styles.machines}>
        <p className={styles.title}>Deterministic</p>
        <Track state={sound} />
        <div className={styles.faulty}>
          <p className={styles.title}>
            Faulty <span>sometimes skips STATE1</span>
          </p>
          <Track state={faulty} differs={sound !== faulty} skipPercent={scene.skipPercent} />
        </div>
      </div>
      <div className={styles.compared}>
        {/* While it runs, a new sentence every beat would drown a screen reader. */}
        <dl className={styles.findings} aria-live={playing ? 'off' : 'polite'}>
          <div>
            <dt>Compared after every input</dt>
            <dd className={stage.said}>{everyInput}</dd>
          </div>
          <div>
            <dt>Compared only at the end</dt>
            <dd className={stage.said}>{endOnly}</dd>
          </div>
        </dl>
        <div className={stage.controls}>
          <button
            type="button"
            className={stage.primary}
            onClick={() => {
              pause();
              setScene(step);
            }}
            aria-disabled={isOver(scene)}
          >
            Step
          </button>
          <button
            type="button"
            onClick={() => {
              if (isOver(scene)) restart();
              toggle();
            }}
          >
            {playing ? 'Pause' : 'Run'}
          </button>
          <button
            type="button"
            onClick={() => {
              pause();
              restart();
            }}
          >
            Reset
          </button>
        </div>
      </div>
      <History rows={rows} firstDifference={firstDifference} />
    </section>
  );
}

interface SettingsProps {
  readonly scene: Scene;
  readonly onChange: (changes: Partial<Scene>) => void;
}

function Settings({ scene, onChange }: SettingsProps) {
  // What is typed need not be a seed yet; the machines keep the last one that was.
  const [typed, setTyped] = useState(String(scene.seed));
  const problem = useId();
  const valid = seedFrom(typed) !== undefined;
  return (
    <div className={stage.settings}>
      <label className={stage.setting}>
        <span className={stage.name}>Seed</span>
        <input
          type="number"
          step={1}
          value={typed}
          aria-invalid={!valid}
          aria-describedby={problem}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            const seed = seedFrom(currentTarget.value);
            if (seed !== undefined) onChange({ seed });
          }}
        />
      </label>
      <label className={stage.setting}>
        <span className={stage.name}>
          Likelihood of a skip <b aria-hidden>{scene.skipPercent} %</b>
        </span>
        <input
          type="range"
          min={0}
          max={100}
          step={5}
          value={scene.skipPercent}
          aria-valuetext={`${scene.skipPercent} percent`}
          onChange={({ currentTarget }) => onChange({ skipPercent: currentTarget.valueAsNumber })}
        />
      </label>
      <p id={problem} className={styles.problem} role="status">
        {valid ? '' : 'A seed is a whole number.'}
      </p>
    </div>
  );
}

interface TrackProps {
  readonly state: State;
  readonly differs?: boolean;
  /** Only the faulty machine has a detour. */
  readonly skipPercent?: number;
}

function Track({ state, differs = false, skipPercent }: TrackProps) {
  return (
    <div className={styles.track} data-differs={differs || undefined}>
      <ol className={styles.states}>
        {states.map((each) => (
          <li key={each}>
            <span className={styles.state} aria-current={each === state ? 'step' : undefined}>
              {each}
            </span>
          </li>
        ))}
      </ol>
      {skipPercent !== undefined && (
        <div className={styles.detour}>
          <span>skips, {skipPercent} %</span>
        </div>
      )}
    </div>
  );
}
