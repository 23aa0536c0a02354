import * as sim from '../../sim/index.ts';
import * as machines from '../../machines/index.ts';
import * as ordering from '../../ordering/index.ts';
import * as raft from '../../raft/index.ts';
import * as aeron from '../../aeron/index.ts';
import * as aeronServices from '../../aeron/services/index.ts';
import * as events from '../../events/index.ts';
import type { courseModules } from '../program.ts';
import { unfinished } from '../../grading/unfinished.ts';

export type Exports = Record<string, unknown>;

/** What a program may import besides its own files: evaluated only for a program that does. */
export type Builtins = Readonly<Record<string, () => Exports | Promise<Exports>>>;

/** Makes a namespace look like a compiled ES module: Sucrase's `require` looks for the mark. */
export const asModule = (namespace: object): Exports => ({ ...namespace, __esModule: true });

export const courseBuiltins: Readonly<Record<(typeof courseModules)[number], Builtins[string]>> = {
  '#course/unfinished': () => asModule({ unfinished }),
  '#course/sim': () => asModule(sim),
  '#course/machines': () => asModule(machines),
  '#course/ordering': () => asModule(ordering),
  '#course/raft': () => asModule(raft),
  '#course/events': () => asModule(events),
  '#course/aeron': () => asModule(aeron),
  '#course/aeron-services': () => asModule(aeronServices),
};
