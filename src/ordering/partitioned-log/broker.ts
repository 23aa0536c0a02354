import {
  isTorn,
  note,
  persist,
  send,
  setTimer,
  type Effect,
  type NodeId,
  type Program,
} from '../../sim/index.ts';
import {
  advance,
  beginToLead,
  endOfLeading,
  logKey,
  onFetch,
  onProduce,
  tend,
  write,
  type Hosted,
  type Outcome,
} from './leader.ts';
import type { Fetched, KafkaMessage, Leadership } from './messages.ts';
import { endOfEpoch, type LogRecord } from './records.ts';
import { fetchMaxWait, heartbeatEvery, type Topic } from './topic.ts';

export interface BrokerState {
  readonly self: NodeId;
  /** The version of the controller's metadata that it acts on; 0 before it has heard any. */
  readonly metadata: number;
  /** Partition → what this broker has of it. */
  readonly partitions: readonly Hosted[];
}

type Effects = readonly Effect<KafkaMessage, never>[];
type Result = { readonly state: BrokerState; readonly effects: Effects };

const nobody: Leadership = { leader: null, leaderEpoch: -1, isr: [], partitionEpoch: -1 };

/** A Kafka-shaped broker: leads some partitions, follows the leaders of the others, and does as the controller says. */
export function broker(topic: Topic): Program<BrokerState, KafkaMessage, unknown, never> {
  const { controller } = topic;

  /** A follower asks its leader for what comes next. */
  function fetch({ partition, leadership, records, highWatermark }: Hosted, self: NodeId): Effects {
    const { leader, leaderEpoch } = leadership;
    if (leader === null || leader === self) return [];
    const lastEpoch = records.at(-1)?.leaderEpoch ?? null;
    const follower = { leaderEpoch, lastEpoch, highWatermark };
    return [
      send(leader, { kind: 'fetch', partition, offset: records.length, follower }),
      setTimer(`fetch ${partition}`, 2 * fetchMaxWait),
    ];
  }

  function onFetched(hosted: Hosted, self: NodeId, from: NodeId, answer: Fetched): Outcome {
    const { leadership, records, partition } = hosted;
    const isStale =
      hosted.leading !== null || leadership.leader !== from || leadership.leaderEpoch !== answer.leaderEpoch;
    if (isStale || answer.offset !== records.length) return { hosted, effects: [] };
    if (answer.diverging) {
      // What this log holds beyond the leader’s was never committed, or was given up by an unclean election.
      const own = endOfEpoch(records, answer.diverging.epoch);
      const end = Math.min(own.end, answer.diverging.end);
      const kept = records.slice(0, end);
      const cut = { ...hosted, records: kept, highWatermark: Math.min(hosted.highWatermark, end) };
      return {
        hosted: cut,
        effects: [
          note(`cuts its log of partition ${partition} from ${records.length} records to ${end}`),
          persist(logKey(partition), kept, { sync: false }),
          ...fetch(cut, self),
        ],
      };
    }
    const all = [...records, ...answer.records];
    const highWatermark = Math.max(hosted.highWatermark, Math.min(answer.highWatermark, all.length));
    const longer = { ...hosted, records: all, highWatermark };
    return {
      hosted: longer,
      effects: [...answer.records.map((record) => write(partition, record)), ...fetch(longer, self)],
    };
  }

  function onLeadership(before: Hosted, leadership: Leadership, self: NodeId, clock: number): Outcome {
    const known = before.leadership;
    if (leadership.partitionEpoch <= known.partitionEpoch) return { hosted: before, effects: [] };
    // The controller has spoken: nobody is on the way into the ISR any more.
    const leading = before.leading && { ...before.leading, joining: [] };
    const hosted = { ...before, leadership, leading };
    if (leadership.leaderEpoch === known.leaderEpoch) return advance(hosted, topic);
    const farewell = endOfLeading(hosted);
    if (leadership.leader === self) {
      const begun = beginToLead(hosted, topic, self, clock);
      const words = note(`leads partition ${hosted.partition} in epoch ${leadership.leaderEpoch}`);
      return {
        hosted: begun.hosted,
        effects: [...farewell, words, ...begun.effects, setTimer('tend', fetchMaxWait)],
      };
    }
    const following = { ...hosted, leading: null };
    return { hosted: following, effects: [...farewell, ...fetch(following, self)] };
  }

  /** Does something with one partition. */
  const withPartition = (state: BrokerState, partition: number, act: (hosted: Hosted) => Outcome): Result => {
    const hosted = state.partitions[partition];
    if (hosted === undefined) return { state, effects: [] };
    const outcome = act(hosted);
    const partitions = state.partitions.with(partition, outcome.hosted);
    return { state: { ...state, partitions }, effects: outcome.effects };
  };

  /** Does something with each partition. */
  const withAll = (state: BrokerState, act: (hosted: Hosted) => Outcome): Result => {
    const outcomes = state.partitions.map(act);
    return {
      state: { ...state, partitions: outcomes.map(({ hosted }) => hosted) },
      effects: outcomes.flatMap(({ effects }) => effects),
    };
  };

  const onMetadata = (
    state: BrokerState,
    { version, partitions }: KafkaMessage & { kind: 'metadata' },
    clock: number,
  ): Result =>
    withAll({ ...state, metadata: Math.max(state.metadata, version) }, (hosted) =>
      onLeadership(hosted, partitions[hosted.partition]!, state.self, clock),
    );

  return {
    init: (self) => ({
      self,
      metadata: 0,
      partitions: Array.from({ length: topic.partitions }, (_, partition) => ({
        partition,
        leadership: nobody,
        records: [],
        highWatermark: 0,
        leading: null,
      })),
    }),

    step(state, input): Result {
      const { self } = state;
      switch (input.kind) {
        case 'start': {
          const partitions = state.partitions.map((hosted) => ({
            ...hosted,
            records: wholeRecords(input.disk[logKey(hosted.partition)]),
          }));
          return {
            state: { ...state, partitions },
            effects: [
              send(controller, { kind: 'register', incarnation: input.clock }),
              setTimer('heartbeat', heartbeatEvery),
            ],
          };
        }
        case 'timer': {
          const [timer, partition] = input.timer.split(' ');
          if (timer === 'heartbeat')
            return {
              state,
              effects: [
                send(controller, { kind: 'heartbeat', metadata: state.metadata }),
                setTimer('heartbeat', heartbeatEvery),
              ],
            };
          if (timer === 'tend') {
            const tended = withAll(state, (hosted) => tend(hosted, topic, input.clock));
            const leads = tended.state.partitions.some(({ leading }) => leading !== null);
            return {
              state: tended.state,
              effects: leads ? [...tended.effects, setTimer('tend', fetchMaxWait)] : tended.effects,
            };
          }
          const hosted = state.partitions[Number(partition)];
          return { state, effects: hosted && hosted.leading === null ? fetch(hosted, self) : [] };
        }
        case 'message': {
          const { from, message, clock } = input;
          switch (message.kind) {
            case 'produce':
              return withPartition(state, message.partition, (hosted) =>
                onProduce(hosted, topic, from, message),
              );
            case 'fetch':
              return withPartition(state, message.partition, (hosted) =>
                onFetch(hosted, topic, from, message, clock),
              );
            case 'fetched':
              return withPartition(state, message.partition, (hosted) =>
                onFetched(hosted, self, from, message),
              );
            case 'metadata':
              return onMetadata(state, message, clock);
            default:
              return { state, effects: [] };
          }
        }
        case 'request':
          return { state, effects: [] };
      }
    },
  };
}

/** What the disk has kept, up to the first record that a crash has torn. */
function wholeRecords(kept: unknown): readonly LogRecord[] {
  const records = (kept ?? []) as readonly LogRecord[];
  const torn = records.findIndex(isTorn);
  return torn < 0 ? records : records.slice(0, torn);
}
