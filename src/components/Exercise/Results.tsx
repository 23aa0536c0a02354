import { useId } from 'react';
import Link from '@docusaurus/Link';
import type { Failure, TestState, TestVerdict, Verdict } from '../../grading/verdict.ts';
import { leadingOn, stateInWords, troubleInWords } from '../../grading/wording.ts';
import styles from './Exercise.module.css';

interface ResultsProps {
  readonly verdict: Verdict | undefined;
  readonly hints: Readonly<Record<string, string>>;
  readonly shown: readonly string[];
  readonly onGoTo: (line: number) => void;
}

const marks: Record<TestState, string> = {
  passed: '✓',
  failed: '✗',
  todo: '○',
  'timed-out': '◷',
  'not-run': '–',
};

export function Results({ verdict, hints, shown, onGoTo }: ResultsProps) {
  // Before the first check, a hint has no test to stand under yet.
  const tests: readonly TestVerdict[] = verdict?.tests.length
    ? verdict.tests
    : shown.map((name) => ({ name, state: 'not-run' }));
  return (
    <>
      {verdict?.failure && (
        <div className={styles.whole}>
          <Trouble failure={verdict.failure} onGoTo={onGoTo} />
        </div>
      )}
      {tests.length > 0 && (
        <ul className={styles.tests}>
          {tests.map((test, index) => (
            <Item
              key={test.name}
              test={test}
              // Said once for all tests in a row that were not run for it.
              why={test.why === tests[index - 1]?.why ? undefined : test.why}
              hint={shown.includes(test.name) ? hints[test.name] : undefined}
              onGoTo={onGoTo}
            />
          ))}
        </ul>
      )}
    </>
  );
}

function Item({
  test,
  why,
  hint,
  onGoTo,
}: {
  test: TestVerdict;
  why: string | undefined;
  hint: string | undefined;
  onGoTo: (line: number) => void;
}) {
  const { name, state, failure, todo } = test;
  const title = useId();
  return (
    <li className={styles.test} data-state={state} aria-labelledby={title}>
      <p id={title} className={styles.name}>
        <span className={styles.mark} aria-hidden="true">
          {marks[state]}
        </span>
        <span className={styles.state}>{stateInWords[state]}</span> <span>{name}</span>
      </p>
      {todo !== undefined && <p className={styles.todo}>To do: {todo}.</p>}
      {why !== undefined && <p className={styles.todo}>{why}</p>}
      {failure && <Trouble failure={failure} onGoTo={onGoTo} />}
      {hint !== undefined && (
        <p className={styles.hint}>
          <strong>Hint.</strong> {hint}
        </p>
      )}
    </li>
  );
}

function Trouble({ failure, onGoTo }: { failure: Failure; onGoTo: (line: number) => void }) {
  const { kind, name, expected, received, line, frame } = failure;
  const { text, way } = leadingOn(failure);
  const where = kind === 'wrong' ? 'Your code last returned at line' : 'Line';
  return (
    <div className={styles.trouble}>
      <p className={styles.message}>
        <strong>{troubleInWords(failure)}</strong>: {kind === 'threw' ? `${name}: ` : ''}
        {text}
      </p>
      {way && (
        <p className={styles.where}>
          <Link to={way.to}>{way.label}</Link>
        </p>
      )}
      {expected !== undefined && received !== undefined && (
        <dl className={styles.values}>
          <dt>expected</dt>
          <dd>
            <pre>{expected}</pre>
          </dd>
          <dt>received</dt>
          <dd>
            <pre>{received}</pre>
          </dd>
        </dl>
      )}
      {line !== undefined && (
        <p className={styles.where}>
          <button type="button" className={styles.link} onClick={() => onGoTo(line)}>
            {where} {line}
          </button>
        </p>
      )}
      {frame !== undefined && <pre className={styles.frame}>{frame}</pre>}
    </div>
  );
}
