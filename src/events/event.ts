/** A fact: something that has happened, named in the past tense. Its data are plain and JSON-safe. */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/** Where an event comes from. Without the cause, a log of facts cannot say why. */
export interface Metadata {
  /** The same whenever the same event is handed in again: that is how a store and a consumer recognise it. */
  readonly id: string;
  /** The id of the command or event that this one is the direct consequence of. */
  readonly causationId?: string;
  /** The id of what set the whole story going, the same on everything that follows from it. */
  readonly correlationId?: string;
  /** Which shape the data have; 1 when left out. */
  readonly schema?: number;
}

/** An event before a store has taken it. */
export interface NewEvent<Event extends DomainEvent = DomainEvent> {
  readonly event: Event;
  readonly metadata: Metadata;
}

/** An event as a store keeps it, for good. */
export interface RecordedEvent<Event extends DomainEvent = DomainEvent> extends NewEvent<Event> {
  readonly stream: string;
  /** The version of its stream from this event on: the first is 1. */
  readonly version: number;
  /** Its place among all events of the store: the first is 1. */
  readonly position: number;
}
