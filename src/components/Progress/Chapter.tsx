import Link from '@docusaurus/Link';
import {
  pathOf,
  standingInWords,
  type ChapterOnMap,
  type ExerciseOnMap,
  type Standing,
} from '../../workbook/map.ts';
import { agoInWords } from '../../workbook/when.ts';
import { Bar } from './Bar.tsx';
import styles from './Progress.module.css';

export function Chapter({ chapter, number, now }: { chapter: ChapterOnMap; number: number; now: number }) {
  return (
    <li className={styles.chapter}>
      <header className={styles.about}>
        <h2>
          <span className={styles.number}>{number}</span> <Link to={`/${chapter.id}/`}>{chapter.title}</Link>
        </h2>
        <Bar chapter={chapter} />
      </header>
      <ul className={styles.exercises}>
        {chapter.exercises.map((exercise) => (
          <Exercise key={exercise.id} exercise={exercise} now={now} />
        ))}
      </ul>
    </li>
  );
}

const marks: Record<Standing['kind'], string> = { 'not-started': '○', 'in-progress': '◐', solved: '✓' };

function Exercise({ exercise, now }: { exercise: ExerciseOnMap; now: number }) {
  const { title, standing, touchedAt } = exercise;
  return (
    <li className={styles.exercise} data-standing={standing.kind}>
      <span className={styles.mark} aria-hidden="true">
        {marks[standing.kind]}
      </span>
      <Link className={styles.title} to={pathOf(exercise)}>
        {title}
      </Link>
      <span className={styles.standing}>{standingInWords(standing)}</span>
      <span className={styles.touched}>
        {touchedAt !== undefined && (
          <time dateTime={new Date(touchedAt).toISOString()} title={exactly(touchedAt)}>
            {agoInWords(touchedAt, now)}
          </time>
        )}
      </span>
    </li>
  );
}

const exactly = (time: number) =>
  new Date(time).toLocaleString('en', { dateStyle: 'full', timeStyle: 'short' });
