import { useState } from 'react';
import type { Draft, DraftState, Notice } from '../../workbook/draft.ts';
import { progress, type Saved } from '../../workbook/progress.ts';
import { FilesDiff } from './FilesDiff.tsx';
import { saveProgress } from './saveProgress.ts';
import styles from './keeping.module.css';

interface NoticesProps {
  readonly of: 'exercise' | 'example';
  readonly draft: Draft;
  readonly state: DraftState;
  /** Whether this is the place to say that something could not be stored. */
  readonly tells: boolean;
}

/** What happened to the learner's text other than by typing, each with the way back. */
export function Notices({ of, draft, state, tells }: NoticesProps) {
  const { notice, saved, oldOriginal } = state;
  return (
    <>
      {tells && <StorageTrouble saved={saved} />}
      {notice && <Happened notice={notice} of={of} draft={draft} />}
      {oldOriginal && <NewEdition of={of} draft={draft} oldOriginal={oldOriginal} />}
    </>
  );
}

const trouble: Record<Exclude<Saved, 'saved'>, string> = {
  forbidden:
    'This browser lets the page store nothing, as in a private window. What you write lasts as long as this tab.',
  full: 'The browser’s storage is full, and your last change found no room in it. It lasts as long as this tab.',
};

export function StorageTrouble({ saved }: { saved: Saved }) {
  const [name, setName] = useState<string>();
  if (saved === 'saved') return null;
  return (
    <p className={styles.notice} data-kind="trouble">
      {trouble[saved]}{' '}
      {name !== undefined && `What you had until now is in ${name}; “Import progress” reads it back. `}
      <button type="button" className={styles.link} onClick={() => setName(saveProgress(progress()))}>
        Save as a file
      </button>
    </p>
  );
}

function Happened({ notice, of, draft }: { notice: Notice; of: NoticesProps['of']; draft: Draft }) {
  const { before } = notice;
  return (
    <p className={styles.notice}>
      {sentence(notice, of)}{' '}
      {before && (
        <button type="button" className={styles.link} onClick={() => draft.replace(before)}>
          {notice.kind === 'reset' ? 'Undo reset' : notice.kind === 'other-tab' ? 'Restore' : 'Undo'}
        </button>
      )}{' '}
      <button type="button" className={styles.link} onClick={draft.dismiss}>
        Dismiss
      </button>
    </p>
  );
}

function sentence(notice: Notice, of: NoticesProps['of']): string {
  switch (notice.kind) {
    case 'reset':
      return `${of === 'exercise' ? 'The stub is back.' : 'The lesson’s own code is back.'} Your code is in the history.`;
    case 'restored':
      return 'That text is back. What was here before is in the history.';
    case 'adopted':
      return 'The shared code is yours now. What you had is in the history.';
    case 'other-tab':
      if (notice.end === 'won')
        return 'Another tab changed this too. Your later edit is what you see; the other text is in the history.';
      return notice.before
        ? 'Another tab changed this later, and you see its text. Yours is in the history.'
        : 'Another tab changed this, and you see its text.';
  }
}

function NewEdition({
  of,
  draft,
  oldOriginal,
}: Omit<NoticesProps, 'state' | 'tells'> & { oldOriginal: Draft['original'] }) {
  const [shown, setShown] = useState(false);
  const what = of === 'exercise' ? 'stub' : 'lesson’s code';
  return (
    <>
      <p className={styles.notice}>
        The {what} has changed since you began. Your code is as you left it; Reset gives you the new {what}.{' '}
        <button type="button" className={styles.link} aria-expanded={shown} onClick={() => setShown(!shown)}>
          Show the change
        </button>{' '}
        <button type="button" className={styles.link} onClick={draft.acceptEdition}>
          Keep my code
        </button>
      </p>
      {shown && (
        <div className={styles.change}>
          <FilesDiff
            before={oldOriginal}
            after={draft.original}
            words={{ before: `only in the ${what} you began from`, after: `only in the new ${what}` }}
          />
        </div>
      )}
    </>
  );
}
