import { config, setFile } from './vitest-state.ts';
import { startTests } from '@vitest/runner';
import { journallingRunner } from '../../grading/host.ts';
import { limits } from '../../grading/limits.ts';
import { createModules } from './modules.ts';
import type { Grade } from './serve.ts';

/** Grades one answer with Vitest's own runner and expectations, and the unmodified suite. */
export const grade: Grade = async ({ program }, say, guard, builtins) => {
  const modules = createModules(program, builtins, guard);
  Object.assign(config, { testTimeout: limits.test, hookTimeout: limits.test });
  setFile(program.entry);
  const Runner = journallingRunner(guard, (entry) => say({ say: 'journal', entry }));
  class PageRunner extends Runner {
    override importFile = () => modules.load(program.entry);
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
  await startTests([program.entry], runner as unknown as Parameters<typeof startTests>[1]);
};
