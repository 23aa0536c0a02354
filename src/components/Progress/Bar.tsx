import { countSolved, solvedInWords, type ChapterOnMap } from '../../workbook/map.ts';
import styles from './Bar.module.css';

/** How much of a chapter is solved, as a bar and in words. */
export function Bar({ chapter: { title, exercises } }: { chapter: ChapterOnMap }) {
  const solved = countSolved(exercises);
  const words = solvedInWords(exercises);
  return (
    <div className={styles.progress} data-all={solved === exercises.length || undefined}>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={exercises.length}
        aria-valuenow={solved}
        aria-valuetext={words}
      >
        <span style={{ width: `${(100 * solved) / exercises.length}%` }} />
      </div>
      <p className={styles.words}>{words}</p>
    </div>
  );
}
