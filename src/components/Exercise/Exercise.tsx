import { lazy, Suspense, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import Link from '@docusaurus/Link';
import useBrokenLinks from '@docusaurus/useBrokenLinks';
import type { ExerciseId } from '../../grading/verdict.ts';
import { verdictSentence } from '../../grading/wording.ts';
import * as client from '../../runner/client.ts';
import { anchorOf } from '../../workbook/catalogue.ts';
import type { ExerciseSource } from '../../workbook/sources.ts';
import { CodeArea } from '../code/CodeArea.tsx';
import { codeHeight } from '../code/StaticCode.tsx';
import { useEditorTurn } from '../code/useEditorTurn.ts';
import { HistoryButton, Keeping, useHistoryToggle } from '../keeping/Keeping.tsx';
import { startEarly } from '../startEarly.ts';
import { useNearView } from '../useNearView.ts';
import { Next } from './Next.tsx';
import { Results } from './Results.tsx';
import { useExercise } from './useExercise.ts';
import styles from './Exercise.module.css';

startEarly('grade');

const Comparison = lazy(() =>
  import(/* webpackChunkName: "lockstep-comparison" */ './Comparison.tsx').then(({ Comparison }) => ({
    default: Comparison,
  })),
);

/** Only `npm start` has a file to speak of; see `useDisk`. */
const DiskChoice =
  process.env.NODE_ENV === 'production'
    ? () => null
    : lazy(() =>
        import(/* webpackChunkName: "lockstep-disk" */ './DiskChoice.tsx').then(({ DiskChoice }) => ({
          default: DiskChoice,
        })),
      );

/** A stub to finish, graded by the hidden suite. `source` comes from src/plugins/remark-lesson-files.ts. */
export function Exercise({ id, source }: { id: ExerciseId; source: string }) {
  const about = useMemo(() => JSON.parse(source) as ExerciseSource, [source]);
  const { title, summary, stub, tests } = about;
  const region = useRef<HTMLElement>(null);
  const near = useNearView(region);
  const exercise = useExercise(id, about, near);
  useLayoutEffect(() => {
    if (near) client.warmUp('grade');
  }, [near]);
  const [goTo, setGoTo] = useState<{ path: string; line: number }>();
  const file = `/${id.split('/')[1]}.ts`;

  const { write, check, verdict, checking, saved, disk } = exercise;
  const history = useHistoryToggle(saved);
  const onChange = useCallback((_path: string, code: string) => write(code), [write]);
  const goToLine = useCallback((line: number) => setGoTo({ path: file, line }), [file]);

  const editing = useEditorTurn(near && saved.draft !== undefined, checking);
  const solved = verdict?.outcome === 'solved';
  const anchor = anchorOf(id);
  useBrokenLinks().collectAnchor(anchor);
  return (
    <section
      ref={region}
      id={anchor}
      className={styles.exercise}
      aria-label={`Exercise: ${title}`}
      data-will="grade"
    >
      <header className={styles.header}>
        <h3 className={styles.title}>
          <span className={styles.kicker}>Exercise</span> {title}
          <Link className="hash-link" to={`#${anchor}`} aria-label={`Direct link to the exercise ${title}`} />
        </h3>
        <p className={styles.progress} data-search="no" data-solved={solved || undefined}>
          {solved ? '✓ ' : ''}
          {verdict?.passed ?? 0} of {tests}
        </p>
        <p className={styles.summary}>{summary}</p>
      </header>
      <div className={styles.code} style={{ height: codeHeight(stub, 6) }}>
        <CodeArea
          editing={editing}
          edition={saved.edition}
          files={{ [file]: exercise.code() }}
          active={file}
          beside={exercise.beside}
          onChange={onChange}
          onRun={check}
          goTo={goTo}
        />
      </div>
      {disk.here && (
        <div className={styles.disk}>
          <Suspense fallback={<p className={styles.diskLine}>exercises/{id}.ts</p>}>
            <DiskChoice id={id} state={disk.state} onChoose={disk.choose} />
          </Suspense>
        </div>
      )}
      <div className={styles.controls}>
        <button type="button" className={styles.primary} onClick={check} data-does-it>
          Check
        </button>
        <button type="button" onClick={exercise.stop} disabled={!checking}>
          Stop
        </button>
        <button type="button" onClick={exercise.hint}>
          Hint
        </button>
        <button type="button" onClick={exercise.reveal}>
          Solution
        </button>
        <HistoryButton history={history} />
        <button type="button" onClick={exercise.reset}>
          Reset
        </button>
        {!disk.here && <span className={styles.file}>exercises/{id}.ts</span>}
      </div>
      {exercise.question && (
        <div className={styles.question} role="alertdialog" aria-label={exercise.question.text}>
          <p>{exercise.question.text}</p>
          <button type="button" onClick={exercise.question.onYes}>
            {exercise.question.yes}
          </button>
          <button type="button" onClick={exercise.question.onNo}>
            Keep going
          </button>
        </div>
      )}
      {exercise.notice && <p className={styles.notice}>{exercise.notice}</p>}
      <Keeping of="exercise" saved={saved} history={history} />
      <section className={styles.results} aria-label="Results">
        <p className={styles.sentence} role="status" aria-live="polite">
          {checking ? 'Checking…' : verdict ? verdictSentence(verdict, tests) : 'Nothing checked yet.'}
        </p>
        <Results verdict={verdict} hints={exercise.hints} shown={exercise.shownHints} onGoTo={goToLine} />
        {solved && <Next />}
      </section>
      {exercise.solution !== undefined && (
        <Suspense>
          <Comparison mine={exercise.code()} other={exercise.solution} onClose={exercise.hideSolution} />
        </Suspense>
      )}
    </section>
  );
}
