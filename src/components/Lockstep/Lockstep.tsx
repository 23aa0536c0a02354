import { useEffect, useState } from 'react';
import { breakReplica, describeCommand, log, opening, step, view } from './model.ts';
import styles from './Lockstep.module.css';

const BEAT_MS = 1_400;

/** Three replicas apply one log, live. The reader may break one, and the voter finds it. */
export function Lockstep() {
  const [scene, setScene] = useState(opening);
  const [playing, setPlaying] = useState(false);
  const { replicas, sentence } = view(scene);

  useEffect(() => {
    setPlaying(!matchMedia('(prefers-reduced-motion: reduce)').matches);
  }, []);
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => setScene(step), BEAT_MS);
    return () => clearInterval(timer);
  }, [playing]);

  return (
    <section className={styles.stage} aria-label="Three replicas in lockstep">
      <ol className={styles.log} aria-label="The log">
        {log.map((command, index) => (
          <li
            key={index}
            className={styles.entry}
            data-state={
              index + 1 < scene.position ? 'applied' : index + 1 === scene.position ? 'now' : 'ahead'
            }
          >
            <span className={styles.index}>{index + 1}</span>
            {describeCommand(command)}
          </li>
        ))}
      </ol>
      <ul className={styles.replicas}>
        {replicas.map(({ replica, balance, suspect }) => (
          <li key={replica} className={styles.replica} data-suspect={suspect || undefined}>
            <span className={styles.name}>replica {replica}</span>
            <output key={`${scene.position}-${balance}`} className={styles.balance}>
              {balance}
            </output>
            <button
              type="button"
              onClick={() => setScene((scene) => breakReplica(scene, replica))}
              disabled={scene.broken !== undefined}
            >
              {suspect ? 'out-voted' : 'Break it'}
              <span className={styles.hidden}> replica {replica}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        {/* While it plays, a new sentence every beat would drown a screen reader. */}
        <p aria-live={playing ? 'off' : 'polite'}>{sentence}</p>
        <div className={styles.controls}>
          <button type="button" onClick={() => setPlaying((playing) => !playing)}>
            {playing ? 'Pause' : 'Play'}
          </button>
          <button
            type="button"
            onClick={() => {
              setPlaying(false);
              setScene(step);
            }}
          >
            Step
          </button>
          <button
            type="button"
            onClick={() => setScene({ position: scene.position })}
            disabled={scene.broken === undefined}
          >
            Heal
          </button>
        </div>
      </div>
    </section>
  );
}
