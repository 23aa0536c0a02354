import type { Trace } from '../trace/trace.ts';
import { checkLinearizable, type SequentialModel } from './check.ts';
import { explainViolation } from './explain.ts';
import { historyOf } from './history.ts';

/** The promise that clients see one machine, for a system’s `inTheEnd`. A search that was given up breaks no promise. */
export const linearizable =
  <State, Command, Reply>(model: SequentialModel<State, Command, Reply>, budget?: number) =>
  (trace: Trace): string | undefined => {
    const history = historyOf<Command, Reply>(trace);
    const { outcome } = checkLinearizable(model, history, budget);
    return outcome === 'violated' ? explainViolation(model, history, budget) : undefined;
  };
