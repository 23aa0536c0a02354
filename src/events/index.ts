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
export { bus, type BusOptions, type BusState } from './bus/bus.ts';
export type { BusMessage } from './bus/messages.ts';
export type { Delivery, Queue } from './bus/queue.ts';
export {
  architectures,
  requestId,
  type Architecture,
  type ArchitectureName,
  type FaultSwitch,
  type KnownOrder,
  type KnownUser,
  type StoreKind,
  type StoreView,
} from './shop/architecture.ts';
export { allShops, shops } from './shop/shops.ts';
export { runShop, shopScenario, type ShopRun, type ShopRunOptions } from './shop/run.ts';
export {
  deployFix,
  fixProjection,
  rebuild as rebuildPast,
  type Deployed,
  type Mended,
  type Rebuilt,
  type SideBySide,
} from './shop/replay.ts';
export { outcomeOf, storesOf, type NodeStores, type Outcome } from './shop/outcome.ts';
export type { DeletionOutcome } from './shop/outcome/deletions.ts';
export type { InvoiceOutcome, OrderOutcome, ParcelOutcome, Sighting } from './shop/outcome/orders.ts';
export type { RequestOutcome } from './shop/outcome/requests.ts';
export { brokenPromises } from './shop/promises.ts';
export { standardStory, tell } from './shop/stories.ts';
export { printRequest, readRequest } from './shop/words.ts';
export { printCents } from './shop/money.ts';
export {
  taxRates,
  totalOf,
  type Release,
  type ShopCommand,
  type ShopQuery,
  type ShopReply,
  type ShopRequest,
  type Story,
} from './shop/story.ts';
