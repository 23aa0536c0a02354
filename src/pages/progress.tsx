import { useEffect, useState } from 'react';
import Link from '@docusaurus/Link';
import Layout from '@theme/Layout';
import { Chapter } from '../components/Progress/Chapter.tsx';
import { GoOn } from '../components/Progress/GoOn.tsx';
import { Transfer } from '../components/Progress/Transfer.tsx';
import { useMap, useNextStep } from '../components/Progress/useMap.ts';
import { solvedInWords } from '../workbook/map.ts';
import styles from '../components/Progress/Progress.module.css';

export default function Progress() {
  const map = useMap();
  const step = useNextStep(map);
  const exercises = map.flatMap((chapter) => chapter.exercises);
  const now = useNow();
  return (
    <Layout title="Progress" description="What you have solved, what is under way, and where to go on.">
      <main className={styles.page}>
        <h1>Progress</h1>
        <p className={styles.whole}>
          {step.kind === 'begin'
            ? `Nothing solved yet. The course has ${exercises.length} exercises, and each has its place here.`
            : `${solvedInWords(exercises)}.`}
        </p>
        <div className={styles.goOn}>
          {step.kind === 'done' ? (
            <p>
              You have solved every exercise of this edition. <Link to="/">Back to the first page</Link>
            </p>
          ) : (
            <GoOn step={step} />
          )}
        </div>
        <noscript>
          <p>
            Your progress is in this browser’s storage, and a script has to read it. Without one, this page
            lists the course.
          </p>
        </noscript>
        <ol className={styles.chapters} aria-label="Chapters">
          {map.map((chapter, index) => (
            <Chapter key={chapter.id} chapter={chapter} number={index + 1} now={now} />
          ))}
        </ol>
        <Transfer />
      </main>
    </Layout>
  );
}

/** The time, to the minute. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
