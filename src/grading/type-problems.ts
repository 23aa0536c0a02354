import { codeFrame } from '../runner/code-frame.ts';
import { concludeVerdict, type ExerciseId, type Failure, type Verdict } from './verdict.ts';

/** What TypeScript finds at one place of one file. Lines and columns are 1-based; the end is exclusive. */
export interface TypeProblem {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** TypeScript's number for it: 2322 for TS2322. */
  readonly code: number;
  /** One or more sentences. */
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'info';
}

/** Where the answer stands in its editor, for the type checker. */
export const editorPath = (exercise: ExerciseId) => `/${exercise.split('/')[1]}.ts`;

/**
 * A type error fails an exercise, though the tests have run and keep their states: the page says how far the answer
 * would get. A failure that is there already stays, because it happened earlier: the file never got to its tests.
 */
export function withTypeProblems(
  verdict: Verdict,
  problems: readonly TypeProblem[],
  answer: string,
): Verdict {
  const [first, ...more] = problems.filter(({ severity }) => severity === 'error');
  if (!first || verdict.failure) return verdict;
  const { line, column, code, message } = first;
  return concludeVerdict(verdict.exercise, verdict.tests, {
    kind: 'does-not-compile',
    name: `TypeError TS${code}`,
    message: more.length === 0 ? message : `${message} ${andMore(more.length)}`,
    line,
    column,
    frame: codeFrame(answer, line, column),
  });
}

export interface TypedVerdict {
  /** The tests' verdict, as soon as it is there; with the type errors, if they were known by then. */
  readonly verdict: Promise<Verdict>;
  /** The verdict with the type errors: the same object when they change nothing. Rejects as `types` does. */
  readonly typed: Promise<Verdict>;
}

/**
 * Tests and types are checked side by side. The tests' verdict does not wait for the types, which may have to load;
 * mostly they are there first, since the learner has been in the editor.
 */
export function joinTypes(
  tests: Promise<Verdict>,
  types: Promise<readonly TypeProblem[]>,
  answer: string,
): TypedVerdict {
  let known: readonly TypeProblem[] = [];
  types.then(
    (problems) => (known = problems),
    () => {}, // `typed` tells of it
  );
  const verdict = tests.then((judged) => withTypeProblems(judged, known, answer));
  const typed = verdict.then(async (judged) =>
    judged.failure ? judged : withTypeProblems(judged, await types, answer),
  );
  typed.catch(() => {}); // whoever waits for it hears of it
  return { verdict, typed };
}

/** A file may fail to compile for its types and still run: then the tests beside this failure have been judged. */
export const isTypeError = ({ kind, name }: Failure): boolean =>
  kind === 'does-not-compile' && name.startsWith('TypeError TS');

export interface TypeErrorsInWords {
  /** `1 type error on`, or `2 type errors, the first on` */
  readonly count: string;
  /** `line 3`, or `line 3 of account.ts` where there are several files */
  readonly place: string;
  readonly message: string;
}

/** What an example's files have wrong; undefined when they have nothing. @param problems each with its `file`, where it matters */
export function typeErrorsInWords(
  problems: readonly (TypeProblem & { readonly file?: string })[],
): TypeErrorsInWords | undefined {
  const [first, ...more] = problems.filter(({ severity }) => severity === 'error');
  if (!first) return undefined;
  const { line, file, message } = first;
  return {
    count: more.length === 0 ? '1 type error on' : `${more.length + 1} type errors, the first on`,
    place: file === undefined ? `line ${line}` : `line ${line} of ${file}`,
    message,
  };
}

const andMore = (count: number) =>
  count === 1 ? 'There is 1 more type error.' : `There are ${count} more type errors.`;
