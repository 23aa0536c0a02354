import { decideOn, rebuild, type Decider, type Snapshot } from './decider.ts';
import type { DomainEvent, Metadata, RecordedEvent } from './event.ts';
import { append, readStream, type EventStore } from './event-store.ts';

export type Handled<State, Event extends DomainEvent> =
  | {
      readonly kind: 'recorded';
      readonly store: EventStore<Event>;
      readonly recorded: readonly RecordedEvent<Event>[];
      /** The stream as it stands now: others may have gone on since a command that comes again. */
      readonly after: Snapshot<State>;
    }
  | { readonly kind: 'refused'; readonly sentence: string };

/** A command with the id that its sender gave it, the same when it is sent again. It is for one stream. */
export interface Envelope<Command> {
  readonly id: string;
  readonly command: Command;
  /** That of the event that this command follows from. When it follows from none, a story begins, and bears the command's own id. */
  readonly correlationId?: string;
  /** The event that the command is an answer to, if it is one. It is recorded as the cause, and tells a command that comes again, in place of the id. */
  readonly causationId?: string;
}

/**
 * Reads a stream, decides, and appends what was decided at the version that was read. A command that comes again is answered with what
 * came of it the first time: the events that name it as their cause.
 *
 * What left no event cannot be recognised. A command that was refused, or that had nothing to do, is decided on anew when it comes again,
 * and by then it may be granted. Where the first answer must stand, `decide` says so in an event: `PaymentRefused`.
 *
 * @throws NotDeterministic see `decideOn`
 */
export function handle<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  store: EventStore<Event>,
  stream: string,
  { id, command, correlationId = id, causationId = id }: Envelope<Command>,
  snapshot?: Snapshot<State>,
): Handled<State, Event> {
  const history = readStream(store, stream);
  const before = rebuild(decider, history, snapshot);
  const known = history.filter(({ metadata }) => metadata.causationId === causationId);
  if (known.length > 0) return { kind: 'recorded', store, recorded: known, after: before };
  const decision = decideOn(decider, before.state, command);
  if (decision.kind === 'refused') return decision;
  const metadata = (index: number): Metadata => ({
    id: `${id}.${index + 1}`,
    causationId,
    correlationId,
  });
  const events = decision.events.map((event, index) => ({ event, metadata: metadata(index) }));
  const appended = append(store, stream, events, before.version);
  if (appended.kind !== 'appended') return { kind: 'refused', sentence: appended.sentence };
  const { recorded } = appended;
  return { kind: 'recorded', store: appended.store, recorded, after: rebuild(decider, recorded, before) };
}
