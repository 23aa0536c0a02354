import { append, persist, type Disk, type Effect } from '../../../sim/index.ts';
import { rebuild, type Decider, type Snapshot } from '../../decider.ts';
import type { DomainEvent, RecordedEvent } from '../../event.ts';
import { emptyStore, readAll, readStream, type EventStore } from '../../event-store.ts';
import { handle, type Envelope } from '../../handle.ts';

/** What a service owns: its facts, and what can be thrown away because the facts say the same. */
export interface Log<State, Event extends DomainEvent> {
  readonly store: EventStore<Event>;
  /** By stream. */
  readonly snapshots: Readonly<Record<string, Snapshot<State>>>;
}

type Evolving<State, Event extends DomainEvent> = Pick<
  Decider<State, never, Event>,
  'initialState' | 'evolve'
>;

const snapshotEvery = 3;

export const emptyLog: Log<never, never> = { store: emptyStore, snapshots: {} };

/** The log as the disk has kept it. The events of one decision are one record there, so that a crash leaves all of them or none. */
export const openLog = <State, Event extends DomainEvent>(disk: Disk): Log<State, Event> => ({
  store: { events: ((disk['events'] ?? []) as RecordedEvent<Event>[][]).flat() },
  snapshots: (disk['snapshots'] ?? {}) as Log<State, Event>['snapshots'],
});

export interface Obeyed<State, Event extends DomainEvent> {
  readonly log: Log<State, Event>;
  /** The sentence, if the command must not take effect. */
  readonly refused: string | null;
  readonly recorded: readonly RecordedEvent<Event>[];
  /** What writes it down. It comes before anybody hears of it. */
  readonly writes: readonly Effect<never, never>[];
}

/** Carries a command out. One that comes again appends nothing. */
export function obey<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  log: Log<State, Event>,
  stream: string,
  envelope: Envelope<Command>,
): Obeyed<State, Event> {
  const handled = handle(decider, log.store, stream, envelope, log.snapshots[stream]);
  if (handled.kind === 'refused') return { log, refused: handled.sentence, recorded: [], writes: [] };
  const recorded = readAll(handled.store, { after: log.store.events.length });
  if (recorded.length === 0) return { log, refused: null, recorded, writes: [] };
  const isDue = handled.after.version - (log.snapshots[stream]?.version ?? 0) >= snapshotEvery;
  const snapshots = isDue ? { ...log.snapshots, [stream]: handled.after } : log.snapshots;
  return {
    log: { store: handled.store, snapshots },
    refused: null,
    recorded,
    writes: [append('events', recorded), ...(isDue ? [persist('snapshots', snapshots)] : [])],
  };
}

/** A stream as its events make it up, from its snapshot on. */
export const stateOf = <State, Event extends DomainEvent>(
  decider: Evolving<State, Event>,
  { store, snapshots }: Log<State, Event>,
  stream: string,
): State => rebuild(decider, readStream(store, stream), snapshots[stream]).state;

/** All streams, in the order in which they began. */
export const statesOf = <State, Event extends DomainEvent>(
  decider: Evolving<State, Event>,
  log: Log<State, Event>,
): ReadonlyMap<string, State> =>
  new Map(log.store.events.map(({ stream }) => [stream, stateOf(decider, log, stream)]));

/** The state of a stream at any version that it has had. */
export const stateAt = <State, Event extends DomainEvent>(
  decider: Evolving<State, Event>,
  { store }: Pick<Log<State, Event>, 'store'>,
  stream: string,
  version: number,
): State => rebuild(decider, readStream(store, stream, { upTo: version })).state;
