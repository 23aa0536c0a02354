import type { DomainEvent, RecordedEvent } from '../../event.ts';

/** Between an owner that records and whoever follows it: a catch-up subscription. No broker stands between them. */
export type FeedMessage<Event extends DomainEvent = DomainEvent> = Follow | Facts<Event> | Taken;

/** A follower has started, and has read up to a position. It is answered in any case, so that it knows that it was heard. */
export interface Follow {
  readonly kind: 'follow';
  readonly after: number;
}

/** A follower's answer to `facts`: how far it has come now. */
export interface Taken {
  readonly kind: 'taken';
  readonly upTo: number;
  /** The request that the last of these events goes back to. */
  readonly correlationId: string | null;
}

/** What was recorded. Without events it asks a follower how far it has come. */
export interface Facts<Event extends DomainEvent = DomainEvent> {
  readonly kind: 'facts';
  readonly events: readonly RecordedEvent<Event>[];
}

export const correlationOfFeed = (message: FeedMessage): string | undefined => {
  if (message.kind === 'taken') return message.correlationId ?? undefined;
  return message.kind === 'facts' ? message.events.at(-1)?.metadata.correlationId : undefined;
};
