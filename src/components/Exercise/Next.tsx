import Link from '@docusaurus/Link';
import { usePlace } from '../lesson/usePlace.ts';
import styles from './Exercise.module.css';

/** Where the course goes on after a solved exercise: the next lesson, also from one chapter to the next. */
export function Next() {
  const { lesson, next } = usePlace();
  return (
    <p className={styles.next}>
      {next === undefined ? (
        <>
          That was the last lesson. <Link to="/progress/">See your progress</Link>
        </>
      ) : (
        <Link to={next.href} autoAddBaseUrl={false}>
          {next.chapter === lesson?.chapter ? 'Next lesson' : `Next chapter, ${next.chapter}`}: {next.title}
        </Link>
      )}
    </p>
  );
}
