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
export type { ClockFaults, DiskFaults, Faults, LinkFaults, SomeFaults, Spell, Storm } from './faults.ts';
export type {
  CrashPoint,
  EffectKind,
  Intervention,
  Link,
  OneMessage,
  Script,
  ScriptLine,
} from './intervention.ts';
export type { Latency } from './latency.ts';
export type { Disk, Effect, Input, NodeId, Program, Step } from './program.ts';
export { seededRandom } from './random.ts';
export type { Random } from './random.ts';
export type { Span, Time } from './time.ts';
export { hashTrace } from './trace/hash.ts';
export { messagesOf, type MessageEnd, type TracedMessage } from './trace/messages.ts';
export { isTrace, readTrace } from './trace/read.ts';
export { spansOf, type TraceSpan } from './trace/spans.ts';
export { stateOf, statesAround, type StatesAround } from './trace/states.ts';
export { traceVersion, type Loss, type Role, type Trace, type TraceEvent } from './trace/trace.ts';
export type { ClientOptions } from './world/clients.ts';
export { isTorn } from './world/disk.ts';
export { WorldError } from './world/errors.ts';
export { createWorld, type Flight, type RunOptions, type World, type WorldOptions } from './world/world.ts';
