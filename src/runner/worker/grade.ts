import { config, setFile } from './vitest-state.ts';
import { startTests } from '@vitest/runner';
import { journallingRunner } from '../../grading/host.ts';
import { limits } from '../../grading/limits.ts';
import { answerPath, courseModules, precheck } from '../../grading/precheck.ts';
import { compile, parseModule, stripTypes } from '../compile.ts';
import type { Grade } from './serve.ts';
import { createModules } from './modules.ts';

/** Grades one answer with Vitest's own runner and expectations, and the unmodified suite. */
export const grade: Grade = async (job, say, guard, builtins) => {
  const refused = precheck(job.exercise, job.answer, job.suite);
  if (refused) return say({ say: 'refused', failure: refused });

  const suite = `/test/suites/${job.exercise}.test.ts`;
  const answer = answerPath(job.exercise);
  const modules = createModules({
    guard,
    compile(path) {
      if (path === answer) return compile(job.answer, answer, { returns: true });
      const code = stripTypes(job.suite, suite);
      return { code, program: parseModule(code, suite), awaits: false };
    },
    resolve(specifier, importer) {
      if (specifier === `#exercise/${job.exercise}`) return { path: answer };
      const allowed = importer === suite || (courseModules as readonly string[]).includes(specifier);
      return allowed && Object.hasOwn(builtins, specifier) ? { builtin: builtins[specifier]! } : undefined;
    },
    explainMissing: (specifier, importer) => `${importer} imports '${specifier}', which is not there.`,
  });

  Object.assign(config, { testTimeout: limits.test, hookTimeout: limits.test });
  setFile(suite);
  const Runner = journallingRunner(guard, (entry) => say({ say: 'journal', entry }));
  class PageRunner extends Runner {
    override importFile = () => modules.load(suite);
    override onCollectStart(file: Parameters<InstanceType<typeof Runner>['onCollectStart']>[0]) {
      setFile(file.filepath);
      super.onCollectStart(file);
    }
  }
  type Config = ConstructorParameters<typeof Runner>[0];
  const runner = new PageRunner(config as unknown as Config);
  // Without Node there is nothing to trace: every span is its callback.
  const plainly = (_name: string, second: unknown, third?: () => unknown) =>
    ((typeof second === 'function' ? second : third) as () => unknown)();
  runner.__setTraces({ $: plainly } as unknown as Parameters<typeof runner.__setTraces>[0]);
  await startTests([suite], runner as unknown as Parameters<typeof startTests>[1]);
};
