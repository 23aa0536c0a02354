import type { NodeId } from '../../sim/index.ts';
import type { LogRecord, ProducerStamp, SequenceError } from './records.ts';

/** Who has to have a record before its producer hears of it: nobody, the leader, or every replica that is in sync at that time. */
export type Acks = 0 | 1 | 'all';

/** Who leads a partition, and who is in sync: decided by the controller, told to all. */
export interface Leadership {
  /** `null` while nobody may lead. */
  readonly leader: NodeId | null;
  /** Rises with every change of the leader. */
  readonly leaderEpoch: number;
  /** The in-sync replicas, the leader included. */
  readonly isr: readonly NodeId[];
  /** Rises with every change. */
  readonly partitionEpoch: number;
}

export interface ProducerRecord {
  readonly key: string;
  readonly value: unknown;
  readonly producer: ProducerStamp | null;
}

export type ProduceError = 'NOT_LEADER_OR_FOLLOWER' | 'NOT_ENOUGH_REPLICAS' | SequenceError;

export type KafkaMessage =
  // A producer and the leader
  | {
      readonly kind: 'produce';
      readonly partition: number;
      readonly correlation: string;
      readonly acks: Acks;
      readonly record: ProducerRecord;
    }
  | {
      readonly kind: 'produced';
      readonly partition: number;
      readonly correlation: string;
      readonly error: ProduceError | null;
      readonly offset: number | null;
      /** Whom to ask instead, as far as the broker knows. */
      readonly leader: NodeId | null;
    }
  // A consumer or a follower, and the leader
  | Fetch
  | Fetched
  // Brokers and the controller
  /** A broker has started; each start has another incarnation. */
  | { readonly kind: 'register'; readonly incarnation: number }
  /** It is alive, and knows the metadata of this version. */
  | { readonly kind: 'heartbeat'; readonly metadata: number }
  | { readonly kind: 'metadata'; readonly version: number; readonly partitions: readonly Leadership[] }
  /** A leader asks for another set of in-sync replicas. */
  | {
      readonly kind: 'alter-isr';
      readonly partition: number;
      readonly leaderEpoch: number;
      readonly partitionEpoch: number;
      readonly isr: readonly NodeId[];
    };

export interface Fetch {
  readonly kind: 'fetch';
  readonly partition: number;
  /** The offset of the first record wanted. From a follower it also says: I have everything below. */
  readonly offset: number;
  /** `null` for a consumer. */
  readonly follower: FollowerPosition | null;
}

export interface FollowerPosition {
  readonly leaderEpoch: number;
  /** The epoch of its last record; `null` for an empty log. */
  readonly lastEpoch: number | null;
  readonly highWatermark: number;
}

export interface Fetched {
  readonly kind: 'fetched';
  readonly partition: number;
  /** The offset that was asked for. */
  readonly offset: number;
  readonly error: 'NOT_LEADER_OR_FOLLOWER' | 'OFFSET_OUT_OF_RANGE' | null;
  readonly records: readonly LogRecord[];
  readonly highWatermark: number;
  readonly logEndOffset: number;
  readonly leaderEpoch: number;
  /** The follower's log parts from the leader's here; it cuts its own off before it asks again. */
  readonly diverging: { readonly epoch: number; readonly end: number } | null;
  readonly leader: NodeId | null;
}
