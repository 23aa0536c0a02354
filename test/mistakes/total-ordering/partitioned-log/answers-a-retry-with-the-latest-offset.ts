// caught by: an idempotent producer › that sends a record again gets its old offset, and nothing is stored
/**
 * Write the leaders of a topic, as Kafka has them: a topic is a few
 * partitions, and each partition is a log of its own.
 *
 * - Records with the same key go to the same partition, and are kept there in
 *   the order in which they came. Across partitions there is no order.
 * - A record's offset is its place in its partition, from 0.
 * - An idempotent producer stamps each record with its id and a sequence
 *   number, which it counts for every partition from 0. One that comes again
 *   is a duplicate: it is not stored, and gets its old offset. One that skips
 *   a number is refused. Records without a stamp are stored as they come.
 * - A follower asks for the records from some offset on: so it has all that
 *   come before. That offset is its log end offset.
 * - The high watermark is the smallest log end offset among the in-sync
 *   replicas, the leader included. It never goes back. It moves when a
 *   follower fetches, and when a record is appended: the leader may be the
 *   only one in sync.
 * - A consumer sees the records below the high watermark, and no others.
 * - The topics and partitions that come in are never changed.
 */

export interface LogRecord {
  readonly key: string;
  readonly value: string;
  /** Absent when the producer is not idempotent. */
  readonly producer?: { readonly id: number; readonly sequence: number };
}

export interface Partition {
  readonly leader: string;
  /** The in-sync replicas, the leader included. */
  readonly isr: readonly string[];
  /** Follower → its log end offset. A follower that is not named has nothing. */
  readonly followers: Readonly<Record<string, number>>;
  /** Offset → record, on the leader. */
  readonly records: readonly LogRecord[];
  readonly highWatermark: number;
}

export type Topic = readonly Partition[];

export interface Appended {
  readonly topic: Topic;
  readonly partition: number;
  readonly outcome: 'appended' | 'duplicate' | 'out-of-order-sequence';
  /** Where the record stands; absent when it was refused. */
  readonly offset?: number;
}

/** Given: a number from -2^31 to 2^31 - 1, the same for the same key on every machine. */
export function hash(key: string): number {
  let bits = 0x811c9dc5 | 0;
  for (let i = 0; i < key.length; i++) {
    bits = Math.imul(bits ^ key.charCodeAt(i), 0x01000193);
  }
  return bits;
}

/**
 * The partition of a key, from 0. As in Kafka, the sign bit of the hash is
 * cleared (`& 0x7fffffff`), and what remains is divided by the number of
 * partitions.
 */
export function partitionFor(key: string, partitions: number): number {
  return (hash(key) & 0x7fffffff) % partitions;
}

/** A producer sends a record to the leader of its key's partition. */
export function append(topic: Topic, record: LogRecord): Appended {
  const number = partitionFor(record.key, topic.length);
  const partition = topic[number]!;
  const { producer } = record;
  if (producer) {
    const own = partition.records.flatMap((stored, offset) =>
      stored.producer?.id === producer.id
        ? [{ sequence: stored.producer.sequence, offset }]
        : [],
    );
    const before = own.find(({ sequence }) => sequence === producer.sequence);
    if (before) {
      const offset = partition.records.length - 1;
      return { topic, partition: number, outcome: 'duplicate', offset };
    }
    if (producer.sequence !== own.length) {
      return { topic, partition: number, outcome: 'out-of-order-sequence' };
    }
  }
  const longer = { ...partition, records: [...partition.records, record] };
  const after = { ...longer, highWatermark: highWatermark(longer) };
  return {
    topic: topic.map((each, index) => (index === number ? after : each)),
    partition: number,
    outcome: 'appended',
    offset: partition.records.length,
  };
}

/** The high watermark as it has to be now; the partition still says what it was. */
export function highWatermark(partition: Partition): number {
  const { leader, isr, followers, records } = partition;
  const ends = isr.map((broker) =>
    broker === leader ? records.length : (followers[broker] ?? 0),
  );
  return Math.max(partition.highWatermark, Math.min(...ends));
}

/** A follower asks the leader for the records from `offset` on. */
export function onFollowerFetch(
  partition: Partition,
  follower: string,
  offset: number,
): Partition {
  const noted = {
    ...partition,
    followers: { ...partition.followers, [follower]: offset },
  };
  return { ...noted, highWatermark: highWatermark(noted) };
}

/** What a consumer gets that asks for the records from `offset` on, at most `max` of them. */
export function read(
  partition: Partition,
  offset: number,
  max: number,
): readonly LogRecord[] {
  // A record above the watermark can still be lost with its leader.
  const end = Math.min(offset + max, partition.highWatermark);
  return partition.records.slice(offset, Math.max(offset, end));
}
