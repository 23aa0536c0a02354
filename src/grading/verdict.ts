/**
 * What grading says about one answer to one exercise. Plain data, the same in the page and on the command line.
 * `parity.test.ts` in test/course proves that both sides produce equal verdicts for every stub, solution and mistake.
 */

/** `chapter/exercise`, for example `state-machines/majority-vote`. */
export type ExerciseId = string;

/**
 * - `wrong`: the answer ran and an expectation of the suite did not hold
 * - `threw`: the answer threw something the suite did not ask for
 * - `does-not-compile`: a syntax error, or an import that leads nowhere; no test ran. Or a type error, named
 *   `TypeError TS2322`: the tests ran, and each has its state
 * - `timed-out`: a loop without end, a promise that never settles
 * - `out-of-memory`: the answer asked for more memory than one run may have
 * - `tampered`: the answer changed a built-in that the grader itself stands on
 */
export type FailureKind = 'wrong' | 'threw' | 'does-not-compile' | 'timed-out' | 'out-of-memory' | 'tampered';

export interface Failure {
  readonly kind: FailureKind;
  /** The error's name, for example `AssertionError` or `RangeError`. */
  readonly name: string;
  /** One or more sentences without colour codes. */
  readonly message: string;
  /** Printed values, when an expectation compared two. */
  readonly expected?: string;
  readonly received?: string;
  /** Where in the learner's own file, 1-based. Absent when the failure has no line there. */
  readonly line?: number;
  readonly column?: number;
  /** Lines around it, the line itself marked with `>`. */
  readonly frame?: string;
}

export type TestState = 'passed' | 'failed' | 'todo' | 'timed-out' | 'not-run';

export interface TestVerdict {
  /** Titles from the outermost `describe` to the test, joined with ` › `. Unique within a suite. */
  readonly name: string;
  readonly state: TestState;
  /** Present when `failed` or `timed-out`. */
  readonly failure?: Failure;
  /** What `unfinished(…)` asked for; present when `todo`. */
  readonly todo?: string;
  /** Why it is `not-run`, where the suite says so. */
  readonly why?: string;
}

export type Outcome = 'not-started' | 'in-progress' | 'solved' | 'failed';

export interface Verdict {
  readonly exercise: ExerciseId;
  readonly outcome: Outcome;
  readonly passed: number;
  readonly total: number;
  readonly tests: readonly TestVerdict[];
  /** Present when the file as a whole failed: it does not compile, throws while loading, or had to be killed. */
  readonly failure?: Failure;
}

/** Draws the conclusion from the tests: never solved without a test, never with one skipped. */
export function concludeVerdict(
  exercise: ExerciseId,
  tests: readonly TestVerdict[],
  failure?: Failure,
): Verdict {
  const count = (state: TestState) => tests.filter((test) => test.state === state).length;
  const passed = count('passed');
  const outcome: Outcome =
    failure || count('failed') + count('timed-out') + count('not-run') > 0 || tests.length === 0
      ? 'failed'
      : passed === tests.length
        ? 'solved'
        : passed === 0
          ? 'not-started'
          : 'in-progress';
  return { exercise, outcome, passed, total: tests.length, tests, ...(failure && { failure }) };
}
