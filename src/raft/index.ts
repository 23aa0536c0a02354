export type * from './types.ts';
export {
  isAdministration,
  isRead,
  keyValues,
  readCommand,
  type KeyValueCommand,
  type KeyValueOutput,
  type KeyValues,
} from './key-value.ts';
export { observe, wordsOf, type Observed } from './observed.ts';
export {
  createChecker,
  watch,
  type Broken,
  type Checker,
  type CheckerOptions,
} from './invariants/checker.ts';
export { findBroken, lookAt } from './invariants/trace.ts';
export { labHash, type LabLink } from './lab-link.ts';
export { oneMachine } from './linearizable.ts';
