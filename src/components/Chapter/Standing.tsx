import type { ExerciseOnMap } from '../../workbook/map.ts';
import styles from './Standing.module.css';

/** How far the learner has come with an exercise; before that, how many tests it has. */
export function Standing({ exercise: { standing, tests } }: { exercise: ExerciseOnMap }) {
  return (
    <span className={styles.standing} data-solved={standing.kind === 'solved' || undefined}>
      {standing.kind === 'solved'
        ? '✓ solved'
        : standing.kind === 'in-progress'
          ? `${standing.passed} of ${standing.total}`
          : `${tests} tests`}
    </span>
  );
}
