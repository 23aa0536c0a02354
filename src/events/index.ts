export type { DomainEvent, Metadata, NewEvent, RecordedEvent } from './event.ts';
export {
  append,
  emptyStore,
  lastPosition,
  readAll,
  readStream,
  versionOf,
  type Appended,
  type EventStore,
  type ExpectedVersion,
} from './event-store.ts';
export { decideOn, fold, rebuild, Refused, type Decider, type Decision, type Snapshot } from './decider.ts';
export { handle, type Envelope, type Handled } from './handle.ts';
export { upcast, type Upcasters } from './upcasting.ts';
export { catchUp, lagOf, unread, type CaughtUp, type Projected, type Projection } from './projection.ts';
export {
  emptyJournal,
  record,
  replay,
  type CommandJournal,
  type Executed,
  type JournalEntry,
  type Replayed,
  type RuleBook,
  type Rules,
} from './command-journal.ts';
export { given } from './specification.ts';
export { NotDeterministic, sealed } from './sealed.ts';
