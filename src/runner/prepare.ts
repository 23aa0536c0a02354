import { partOf, partPath, unfinishedIn, unfinishedPath, type Parts } from '../grading/parts.ts';
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
    const refused = precheck(job.exercise, job.answer, job.suite, job.parts);
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
function gradingProgram({ exercise, answer, parts = {}, suite }: GradeRequest): Program {
  const path = answerPath(exercise);
  const allowed = answerModules(suite.mayImport);
  const resolve = (specifier: string) => {
    if (!allowed.includes(specifier)) return undefined;
    const part = partOf(specifier);
    return part === undefined ? specifier : partPath(part);
  };
  const compiled = compileModule(answer, path, resolve, { returns: true });
  const used = Object.keys(compiled.imports).flatMap((specifier) => partOf(specifier) ?? []);
  return {
    entry: suitePath(exercise),
    modules: {
      [suitePath(exercise)]: suite.module,
      [path]: compiled,
      ...Object.assign({}, ...used.map((part) => modulesOfPart(part, parts))),
    },
  };
}

const modulesOfPart = (part: ExerciseId, parts: Parts): Program['modules'] => ({
  [partPath(part)]: compileModule(parts[part]!, partPath(part), () => unfinishedPath(part), { apart: true }),
  [unfinishedPath(part)]: compileModule(unfinishedIn(part), unfinishedPath(part), (specifier) => specifier, {
    guarded: false,
  }),
});
