import { useState } from 'react';
import type { DiskState } from '../../workbook/disk-link.ts';
import { choiceSentence, diskSentence, isQuiet } from '../../workbook/disk-words.ts';
import type { Side } from '../../workbook/disk-sync.ts';
import { Comparison } from './Comparison.tsx';
import styles from './Exercise.module.css';

interface DiskChoiceProps {
  readonly id: string;
  readonly state: DiskState;
  readonly onChoose: (side: Side) => void;
}

/** A line that says where the code is; and where page and file have both changed, the choice between the two. */
export function DiskChoice({ id, state, onChoose }: DiskChoiceProps) {
  const [both, setBoth] = useState(false);
  const conflict = state.kind === 'conflict' ? state : undefined;
  if (both && !conflict) setBoth(false);
  const sentence = diskSentence(state, id);
  return (
    <>
      {/* Every pause saves; to announce each would talk over the learner. */}
      <p className={styles.diskLine} data-kind={state.kind}>
        {isQuiet(state) && sentence}
      </p>
      <p className={styles.diskLine} data-kind={state.kind} role="status">
        {!isQuiet(state) && sentence}
      </p>
      {conflict && (
        <section className={styles.question} aria-label="Page and file differ">
          <p role="alert">{choiceSentence(id)}</p>
          <button type="button" onClick={() => onChoose('page')}>
            Keep mine
          </button>
          <button type="button" onClick={() => onChoose('file')}>
            Take the file’s
          </button>
          <button type="button" aria-expanded={both} onClick={() => setBoth(!both)}>
            See both
          </button>
        </section>
      )}
      {conflict && both && (
        <Comparison
          mine={conflict.page}
          other={conflict.file}
          words={words}
          equals
          onClose={() => setBoth(false)}
        />
      )}
    </>
  );
}

const words = {
  name: 'Page and file',
  heading: 'Your code in this page beside the file on disk',
  mine: 'this page',
  other: 'the file',
};
