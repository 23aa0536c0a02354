import { useState, type Dispatch, type SetStateAction } from 'react';
import { usePlay } from '../stage/usePlay.ts';
import stage from '../stage/stage.module.css';
import { Lanes } from './Lanes.tsx';
import {
  change,
  faultKinds,
  isOver,
  opening,
  step,
  toggleKind,
  view,
  type FaultKind,
  type Scene,
} from './model.ts';
import styles from './ReplicaStage.module.css';

const BEAT_MS = 900;

/** Replicas, the faults that the learner switches on, and what a voter can make of the reports. */
export function ReplicaStage() {
  const [scene, setScene] = useState(opening);
  const { playing, toggle, pause } = usePlay(() => setScene(step), isOver(scene), BEAT_MS);
  const { lanes, truth, sentence, truthSentence } = view(scene);

  const restart = () => setScene((scene) => ({ ...scene, delivered: 0 }));
  return (
    <section className={stage.stage} aria-label="Replicas and a voter">
      <Controls scene={scene} setScene={setScene} />
      <div className={styles.verdict}>
        {/* While it plays, a new sentence every beat would drown a screen reader. */}
        <div className={styles.sentences} aria-live={playing ? 'off' : 'polite'}>
          <p className={stage.said}>{sentence}</p>
          <p className={stage.aside}>{truthSentence}</p>
        </div>
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
            {playing ? 'Pause' : 'Play'}
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
      <Lanes lanes={lanes} truth={truth} delivered={scene.delivered} />
    </section>
  );
}

interface ControlsProps {
  readonly scene: Scene;
  readonly setScene: Dispatch<SetStateAction<Scene>>;
}

function Controls({ scene: { settings }, setScene }: ControlsProps) {
  const { replicas, faulty, kinds, commonBug } = settings;
  return (
    <div className={stage.settings}>
      <div className={styles.sliders}>
        <Slider
          name="Replicas"
          value={replicas}
          min={1}
          max={7}
          onChange={(replicas) => setScene((scene) => change(scene, { replicas }))}
        />
        <Slider
          name="Faulty"
          value={faulty}
          min={0}
          max={replicas}
          onChange={(faulty) => setScene((scene) => change(scene, { faulty }))}
        />
      </div>
      <fieldset className={styles.faults}>
        <legend>What goes wrong</legend>
        <div className={styles.kinds}>
          {faultKinds.map((kind) => (
            <Switch
              key={kind}
              name={kindNames[kind]}
              on={kinds.includes(kind)}
              onChange={() => setScene((scene) => toggleKind(scene, kind))}
            />
          ))}
          <Switch
            name="common bug in all"
            on={commonBug}
            onChange={() => setScene((scene) => change(scene, { commonBug: !commonBug }))}
          />
        </div>
      </fieldset>
    </div>
  );
}

const kindNames: Readonly<Record<FaultKind, string>> = {
  'wrong-value': 'wrong value',
  'skipped-input': 'skipped input',
  lagging: 'lagging',
};

interface SliderProps {
  readonly name: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

function Slider({ name, value, min, max, onChange }: SliderProps) {
  return (
    <label className={stage.setting}>
      <span className={stage.name}>
        {name} <b aria-hidden>{value}</b>
      </span>
      <input
        type="range"
        min={min}
        max={max}
        value={value}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    </label>
  );
}

interface SwitchProps {
  readonly name: string;
  readonly on: boolean;
  readonly onChange: () => void;
}

function Switch({ name, on, onChange }: SwitchProps) {
  return (
    <label>
      <input type="checkbox" checked={on} onChange={onChange} /> {name}
    </label>
  );
}
