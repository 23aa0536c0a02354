import Link from '@docusaurus/Link';
import type { NextStep } from '../../workbook/map.ts';
import styles from './GoOn.module.css';

const verbs = { begin: 'Begin', resume: 'Resume', next: 'Next' } as const;

/** One link to where the learner goes on. Whatever it says, it takes the room that `Begin` took before it was known. */
export function GoOn({ step }: { step: Exclude<NextStep, { kind: 'done' }> }) {
  return (
    <Link className={styles.goOn} to={step.path}>
      <span className={styles.verb}>
        {verbs[step.kind]}
        <span className={styles.heard}>:</span>
      </span>
      <span className={styles.title}>{step.title}</span>
    </Link>
  );
}
