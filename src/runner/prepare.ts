import { answerModules, answerPath, contractOf, precheck } from '../grading/precheck.ts';
import type { ExerciseId } from '../grading/verdict.ts';
import type { CompileError } from './compile.ts';
import { compileModule, compileProgram, type Program } from './program.ts';
import type { Job, Order, WorkerMessage } from './protocol.ts';
import type { CompiledSuite, GradeRequest } from './runner.ts';

export type Prepared = { readonly order: Order } | { readonly answer: WorkerMessage };

/** Compiles what a job needs, once and outside the worker: a worker lives for one run, and would compile cold. */
export function prepare(job: Job): Prepared {
  try {
    if (job.do === 'run') {
      const { files, entry } = job;
      return { order: { do: 'run', files, program: compileProgram(files, entry) } };
    }
    const refused = precheck(job.exercise, job.answer, job.suite);
    if (refused) return { answer: { say: 'refused', failure: refused } };
    return { order: { do: 'grade', exercise: job.exercise, program: gradingProgram(job) } };
  } catch (error) {
    // Whatever it is, somebody waits for an answer.
    const { name, message, path, line, column, frame } = error as Partial<CompileError> & Error;
    return {
      answer: {
        say: 'failed',
        failure: { kind: 'does-not-compile', name, message, file: path, line, column, frame },
      },
    };
  }
}

const suitePath = (exercise: ExerciseId) => `/test/suites/${exercise}.test.ts`;

/** @throws CompileError */
export function compileSuite(
  exercise: ExerciseId,
  text: string,
  mayImport: readonly string[],
): CompiledSuite {
  const resolve = (specifier: string) =>
    specifier === `#exercise/${exercise}` ? answerPath(exercise) : specifier;
  return {
    ...contractOf(exercise, text, mayImport),
    module: compileModule(text, suitePath(exercise), resolve, { guarded: false }),
  };
}

/** The suite as it is, and the answer as the guard wants it. */
function gradingProgram({ exercise, answer, suite }: GradeRequest): Program {
  const path = answerPath(exercise);
  const allowed = answerModules(suite.mayImport);
  const resolve = (specifier: string) => (allowed.includes(specifier) ? specifier : undefined);
  return {
    entry: suitePath(exercise),
    modules: {
      [suitePath(exercise)]: suite.module,
      [path]: compileModule(answer, path, resolve, { returns: true }),
    },
  };
}
