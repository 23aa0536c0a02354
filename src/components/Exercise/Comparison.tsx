import { useEffect, useRef } from 'react';
import { Diff } from '../keeping/Diff.tsx';
import styles from './Exercise.module.css';

interface ComparisonProps {
  readonly mine: string;
  readonly other: string;
  readonly words?: typeof withSolution;
  /** True where neither text is the right one. */
  readonly equals?: boolean;
  readonly onClose: () => void;
}

const withSolution = {
  name: 'Solution',
  heading: 'Your code beside the reference solution',
  mine: 'yours',
  other: 'reference',
};

/** The learner's code and another text, line by line. Nothing of the learner's is touched. */
export function Comparison({ mine, other, words = withSolution, equals, onClose }: ComparisonProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={styles.comparison} aria-label={words.name}>
      <header className={styles.comparisonHeader}>
        <h4 ref={heading} tabIndex={-1}>
          {words.heading}
        </h4>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </header>
      <Diff mine={mine} other={other} words={words} equals={equals} label="Comparison" />
    </section>
  );
}
