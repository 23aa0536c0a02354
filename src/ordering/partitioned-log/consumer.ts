import {
  apply,
  note,
  persist,
  send,
  setTimer,
  type Effect,
  type NodeId,
  type Program,
} from '../../sim/index.ts';
import type { StateMachine } from '../../machines/index.ts';
import type { ClientRequest } from '../entry.ts';
import type { Fetched, KafkaMessage } from './messages.ts';
import { fetchMaxWait, type Topic } from './topic.ts';

export interface ConsumerOptions {
  /** The partitions it reads; all of them when left out. */
  readonly partitions?: readonly number[];
  /** Whether it lets a request that it has applied before take effect once more. */
  readonly idempotent?: boolean;
}

export interface ConsumerState<State> {
  /** Partition → offset of the record to read next. */
  readonly offsets: Readonly<Record<number, number>>;
  readonly machine: State;
  /** `client/request` of everything it has applied, in order. */
  readonly applied: readonly string[];
  /** Partition → whom it takes for the leader. */
  readonly leaders: Readonly<Record<number, NodeId>>;
}

/**
 * A state machine that reads a topic: a replica, when it reads all partitions, and one member of a consumer group, when it reads some.
 * It writes its state and its offsets in one go, so that a crash neither loses nor repeats a record.
 */
export function consumer<State, Command>(
  topic: Topic,
  machine: StateMachine<State, Command, unknown>,
  { partitions, idempotent = false }: ConsumerOptions = {},
): Program<ConsumerState<State>, KafkaMessage, unknown, never> {
  const reads = partitions ?? Array.from({ length: topic.partitions }, (_, partition) => partition);
  type Consumer = ConsumerState<State>;
  type Effects = readonly Effect<KafkaMessage, never>[];

  const fetch = ({ offsets, leaders }: Consumer, partition: number): Effects => [
    send(leaders[partition]!, { kind: 'fetch', partition, offset: offsets[partition]!, follower: null }),
    setTimer(`fetch ${partition}`, 2 * fetchMaxWait),
  ];

  const turnTo = (state: Consumer, partition: number, leader: NodeId): Consumer => ({
    ...state,
    leaders: { ...state.leaders, [partition]: leader },
  });

  function take(state: Consumer, { partition, offset, records }: Fetched) {
    const effects: Effect<KafkaMessage, never>[] = [];
    let { machine: current, applied } = state;
    for (const { value } of records) {
      const { client, request, command } = value as ClientRequest<Command>;
      const id = `${client}/${request}`;
      if (idempotent && applied.includes(id)) continue;
      current = machine.apply(current, command).state;
      applied = [...applied, id];
      effects.push(apply(applied.length, command));
    }
    const offsets = { ...state.offsets, [partition]: offset + records.length };
    const after: Consumer = { ...state, offsets, machine: current, applied };
    effects.push(persist('state', { offsets, machine: current, applied }));
    return { state: after, effects };
  }

  return {
    init: () => ({
      offsets: Object.fromEntries(reads.map((partition) => [partition, 0])),
      machine: machine.initial,
      applied: [],
      leaders: Object.fromEntries(
        reads.map((partition) => [partition, topic.brokers[partition % topic.brokers.length]!]),
      ),
    }),

    step(state, input) {
      switch (input.kind) {
        case 'start': {
          const kept = input.disk['state'] as Pick<Consumer, 'offsets' | 'machine' | 'applied'> | undefined;
          const resumed = { ...state, ...kept };
          return { state: resumed, effects: reads.flatMap((partition) => fetch(resumed, partition)) };
        }
        case 'timer': {
          const [timer, name] = input.timer.split(' ');
          const partition = Number(name);
          if (timer === 'again') return { state, effects: fetch(state, partition) };
          // Silence: perhaps the leader is gone, so the next broker is asked. Whoever does not lead says who does.
          const at = topic.brokers.indexOf(state.leaders[partition]!);
          const turned = turnTo(state, partition, topic.brokers[(at + 1) % topic.brokers.length]!);
          return { state: turned, effects: fetch(turned, partition) };
        }
        case 'message': {
          const answer = input.message;
          if (answer.kind !== 'fetched' || answer.offset !== state.offsets[answer.partition])
            return { state, effects: [] };
          const { partition, error, leader } = answer;
          if (error === 'OFFSET_OUT_OF_RANGE') {
            // What it has read is not in the log any more. It goes on at the end: `auto.offset.reset` is `latest`.
            const offsets = { ...state.offsets, [partition]: answer.logEndOffset };
            const moved = { ...state, offsets };
            const words = note(
              `has read up to ${answer.offset}, and the log of partition ${partition} ends at ${answer.logEndOffset}`,
            );
            return { state: moved, effects: [words, ...fetch(moved, partition)] };
          }
          if (error !== null) {
            // Nobody leads, or it does not know yet that it leads.
            if (leader === null || leader === state.leaders[partition])
              return { state, effects: [setTimer(`again ${partition}`, retryAfter)] };
            const turned = turnTo(state, partition, leader);
            return { state: turned, effects: fetch(turned, partition) };
          }
          if (answer.records.length === 0) return { state, effects: fetch(state, partition) };
          const taken = take(state, answer);
          return { state: taken.state, effects: [...taken.effects, ...fetch(taken.state, partition)] };
        }
        case 'request':
          return { state, effects: [] };
      }
    },
  };
}

const retryAfter = 30;
