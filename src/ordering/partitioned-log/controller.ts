import {
  note,
  persist,
  sendAll,
  send,
  setTimer,
  type Effect,
  type NodeId,
  type Program,
} from '../../sim/index.ts';
import type { KafkaMessage, Leadership } from './messages.ts';
import type { Topic } from './topic.ts';

export interface ControllerState {
  /** Rises with every change. */
  readonly version: number;
  readonly partitions: readonly Leadership[];
  /** Brokers with a session → when the controller last heard of them. */
  readonly sessions: Readonly<Record<NodeId, number>>;
  /** Which start of a broker it knows. */
  readonly incarnations: Readonly<Record<NodeId, number>>;
}

type Effects = readonly Effect<KafkaMessage, never>[];
type Result = { readonly state: ControllerState; readonly effects: Effects };

/**
 * Decides who leads each partition and who is in sync with it. In Kafka it is a group of its own that agrees by KRaft, a kind of
 * Raft; here it is one node that must not fail.
 */
export function controller(topic: Topic): Program<ControllerState, KafkaMessage, unknown, never> {
  const { brokers } = topic;

  /** Carries out a change of some partitions, and tells everybody. */
  function change(
    state: ControllerState,
    changed: (leadership: Leadership, partition: number) => Leadership,
    words: Effects = [],
  ): Result {
    const partitions = state.partitions.map(changed);
    if (partitions.every((each, index) => each === state.partitions[index])) return { state, effects: [] };
    const version = state.version + 1;
    return {
      state: { ...state, version, partitions },
      effects: [
        persist('metadata', { version, partitions }),
        ...words,
        ...sendAll(brokers, { kind: 'metadata', version, partitions } as const),
      ],
    };
  }

  /** The leadership once only these brokers are alive. */
  function elect(leadership: Leadership, partition: number, alive: readonly NodeId[]): Leadership {
    const inSync = leadership.isr.filter((broker) => alive.includes(broker));
    // The last one in sync stays in the ISR even when it is gone: it is the one that has everything.
    const isr = inSync.length > 0 ? inSync : leadership.isr.slice(-1);
    const candidates = preferred(partition).filter((broker) => inSync.includes(broker));
    const keeps = leadership.leader !== null && inSync.includes(leadership.leader);
    const leader = keeps ? leadership.leader : (candidates[0] ?? null);
    if (leader === null && topic.uncleanLeaderElection && alive.length > 0) {
      const chosen = preferred(partition).find((broker) => alive.includes(broker))!;
      return next(leadership, chosen, [chosen]);
    }
    return next(leadership, leader, isr);
  }

  const next = (before: Leadership, leader: NodeId | null, isr: readonly NodeId[]): Leadership => {
    const sameIsr = isr.length === before.isr.length && isr.every((broker) => before.isr.includes(broker));
    if (leader === before.leader && sameIsr) return before;
    return {
      leader,
      leaderEpoch: before.leaderEpoch + (leader === before.leader ? 0 : 1),
      isr,
      partitionEpoch: before.partitionEpoch + 1,
    };
  };

  /** The brokers in the order in which they are to lead the partition: the first one is another for each. */
  const preferred = (partition: number): readonly NodeId[] =>
    brokers.map((_, index) => brokers[(partition + index) % brokers.length]!);

  function withoutSession(state: ControllerState, gone: readonly NodeId[]): Result {
    const sessions = Object.fromEntries(
      Object.entries(state.sessions).filter(([broker]) => !gone.includes(broker)),
    );
    const words = gone.map((broker) => note(`takes ${broker} for dead`));
    return change(
      { ...state, sessions },
      (leadership, partition) => elect(leadership, partition, Object.keys(sessions)),
      words,
    );
  }

  function withSession(state: ControllerState, broker: NodeId, clock: number): Result {
    const sessions = { ...state.sessions, [broker]: clock };
    if (broker in state.sessions) return { state: { ...state, sessions }, effects: [] };
    return change({ ...state, sessions }, (leadership, partition) =>
      leadership.leader === null ? elect(leadership, partition, Object.keys(sessions)) : leadership,
    );
  }

  function onRegister(state: ControllerState, broker: NodeId, incarnation: number, clock: number): Result {
    const known = state.incarnations[broker];
    const registered = { ...state, incarnations: { ...state.incarnations, [broker]: incarnation } };
    if (known === incarnation || (known === undefined && broker in state.sessions))
      return withSession(registered, broker, clock);
    // It was away, though not for long enough to be missed: what it had in its memory is gone.
    const left =
      broker in state.sessions ? withoutSession(registered, [broker]) : { state: registered, effects: [] };
    const back = withSession(left.state, broker, clock);
    return { state: back.state, effects: [...left.effects, ...back.effects] };
  }

  const tell = (state: ControllerState, broker: NodeId): Effects => [
    send(broker, { kind: 'metadata', version: state.version, partitions: state.partitions }),
  ];

  return {
    init: () => ({
      version: 1,
      partitions: Array.from({ length: topic.partitions }, (_, partition) => ({
        leader: preferred(partition)[0]!,
        leaderEpoch: 0,
        isr: preferred(partition),
        partitionEpoch: 0,
      })),
      sessions: {},
      incarnations: {},
    }),

    step(state, input): Result {
      switch (input.kind) {
        case 'start': {
          const kept = input.disk['metadata'] as Pick<ControllerState, 'version' | 'partitions'> | undefined;
          const sessions = Object.fromEntries(brokers.map((broker) => [broker, input.clock]));
          return {
            state: { ...state, ...kept, sessions },
            effects: [setTimer('sessions', Math.ceil(topic.brokerSessionTimeout / 3))],
          };
        }
        case 'timer': {
          const silent = Object.entries(state.sessions).flatMap(([broker, heardAt]) =>
            input.clock - heardAt > topic.brokerSessionTimeout ? [broker] : [],
          );
          const result = silent.length > 0 ? withoutSession(state, silent) : { state, effects: [] };
          return {
            state: result.state,
            effects: [...result.effects, setTimer('sessions', Math.ceil(topic.brokerSessionTimeout / 3))],
          };
        }
        case 'message': {
          const { from, message, clock } = input;
          if (message.kind === 'register') {
            const result = onRegister(state, from, message.incarnation, clock);
            return { state: result.state, effects: [...result.effects, ...tell(result.state, from)] };
          }
          if (message.kind === 'heartbeat') {
            const result = withSession(state, from, clock);
            const behind = message.metadata < result.state.version && result.effects.length === 0;
            return {
              state: result.state,
              effects: [...result.effects, ...(behind ? tell(result.state, from) : [])],
            };
          }
          if (message.kind !== 'alter-isr') return { state, effects: [] };
          const { partition, leaderEpoch, partitionEpoch } = message;
          const now = state.partitions[partition]!;
          const isr = message.isr.filter((broker) => broker in state.sessions);
          const isCurrent =
            now.leader === from && now.leaderEpoch === leaderEpoch && now.partitionEpoch === partitionEpoch;
          if (!isCurrent || !isr.includes(from)) return { state, effects: [] };
          return change(
            state,
            // Answered also where nothing changes, so that an older question that is still on its way comes too late.
            (leadership, index) =>
              index === partition ? { ...leadership, isr, partitionEpoch: partitionEpoch + 1 } : leadership,
            [note(`partition ${partition} is in sync on ${isr.join(', ')}`)],
          );
        }
        case 'request':
          return { state, effects: [] };
      }
    },
  };
}
