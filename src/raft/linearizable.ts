import {
  checkLinearizable,
  explainViolation,
  historyOf,
  type History,
  type Operation,
  type SequentialModel,
  type Trace,
} from '../sim/index.ts';
import { isAdministration } from './administration.ts';
import { keyOf, keyValues, type KeyValueCommand, type KeyValueOutput, type KeyValues } from './key-value.ts';
import type { Administration, Reply } from './types.ts';

/** The cluster as its clients were promised it: one machine, which takes one command at a time. */
const model: SequentialModel<KeyValues, KeyValueCommand, KeyValueOutput> = { machine: keyValues, keyOf };

/** A promise for `inTheEnd`: a sentence on the first answer of the run that no order of the commands explains. A search that was given
 * up breaks no promise. */
export function oneMachine(trace: Trace, budget?: number): string | undefined {
  const history = outputsOf(trace);
  if (checkLinearizable(model, history, budget).outcome !== 'violated') return undefined;
  return explainViolation(model, history, budget);
}

/** What clients asked of the machine, and what it put out. */
export function outputsOf(trace: Trace): History<KeyValueCommand, KeyValueOutput> {
  return historyOf<KeyValueCommand | Administration, Reply<KeyValueOutput>>(trace).flatMap((operation) =>
    isAdministration(operation.command) ? [] : [withOutput(operation)],
  );
}

/** Whoever was told to ask elsewhere, and did not, does not know whether an earlier try took effect. */
function withOutput({
  command,
  answered,
  ...rest
}: Operation<KeyValueCommand | Administration, Reply<KeyValueOutput>>): Operation<
  KeyValueCommand,
  KeyValueOutput
> {
  const { at, order, reply } = answered ?? {};
  return {
    ...rest,
    command: command as KeyValueCommand,
    answered: reply?.kind === 'done' ? { at: at!, order: order!, reply: reply.output } : null,
  };
}
