import { answerPath, courseModules, precheck } from '../grading/precheck.ts';
import type { CompileError } from './compile.ts';
import { compileModule, compileProgram, type Program, type Resolve } from './program.ts';
import type { Job, Order, WorkerMessage } from './protocol.ts';

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
    return { order: { do: 'grade', exercise: job.exercise, program: compileGrading(job) } };
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

/** The suite as it is, and the answer as the guard wants it. */
function compileGrading({ exercise, answer, suite }: Extract<Job, { do: 'grade' }>): Program {
  const suitePath = `/test/suites/${exercise}.test.ts`;
  const path = answerPath(exercise);
  const resolve: Resolve = (specifier, importer) => {
    if (specifier === `#exercise/${exercise}`) return path;
    return importer === suitePath || (courseModules as readonly string[]).includes(specifier)
      ? specifier
      : undefined;
  };
  return {
    entry: suitePath,
    modules: {
      [suitePath]: compileModule(suite, suitePath, resolve, { guarded: false }),
      [path]: compileModule(answer, path, resolve, { returns: true }),
    },
  };
}
