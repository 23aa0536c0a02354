import type { DomainEvent, NewEvent, RecordedEvent } from './event.ts';
import { isSameData } from './same-data.ts';

/**
 * An append-only store of facts, in one order, each in a stream. A plain value: every function gives a new one.
 *
 * What makes it a store to decide by, and not a log to publish to, is the expected version on append (KurrentDB's `expectedRevision`,
 * Emmett's `expectedStreamVersion`). Apache Kafka has none: KAFKA-2260.
 */
export interface EventStore<Event extends DomainEvent = DomainEvent> {
  /** Position p stands at index p - 1. */
  readonly events: readonly RecordedEvent<Event>[];
}

/** What the writer takes for true of the stream: its version, none yet, some, or nothing. */
export type ExpectedVersion = number | 'no-stream' | 'stream-exists' | 'any';

export type Appended<Event extends DomainEvent> =
  | {
      readonly kind: 'appended';
      readonly store: EventStore<Event>;
      /** The events as they stand in the store now. */
      readonly recorded: readonly RecordedEvent<Event>[];
      /** True when they stood there before: somebody who heard no answer has tried again. */
      readonly repeated: boolean;
    }
  | { readonly kind: 'wrong-expected-version'; readonly actual: number; readonly sentence: string }
  | { readonly kind: 'duplicate-id'; readonly sentence: string };

export const emptyStore: EventStore<never> = { events: [] };

/** 0 for a stream that does not exist. */
export const versionOf = (store: EventStore, stream: string): number =>
  store.events.findLast((recorded) => recorded.stream === stream)?.version ?? 0;

export const lastPosition = (store: EventStore): number => store.events.length;

/** The events of one stream, up to and including a version. */
export const readStream = <Event extends DomainEvent>(
  store: EventStore<Event>,
  stream: string,
  { after = 0, upTo = Infinity }: { readonly after?: number; readonly upTo?: number } = {},
): readonly RecordedEvent<Event>[] =>
  store.events.filter(
    (recorded) => recorded.stream === stream && recorded.version > after && recorded.version <= upTo,
  );

/** The events of all streams behind a position, in the order in which they were appended: what a subscription gets. */
export const readAll = <Event extends DomainEvent>(
  store: EventStore<Event>,
  { after = 0, limit = Infinity }: { readonly after?: number; readonly limit?: number } = {},
): readonly RecordedEvent<Event>[] => store.events.slice(after, after + limit);

/**
 * Appends all of the events, or none. Events that stand in the stream already are not appended again, whatever version is expected: the
 * writer that hands them in once more read the stream before its own first try.
 */
export function append<Event extends DomainEvent>(
  store: EventStore<Event>,
  stream: string,
  events: readonly NewEvent<Event>[],
  expected: ExpectedVersion,
): Appended<Event> {
  const known = knownAlready(store, stream, events);
  if (known !== undefined) return typeof known === 'string' ? duplicate(known) : repeated(store, known);
  const actual = versionOf(store, stream);
  if (!isMet(expected, actual)) return refused(stream, expected, actual);
  const recorded = events.map((each, index) => ({
    ...each,
    stream,
    version: actual + index + 1,
    position: store.events.length + index + 1,
  }));
  return {
    kind: 'appended',
    store: { events: [...store.events, ...recorded] },
    recorded,
    repeated: false,
  };
}

/** The records, if all of the events stand in the stream; the sentence, if an id stands for something else; else nothing. */
function knownAlready<Event extends DomainEvent>(
  { events: stored }: EventStore<Event>,
  stream: string,
  events: readonly NewEvent<Event>[],
): readonly RecordedEvent<Event>[] | string | undefined {
  const ids = events.map(({ metadata }) => metadata.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) return `Two of the events have the id ${twice}. Give each its own.`;
  const known = stored.filter(({ metadata }) => ids.includes(metadata.id));
  if (known.length === 0) return undefined;
  const elsewhere = known.find((recorded) => recorded.stream !== stream);
  if (elsewhere)
    return `The id ${elsewhere.metadata.id} belongs to an event in ${elsewhere.stream}. An id names one event, once and for all.`;
  const changed = known.find(({ metadata, event }) => {
    const again = events.find((each) => each.metadata.id === metadata.id)!;
    return !isSameData(again.event, event);
  });
  if (changed)
    return `The id ${changed.metadata.id} belongs to ${changed.event.type} at version ${changed.version} of ${stream}, and its data are other ones. Give a new event a new id.`;
  if (known.length < events.length)
    return `Of these events, ${known.length} of ${events.length} stand in ${stream} already. Hand in again what was handed in together.`;
  return known;
}

const repeated = <Event extends DomainEvent>(
  store: EventStore<Event>,
  recorded: readonly RecordedEvent<Event>[],
): Appended<Event> => ({ kind: 'appended', store, recorded, repeated: true });

const duplicate = (sentence: string): Appended<never> => ({ kind: 'duplicate-id', sentence });

const isMet = (expected: ExpectedVersion, actual: number): boolean => {
  if (expected === 'any') return true;
  if (expected === 'no-stream') return actual === 0;
  if (expected === 'stream-exists') return actual > 0;
  return expected === actual;
};

function refused(stream: string, expected: ExpectedVersion, actual: number): Appended<never> {
  const wanted = {
    'no-stream': 'not to exist',
    'stream-exists': 'to exist',
    any: 'to be at any version',
  };
  const was = typeof expected === 'number' ? `to be at version ${expected}` : wanted[expected];
  const is = actual === 0 ? 'it does not exist' : `it is at version ${actual}`;
  return {
    kind: 'wrong-expected-version',
    actual,
    sentence: `${stream} was expected ${was}, and ${is}. Read it again and decide anew.`,
  };
}
