import { useEffect, useState } from 'react';
import type { ExerciseSummary } from '../../workbook/catalogue.ts';
import { reading } from '../../workbook/reading.ts';
import styles from './Standing.module.css';

/** How far the learner has come with an exercise; before that, how many tests it has. */
export function Standing({ exercise: { id, tests } }: { exercise: ExerciseSummary }) {
  const [words, setWords] = useState(`${tests} tests`);
  const [solved, setSolved] = useState(false);
  useEffect(() => {
    const read = () => {
      const mine = reading()
        .readProgress()
        .find(({ exercise }) => exercise === id);
      if (!mine || mine.total === 0) return;
      setSolved(mine.outcome === 'solved');
      setWords(mine.outcome === 'solved' ? '✓ solved' : `${mine.passed} of ${mine.total}`);
    };
    read();
    return reading().subscribe(read);
  }, [id]);
  return (
    <span className={styles.standing} data-solved={solved || undefined}>
      {words}
    </span>
  );
}
