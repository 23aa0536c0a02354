import * as sim from '../../sim/index.ts';
import * as machines from '../../machines/index.ts';
import * as unfinished from '../../grading/unfinished.ts';
import type { Builtins } from './serve.ts';

/** Makes a namespace look like a compiled ES module: Sucrase's `require` looks for the mark. */
export const asModule = (namespace: object): Record<string, unknown> => ({ ...namespace, __esModule: true });

export const courseBuiltins: Builtins = {
  '#course/unfinished': asModule({ unfinished: unfinished.unfinished }),
  '#course/sim': asModule(sim),
  '#course/machines': asModule(machines),
};
