import { reply, send, setTimer, type Effect, type NodeId, type Program } from '../../sim/index.ts';
import { sameRequest, type ClientRequest } from '../entry.ts';
import type { Acks, KafkaMessage, ProducerRecord } from './messages.ts';
import { partitionFor } from './partitioner.ts';
import { remembered } from './records.ts';
import type { Topic } from './topic.ts';

/** What a client asks a producer for. */
export interface KeyedCommand<Command = unknown> {
  readonly key: string;
  readonly command: Command;
}

/** Where the record stands; no offset where nobody waited to hear it. */
export interface Stored {
  readonly partition: number;
  readonly offset: number | null;
}

export interface ProducerOptions {
  readonly acks?: Acks;
  /** Whether its records carry its id and a sequence number, so that the broker recognises a retry (`enable.idempotence`). */
  readonly idempotent?: boolean;
  /** How many records of a partition may be on their way at once (`max.in.flight.requests.per.connection`). */
  readonly maxInFlight?: number;
}

export interface ProducerState {
  /** New with each start. Brokers know an idempotent producer by it, and so do not know a producer that was restarted. */
  readonly session: string;
  /** How many records it has made. */
  readonly made: number;
  /** Partition → whom it takes for the leader. */
  readonly leaders: readonly NodeId[];
  /** Partition → the next sequence number. */
  readonly sequences: readonly number[];
  /** Partition → records without an answer, oldest first. The first few are on their way. */
  readonly open: readonly (readonly OpenRecord[])[];
  /** Whether its timer runs. */
  readonly isWaiting: boolean;
  /** What was answered: an application that asks again in this session gets the same answer. */
  readonly answered: readonly (ClientRequest & { readonly stored: Stored })[];
}

interface OpenRecord extends ClientRequest {
  /** Its place among this producer’s records in the partition, from 0. */
  readonly sequence: number;
  /** When it was sent last; `null` while it waits for its turn. */
  readonly sentAt: number | null;
  readonly correlation: string;
  readonly record: ProducerRecord;
}

/**
 * A producer with an application in front of it: each request becomes a record, and is answered when the record is. The record's
 * value is the request, so that a consumer can tell two requests from one that was sent twice.
 *
 * @throws RangeError when an idempotent producer may have more records on their way than a broker remembers, or does not wait for
 * all in sync. Kafka refuses both configurations.
 */
export function producer<Command = unknown>(
  topic: Topic,
  { acks = 'all', idempotent = acks === 'all', maxInFlight = remembered }: ProducerOptions = {},
): Program<ProducerState, KafkaMessage, KeyedCommand<Command>, Stored> {
  if (idempotent && maxInFlight > remembered)
    throw new RangeError(
      `An idempotent producer may have ${remembered} records on their way at most, and ${maxInFlight} were asked for: the broker remembers ${remembered}.`,
    );
  if (idempotent && acks !== 'all')
    throw new RangeError(`An idempotent producer needs acks 'all', and has ${acks}.`);

  type Effects = readonly Effect<KafkaMessage, Stored>[];
  type Result = { readonly state: ProducerState; readonly effects: Effects };

  /** Sends again, or for the first time, whatever may be on its way and has been without an answer for so long. */
  function transmit(state: ProducerState, partition: number, clock: number, patience: number): Result {
    const leader = state.leaders[partition]!;
    const effects: Effect<KafkaMessage, Stored>[] = [];
    const all = state.open[partition]!;
    // Counted from the oldest without an answer: what is further ahead the broker could not tell from a gap. The very first
    // travels alone, because a broker believes whatever number it hears first.
    const oldest = all[0]?.sequence ?? 0;
    const end = oldest + (idempotent && oldest === 0 ? 1 : maxInFlight);
    const open = all.map((each) => {
      if (each.sequence >= end || (each.sentAt !== null && clock - each.sentAt < patience)) return each;
      const { correlation, record } = each;
      effects.push(send(leader, { kind: 'produce', partition, correlation, acks, record }));
      return { ...each, sentAt: clock };
    });
    if (effects.length > 0 && acks !== 0 && !state.isWaiting) effects.push(setTimer('retry', retryEvery));
    const isWaiting = state.isWaiting || (effects.length > 0 && acks !== 0);
    return { state: { ...state, isWaiting, open: state.open.with(partition, open) }, effects };
  }

  function onRequest(
    state: ProducerState,
    request: ClientRequest<KeyedCommand<Command>>,
    clock: number,
  ): Result {
    const { key, command } = request.command;
    const before = state.answered.find((each) => sameRequest(each, request));
    if (before) return { state, effects: [reply(request, before.stored)] };
    if (state.open.flat().some((each) => sameRequest(each, request))) return { state, effects: [] };

    const partition = partitionFor(key, topic.partitions);
    const sequence = state.sequences[partition]!;
    const made: OpenRecord = {
      ...request,
      sequence,
      sentAt: null,
      correlation: `${state.session}/${state.made}`,
      record: {
        key,
        value: { client: request.client, request: request.request, command },
        producer: idempotent ? { id: state.session, epoch: 0, sequence } : null,
      },
    };
    const sent = transmit(
      {
        ...state,
        made: state.made + 1,
        sequences: state.sequences.with(partition, sequence + 1),
        open: state.open.with(partition, [...state.open[partition]!, made]),
      },
      partition,
      clock,
      requestTimeout,
    );
    if (acks !== 0) return sent;
    // Nobody will answer, so nobody waits.
    const done = close(sent.state, partition, made, null);
    return { state: done.state, effects: [...sent.effects, ...done.effects] };
  }

  /** The record has its answer, and so has whoever asked for it. */
  function close(state: ProducerState, partition: number, each: OpenRecord, offset: number | null): Result {
    const { client, request, command, correlation } = each;
    const stored: Stored = { partition, offset };
    const left = state.open[partition]!.filter((other) => other.correlation !== correlation);
    return {
      state: {
        ...state,
        open: state.open.with(partition, left),
        answered: [...state.answered, { client, request, command, stored }],
      },
      effects: [reply({ client, request }, stored)],
    };
  }

  function onProduced(
    state: ProducerState,
    answer: KafkaMessage & { kind: 'produced' },
    clock: number,
  ): Result {
    const { partition, correlation, error, offset, leader } = answer;
    const each = state.open[partition]!.find((other) => other.correlation === correlation);
    if (each === undefined) return { state, effects: [] };
    if (error !== null) {
      if (leader === null || leader === state.leaders[partition]) return { state, effects: [] };
      // Somebody else leads by now. Everything that is on its way goes there, in its order.
      return transmit({ ...state, leaders: state.leaders.with(partition, leader) }, partition, clock, 0);
    }
    const done = close(state, partition, each, offset);
    const next = transmit(done.state, partition, clock, requestTimeout);
    return { state: next.state, effects: [...done.effects, ...next.effects] };
  }

  /** No answer for too long: perhaps the leader is gone, so the next broker is asked. Whoever does not lead says who does. */
  function again(before: ProducerState, clock: number): Result {
    const { brokers } = topic;
    const isLate = ({ sentAt }: OpenRecord) => sentAt !== null && clock - sentAt >= requestTimeout;
    let state = { ...before, isWaiting: before.open.some((open) => open.length > 0) };
    const effects: Effect<KafkaMessage, Stored>[] = [];
    before.open.forEach((open, partition) => {
      if (!open.some(isLate)) return;
      const leader = brokers[(brokers.indexOf(state.leaders[partition]!) + 1) % brokers.length]!;
      const sent = transmit(
        { ...state, leaders: state.leaders.with(partition, leader) },
        partition,
        clock,
        requestTimeout,
      );
      state = sent.state;
      effects.push(...sent.effects);
    });
    return { state, effects: state.isWaiting ? [...effects, setTimer('retry', retryEvery)] : effects };
  }

  return {
    init: (self) => ({
      session: self,
      made: 0,
      leaders: Array.from({ length: topic.partitions }, (_, p) => topic.brokers[p % topic.brokers.length]!),
      sequences: Array.from({ length: topic.partitions }, () => 0),
      open: Array.from({ length: topic.partitions }, () => []),
      isWaiting: false,
      answered: [],
    }),

    step(state, input): Result {
      switch (input.kind) {
        case 'start':
          return { state: { ...state, session: `${state.session}@${input.clock}` }, effects: [] };
        case 'request': {
          const { client, request, command } = input;
          return onRequest(state, { client, request, command }, input.clock);
        }
        case 'message':
          return input.message.kind === 'produced'
            ? onProduced(state, input.message, input.clock)
            : { state, effects: [] };
        case 'timer':
          return again(state, input.clock);
      }
    },
  };
}

const retryEvery = 40;

/** How long it waits for an answer (`request.timeout.ms`). */
const requestTimeout = 120;
