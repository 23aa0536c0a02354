export {
  append,
  apply,
  cancelTimer,
  note,
  persist,
  reply,
  send,
  sendAll,
  setTimer,
  sync,
} from './effects.ts';
export type { ClockFaults, DiskFaults, Faults, LinkFaults, SomeFaults } from './faults.ts';
export type {
  CrashPoint,
  EffectKind,
  Intervention,
  Link,
  OneMessage,
  Script,
  ScriptLine,
  Storm,
} from './intervention.ts';
export type { Latency } from './latency.ts';
export type {
  Append,
  Disk,
  Effect,
  Input,
  NodeId,
  Persist,
  Program,
  Request,
  SetTimer,
  Step,
} from './program.ts';
export { seededRandom } from './random.ts';
export type { Random } from './random.ts';
export { parseScenario, type Known } from './scenario/parse.ts';
export { printIntervention, printScenario, printScript } from './scenario/print.ts';
export {
  runScenario,
  startScenario,
  type Failure,
  type RunScenarioOptions,
  type ScenarioRun,
  type System,
} from './scenario/run.ts';
export { watchScenario, type Mark, type Recording, type Watched } from './scenario/watch.ts';
export { tellIntervention } from './scenario/tell.ts';
export { tellRun } from './scenario/transcript.ts';
export { ScenarioError, type Problem, type Scenario } from './scenario/scenario.ts';
export { surroundedBy, withReplaced } from './surroundings.ts';
export type { Span, Time } from './time.ts';
export { hashTrace } from './trace/hash.ts';
export { messagesOf, type MessageEnd, type TracedMessage } from './trace/messages.ts';
export { isTrace, readTrace } from './trace/read.ts';
export { spansOf, type TraceSpan } from './trace/spans.ts';
export { stateOf, statesAround, type StatesAround } from './trace/states.ts';
export { teller, tellTrace } from './trace/tell.ts';
export { traceVersion, type Loss, type Role, type Trace, type TraceEvent } from './trace/trace.ts';
export type { ClientOptions } from './world/clients.ts';
export { isTorn } from './world/disk.ts';
export { WorldError } from './world/errors.ts';
export type { Flight, NodeView, RunOptions, World, WorldOptions } from './world/api.ts';
export { createWorld } from './world/world.ts';
export { checkLinearizable, type Linearizability, type SequentialModel } from './linearizability/check.ts';
export { explainViolation } from './linearizability/explain.ts';
export { historyOf, nameOperation, type History, type Operation } from './linearizability/history.ts';
export { linearizable } from './linearizability/promise.ts';
export { holdOverSeeds } from './shrink/seeds.ts';
export { shrink, shrinkInSteps, type ShrinkOptions, type Shrunk } from './shrink/shrink.ts';
export { atOnce, type Steps } from './shrink/steps.ts';
export { tellScript, tellShrunk, tellStory } from './shrink/story.ts';
