export { run, type StateMachine, type Transition } from './machine.ts';
export {
  reportsAfter,
  type Lagging,
  type ReplicaFault,
  type ReplicaGroup,
  type Report,
  type SkippedInput,
  type WrongValue,
} from './replicas.ts';
export { sameState, vote, type Agreed, type Decision, type Undecidable } from './vote.ts';
