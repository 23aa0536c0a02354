import type { ReactNode } from 'react';
import Heading from '@theme/Heading';
import styles from './lesson.module.css';

/** The failure that opens every lesson. */
export function Hook({ children }: { children: ReactNode }) {
  return <div className={styles.hook}>{children}</div>;
}

export function YouWillLearn({ children }: { children: ReactNode }) {
  return (
    <section className={styles.learn} aria-label="You will learn">
      <p className={styles.label}>You will learn</p>
      {children}
    </section>
  );
}

export function Recap({ children }: { children: ReactNode }) {
  return (
    <>
      <Heading as="h2" id="recap">
        Recap
      </Heading>
      <section aria-label="Recap">{children}</section>
    </>
  );
}

export function Correction({ claim, children }: { claim: string; children: ReactNode }) {
  return (
    <section className={styles.correction} aria-label={`Correction: ${claim}`}>
      <p className={styles.claim}>
        <span className={styles.said}>Often said</span> “{claim}”
      </p>
      {children}
    </section>
  );
}

export function Sources({ children }: { children: ReactNode }) {
  return (
    <>
      <Heading as="h2" id="sources">
        Go deeper
      </Heading>
      <section className={styles.sources} aria-label="Sources">
        {children}
      </section>
    </>
  );
}
