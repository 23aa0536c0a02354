/** A record as it stands in a partition. Its offset is its index in the list. */
export interface LogRecord {
  readonly key: string;
  readonly value: unknown;
  /** The leader epoch in which it was appended. */
  readonly leaderEpoch: number;
  /** `null` for a producer that is not idempotent. */
  readonly producer: ProducerStamp | null;
}

/** What an idempotent producer writes into each record. The id is new with every session of the producer. */
export interface ProducerStamp {
  readonly id: string;
  /** Raised when a successor takes the id over; whoever still writes with a lower one is a zombie. */
  readonly epoch: number;
  /** Counts this producer's records in this partition, from 0. */
  readonly sequence: number;
}

export type SequenceError = 'OUT_OF_ORDER_SEQUENCE_NUMBER' | 'INVALID_PRODUCER_EPOCH';

export type SequenceCheck =
  | { readonly kind: 'new' }
  /** The record was appended before, at this offset. */
  | { readonly kind: 'duplicate'; readonly offset: number }
  | { readonly kind: 'refused'; readonly error: SequenceError };

/** How many of a producer's latest records in a partition the leader compares with: the reason for at most five requests in flight. */
export const remembered = 5;

/**
 * Whether a leader may append a record with this stamp (Kafka's `ProducerStateManager`). What the leader knows of a producer it
 * knows from its log, and so does every broker that takes over.
 */
export function checkSequence(records: readonly LogRecord[], stamp: ProducerStamp | null): SequenceCheck {
  if (stamp === null) return { kind: 'new' };
  const recent: { readonly stamp: ProducerStamp; readonly offset: number }[] = [];
  for (let offset = records.length - 1; offset >= 0 && recent.length < remembered; offset--) {
    const producer = records[offset]!.producer;
    if (producer?.id === stamp.id) recent.push({ stamp: producer, offset });
  }
  const last = recent[0]?.stamp;
  // Nothing is known of a producer whose records are all gone: whatever it says is believed.
  if (last === undefined) return { kind: 'new' };
  if (stamp.epoch < last.epoch) return { kind: 'refused', error: 'INVALID_PRODUCER_EPOCH' };
  const known = recent.find(
    (each) => each.stamp.epoch === stamp.epoch && each.stamp.sequence === stamp.sequence,
  );
  if (known) return { kind: 'duplicate', offset: known.offset };
  const next = stamp.epoch === last.epoch ? last.sequence + 1 : 0;
  return stamp.sequence === next
    ? { kind: 'new' }
    : { kind: 'refused', error: 'OUT_OF_ORDER_SEQUENCE_NUMBER' };
}

/**
 * The largest leader epoch up to the given one that the log knows, and the offset behind its last record. A follower asks its
 * leader this to find where their logs part (Kafka's KIP-101). Epoch -1 when the log knows none.
 */
export function endOfEpoch(
  records: readonly LogRecord[],
  leaderEpoch: number,
): { readonly epoch: number; readonly end: number } {
  for (let offset = records.length - 1; offset >= 0; offset--) {
    const { leaderEpoch: epoch } = records[offset]!;
    if (epoch <= leaderEpoch) return { epoch, end: offset + 1 };
  }
  return { epoch: -1, end: 0 };
}
