import Link from '@docusaurus/Link';
import { useCurrentSidebarCategory, useDocById } from '@docusaurus/plugin-content-docs/client';
import type { ExerciseOnMap } from '../../workbook/map.ts';
import { Bar } from '../Progress/Bar.tsx';
import { useMap } from '../Progress/useMap.ts';
import { Standing } from './Standing.tsx';
import styles from './Lessons.module.css';

/** The lessons of the chapter whose page this stands on, in their order, each with its exercise and how it stands. */
export function Lessons() {
  const { items, href: here } = useCurrentSidebarCategory();
  const map = useMap();
  const exercises = map.flatMap((chapter) => chapter.exercises);
  const chapter = map.find(({ id }) => here?.endsWith(`/${id}/`));
  const lessons = items.flatMap((item) => (item.type === 'link' && item.docId ? [item] : []));
  return (
    <>
      {chapter && <Bar chapter={chapter} />}
      <ol className={styles.lessons} data-search="no">
        {lessons.map(({ docId, href, label }) => (
          <Lesson
            key={docId}
            docId={docId!}
            href={href}
            label={label}
            exercises={exercises.filter(({ lesson }) => href.endsWith(lesson))}
          />
        ))}
      </ol>
    </>
  );
}

function Lesson({
  docId,
  href,
  label,
  exercises,
}: {
  docId: string;
  href: string;
  label: string;
  exercises: readonly ExerciseOnMap[];
}) {
  const { description } = useDocById(docId);
  return (
    <li className={styles.lesson}>
      <h2 className={styles.title}>
        <Link to={href}>{label}</Link>
      </h2>
      <p className={styles.description}>{description}</p>
      {exercises.map((exercise) => (
        <p key={exercise.id} className={styles.exercise}>
          Exercise: {exercise.title} <Standing exercise={exercise} />
        </p>
      ))}
    </li>
  );
}
