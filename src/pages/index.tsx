import Link from '@docusaurus/Link';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import Layout from '@theme/Layout';
import { Standing } from '../components/Chapter/Standing.tsx';
import { Lockstep } from '../components/Lockstep/Lockstep.tsx';
import { Bar } from '../components/Progress/Bar.tsx';
import { GoOn } from '../components/Progress/GoOn.tsx';
import { useMap, useNextStep } from '../components/Progress/useMap.ts';
import styles from './index.module.css';

export default function Landing() {
  const { siteConfig } = useDocusaurusContext();
  const map = useMap();
  const step = useNextStep(map);
  return (
    <Layout
      title={siteConfig.tagline}
      description="An interactive workbook on replicated state machines and distributed consensus."
    >
      <main className={styles.page}>
        <header className={styles.hero}>
          <h1>Write software that must never be wrong.</h1>
          <p>
            A workbook on replicated state machines and consensus. You run a failure, name what you saw, and
            write the code that prevents it; a hidden suite grades your answer on this page, and the same
            suite on your own machine.
          </p>
          <p className={styles.actions}>
            {step.kind === 'done' ? (
              <Link to="/progress/">You have solved every exercise of this edition.</Link>
            ) : (
              <GoOn step={step} />
            )}
          </p>
        </header>
        <Lockstep />
        <section className={styles.section}>
          <h2>What you do here</h2>
          <dl className={styles.ways}>
            <dt>Break it first</dt>
            <dd>
              Every lesson opens with a failure you can run: a bank that pays twice, a replica that wakes up
              with yesterday’s balance.
            </dd>
            <dt>Write the missing part</dt>
            <dd>
              Each test is a sentence about what must hold. A wrong answer, a crash and a loop without end are
              told apart.
            </dd>
            <dt>Go back, and try another future</dt>
            <dd>
              In the <Link to="/lab/">cluster lab</Link> you crash servers, cut links and rewind. What you do
              in the past begins a future of its own, beside the one you have seen.
            </dd>
            <dt>Get one verdict</dt>
            <dd>
              The page and the command line run one suite on one file and agree, test by test. Nothing leaves
              your machine.
            </dd>
          </dl>
        </section>
        {map.map((chapter, index) => (
          <section key={chapter.id} className={styles.section}>
            <header>
              <h2>
                Chapter {index + 1}. {chapter.title}
              </h2>
              <Bar chapter={chapter} />
            </header>
            <ol className={styles.exercises}>
              {chapter.exercises.map((exercise) => (
                <li key={exercise.id}>
                  <Link to={exercise.lesson}>{exercise.title}</Link>
                  <Standing exercise={exercise} />
                </li>
              ))}
            </ol>
          </section>
        ))}
        <section className={styles.section}>
          <h2>On your own machine</h2>
          <p>
            With Node.js 20 or newer, these open the workbook and grade your answers. No account, no database,
            no network afterwards.
          </p>
          {/* The commands may be wider than a phone, so the keyboard must be able to reach them. */}
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre className={styles.commands} tabIndex={0} aria-label="Commands">
            <code>{'npm install && npm start\nnpm install && npm test'}</code>
          </pre>
        </section>
      </main>
    </Layout>
  );
}
