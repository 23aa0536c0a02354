import { send, type Effect, type NodeId } from '../../sim/index.ts';
import type { Fetch, Fetched, KafkaMessage, Leadership, ProduceError } from './messages.ts';
import { checkSequence, endOfEpoch, type LogRecord } from './records.ts';
import type { Topic } from './topic.ts';

/** A partition as one broker has it. */
export interface Hosted {
  readonly partition: number;
  readonly leadership: Leadership;
  /** Offset → record. The log end offset is the length of the list. */
  readonly records: readonly LogRecord[];
  /** Below it every in-sync replica has everything, and consumers may read. */
  readonly highWatermark: number;
  /** `null` on a follower. */
  readonly leading: Leading | null;
}

export interface Leading {
  /** Where the log ended when this broker began to lead. */
  readonly since: number;
  readonly followers: Readonly<Record<NodeId, Progress>>;
  /**
   * Followers that the controller was asked to take into the ISR. As long as it has not answered they may be in it already: a
   * record counts as committed only when they have it too. (Kafka's “maximal ISR”, KIP-497.)
   */
  readonly joining: readonly NodeId[];
  /** Producers with `acks=all` that wait for the high watermark. */
  readonly waiting: readonly WaitingProducer[];
  /** Fetches that found nothing new. */
  readonly parked: readonly ParkedFetch[];
}

/** What a leader knows of a follower. */
export interface Progress {
  readonly logEndOffset: number;
  /** When it last had all that the leader had. */
  readonly caughtUpAt: number;
  readonly fetchedAt: number;
  /** Where the leader's log ended at that fetch. */
  readonly endAtFetch: number;
}

interface WaitingProducer {
  readonly producer: NodeId;
  readonly correlation: string;
  readonly offset: number;
}

interface ParkedFetch extends Fetch {
  readonly from: NodeId;
}

export interface Outcome {
  readonly hosted: Hosted;
  readonly effects: readonly Effect<KafkaMessage, never>[];
}

/** The broker begins to lead: it knows its own log, and nothing yet of the followers. */
export function beginToLead(hosted: Hosted, topic: Topic, self: NodeId, clock: number): Outcome {
  const since = hosted.records.length;
  const unknown = { logEndOffset: 0, caughtUpAt: clock, fetchedAt: clock, endAtFetch: since };
  const followers = Object.fromEntries(
    topic.brokers.filter((broker) => broker !== self).map((broker) => [broker, unknown]),
  );
  return advance({ ...hosted, leading: { since, followers, joining: [], waiting: [], parked: [] } }, topic);
}

export function onProduce(
  hosted: Hosted,
  topic: Topic,
  producer: NodeId,
  request: KafkaMessage & { kind: 'produce' },
): Outcome {
  const { leading, leadership, records, partition } = hosted;
  const { acks, correlation, record } = request;
  const refuse = (error: ProduceError): Outcome => ({
    hosted,
    effects: acks === 0 ? [] : [produced(hosted, producer, correlation, { error })],
  });
  if (leading === null) return refuse('NOT_LEADER_OR_FOLLOWER');
  // Only acks=all asks how many are in sync. The others take what there is.
  if (acks === 'all' && leadership.isr.length < topic.minInsyncReplicas) return refuse('NOT_ENOUGH_REPLICAS');
  const check = checkSequence(records, record.producer);
  if (check.kind === 'refused') return refuse(check.error);

  const appended: LogRecord = { ...record, leaderEpoch: leadership.leaderEpoch };
  const isNew = check.kind === 'new';
  const offset = isNew ? records.length : check.offset;
  const waiting = acks === 'all' ? [...leading.waiting, { producer, correlation, offset }] : leading.waiting;
  const longer: Hosted = {
    ...hosted,
    records: isNew ? [...records, appended] : records,
    leading: { ...leading, waiting },
  };
  const advanced = advance(longer, topic);
  return {
    hosted: advanced.hosted,
    effects: [
      ...(isNew ? [write(partition, appended)] : []),
      ...(acks === 1 ? [produced(longer, producer, correlation, { offset })] : []),
      ...advanced.effects,
    ],
  };
}

export function onFetch(hosted: Hosted, topic: Topic, from: NodeId, fetch: Fetch, clock: number): Outcome {
  const { leading, leadership, records, partition } = hosted;
  const { follower, offset } = fetch;
  if (leading === null || (follower && follower.leaderEpoch !== leadership.leaderEpoch))
    return { hosted, effects: [fetched(hosted, from, fetch, { error: 'NOT_LEADER_OR_FOLLOWER' })] };
  if (follower?.lastEpoch != null) {
    const known = endOfEpoch(records, follower.lastEpoch);
    if (known.epoch !== follower.lastEpoch || known.end < offset)
      return { hosted, effects: [fetched(hosted, from, fetch, { diverging: known })] };
  }
  if (offset > records.length)
    return { hosted, effects: [fetched(hosted, from, fetch, { error: 'OFFSET_OUT_OF_RANGE' })] };
  if (!follower) return park(hosted, from, fetch);

  const before = leading.followers[from]!;
  const caughtUpAt =
    offset >= records.length ? clock : offset >= before.endAtFetch ? before.fetchedAt : before.caughtUpAt;
  const progress = { logEndOffset: offset, caughtUpAt, fetchedAt: clock, endAtFetch: records.length };
  const noted = {
    ...hosted,
    leading: { ...leading, followers: { ...leading.followers, [from]: progress } },
  };
  const advanced = advance(noted, topic);
  // It has all that consumers can see, and all that the leader had when it began to lead.
  const inSync = offset >= Math.max(advanced.hosted.highWatermark, leading.since);
  const joins = inSync && !maximalIsr(advanced.hosted).includes(from);
  const joined = joins ? askToJoin(advanced.hosted, from) : advanced.hosted;
  const parked = park(joined, from, fetch);
  return {
    hosted: parked.hosted,
    effects: [
      ...advanced.effects,
      ...parked.effects,
      ...(joins ? [alterIsr(topic, partition, leadership, maximalIsr(joined))] : []),
    ],
  };
}

/** From time to time: whoever has not caught up for too long is no longer in sync, and no fetch waits any longer. */
export function tend(hosted: Hosted, topic: Topic, clock: number): Outcome {
  const { leading, leadership, partition } = hosted;
  if (leading === null) return { hosted, effects: [] };
  const isr = maximalIsr(hosted).filter((broker) => {
    const progress = leading.followers[broker];
    return progress === undefined || clock - progress.caughtUpAt <= topic.replicaLagTimeMax;
  });
  // A question that the controller has not answered is asked again: it may have been lost.
  const asks = isr.length < leadership.isr.length || leading.joining.length > 0;
  return {
    hosted: { ...hosted, leading: { ...leading, parked: [] } },
    effects: [
      ...leading.parked.map((fetch) => fetched(hosted, fetch.from, fetch)),
      ...(asks ? [alterIsr(topic, partition, leadership, isr)] : []),
    ],
  };
}

/** The broker leads no more: whoever waits has to ask elsewhere. */
export function endOfLeading(hosted: Hosted): readonly Effect<KafkaMessage, never>[] {
  const error = 'NOT_LEADER_OR_FOLLOWER';
  const { waiting = [], parked = [] } = hosted.leading ?? {};
  return [
    ...waiting.map(({ producer, correlation }) => produced(hosted, producer, correlation, { error })),
    ...parked.map((fetch) => fetched(hosted, fetch.from, fetch, { error })),
  ];
}

/** Moves the high watermark as far as the in-sync replicas allow, and answers whoever waited for it. */
export function advance(hosted: Hosted, topic: Topic): Outcome {
  const { leading, leadership, records } = hosted;
  if (leading === null) return { hosted, effects: [] };
  const ends = maximalIsr(hosted).map((broker) => leading.followers[broker]?.logEndOffset ?? records.length);
  const held = leadership.isr.length < topic.minInsyncReplicas;
  const highWatermark = held ? hosted.highWatermark : Math.max(hosted.highWatermark, Math.min(...ends));

  const moved = { ...hosted, highWatermark };
  const done = leading.waiting.filter(({ offset }) => offset < highWatermark);
  const woken = leading.parked.filter((fetch) => hasNews(moved, fetch));
  return {
    hosted: {
      ...moved,
      leading: {
        ...leading,
        waiting: leading.waiting.filter((each) => !done.includes(each)),
        parked: leading.parked.filter((each) => !woken.includes(each)),
      },
    },
    effects: [
      ...done.map(({ producer, correlation, offset }) => produced(moved, producer, correlation, { offset })),
      ...woken.map((fetch) => fetched(moved, fetch.from, fetch)),
    ],
  };
}

const maximalIsr = ({ leadership: { isr }, leading }: Hosted): readonly NodeId[] => [
  ...isr,
  ...(leading?.joining ?? []),
];

const askToJoin = (hosted: Hosted, follower: NodeId): Hosted => {
  const leading = hosted.leading!;
  return { ...hosted, leading: { ...leading, joining: [...leading.joining, follower] } };
};

const hasNews = ({ records, highWatermark }: Hosted, { follower, offset }: Fetch): boolean =>
  follower ? offset < records.length || follower.highWatermark < highWatermark : offset < highWatermark;

/** Answers a fetch at once when there is something new, and keeps it otherwise. Each node has one at a time. */
function park(hosted: Hosted, from: NodeId, fetch: Fetch): Outcome {
  const leading = hosted.leading!;
  const parked = leading.parked.filter((other) => other.from !== from);
  const news = hasNews(hosted, fetch);
  return {
    hosted: {
      ...hosted,
      leading: { ...leading, parked: news ? parked : [...parked, { ...fetch, from }] },
    },
    effects: news ? [fetched(hosted, from, fetch)] : [],
  };
}

function fetched(
  { partition, records, highWatermark, leadership }: Hosted,
  to: NodeId,
  { offset, follower }: Fetch,
  { error = null, diverging = null }: Partial<Pick<Fetched, 'error' | 'diverging'>> = {},
): Effect<KafkaMessage, never> {
  const well = error === null && diverging === null;
  return send<Fetched>(to, {
    kind: 'fetched',
    partition,
    offset,
    error,
    // A record above the high watermark could still be lost with its leader: no consumer may have seen it.
    records: well ? records.slice(offset, follower ? undefined : Math.max(offset, highWatermark)) : [],
    highWatermark,
    logEndOffset: records.length,
    leaderEpoch: leadership.leaderEpoch,
    diverging,
    leader: leadership.leader,
  });
}

const produced = (
  { partition, leadership: { leader } }: Hosted,
  to: NodeId,
  correlation: string,
  { error = null, offset = null }: { readonly error?: ProduceError | null; readonly offset?: number | null },
): Effect<KafkaMessage, never> =>
  send(to, { kind: 'produced', partition, correlation, error, offset, leader });

const alterIsr = (
  { controller }: Topic,
  partition: number,
  { leaderEpoch, partitionEpoch }: Leadership,
  isr: readonly NodeId[],
): Effect<KafkaMessage, never> =>
  send(controller, { kind: 'alter-isr', partition, leaderEpoch, partitionEpoch, isr });

/** Into the operating system's cache, and to the disk when that sees fit: Kafka relies on copies, not on `fsync`. */
export const write = (partition: number, record: LogRecord): Effect<KafkaMessage, never> => ({
  kind: 'append',
  key: logKey(partition),
  record,
  sync: false,
});

export const logKey = (partition: number): string => `partition ${partition}`;
