import {
  apply,
  note,
  reply,
  send,
  setTimer,
  type Effect,
  type NodeId,
  type Program,
} from '../../sim/index.ts';
import type { StateMachine } from '../../machines/index.ts';
import { sameRequest, type Answer, type Elsewhere, type Entry } from '../entry.ts';
import { learn, missing, receiverAt, take, type Range, type Receiver } from '../receiver.ts';
import type { SequencerMessage } from './messages.ts';

export interface ReplicaState<State, Command, Output> {
  /** Whom it asks for what is missing: whoever it last heard numbers from. */
  readonly source: NodeId | null;
  readonly receiver: Receiver<Entry<Command>>;
  /** What its machine has taken, in order, and what came out. */
  readonly log: readonly Entry<Command>[];
  readonly outputs: readonly Output[];
  readonly machine: State;
}

/** A state machine that takes what a sequencer publishes, in the order of the numbers. It keeps nothing on disk: after a restart it asks for everything. */
export function sequencedReplica<State, Command, Output>(
  machine: StateMachine<State, Command, Output>,
): Program<
  ReplicaState<State, Command, Output>,
  SequencerMessage<Command>,
  Command,
  Answer<Output> | Elsewhere
> {
  type Replica = ReplicaState<State, Command, Output>;
  type Effects = Effect<SequencerMessage<Command>, Answer<Output> | Elsewhere>[];

  const ask = ({ source }: Replica, ranges: readonly Range[]): Effects =>
    source === null || ranges.length === 0
      ? []
      : [
          ...ranges.map(({ from, to }) => send(source, { kind: 'ask', from, to } as const)),
          setTimer('ask', askEvery),
        ];

  function deliver(before: Replica, entries: readonly Entry<Command>[]) {
    const effects: Effects = [];
    let { machine: state, log, outputs } = before;
    for (const entry of entries) {
      const taken = machine.apply(state, entry.command);
      state = taken.state;
      log = [...log, entry];
      outputs = [...outputs, taken.output];
      effects.push(
        apply(entry.sequence, entry.command),
        reply(entry, { position: entry.sequence, output: taken.output }),
      );
    }
    return { replica: { ...before, machine: state, log, outputs }, effects };
  }

  /** The entry has been applied before. Perhaps the client did not hear; or two sequencers have given one number to two requests. */
  function repeated(replica: Replica, entry: Entry<Command>): Effects {
    const { sequence } = entry;
    const applied = replica.log[sequence - 1];
    if (applied === undefined) return [];
    if (sameRequest(applied, entry))
      return [reply(entry, { position: sequence, output: replica.outputs[sequence - 1]! })];
    return [note(`has applied another request under number ${sequence}, and drops that of ${entry.client}`)];
  }

  return {
    init: () => ({ source: null, receiver: receiverAt(0), log: [], outputs: [], machine: machine.initial }),

    step(replica, input) {
      if (input.kind === 'timer') return { state: replica, effects: ask(replica, missing(replica.receiver)) };
      if (input.kind === 'request') {
        const { source } = replica;
        return { state: replica, effects: source === null ? [] : [reply(input, { elsewhere: source })] };
      }
      if (input.kind !== 'message') return { state: replica, effects: [] };
      const heard = { ...replica, source: input.from };
      const { message } = input;
      if (message.kind === 'heartbeat') {
        const learnt = learn(replica.receiver, message.last);
        return { state: { ...heard, receiver: learnt.receiver }, effects: ask(heard, learnt.ask) };
      }
      if (message.kind !== 'entry') return { state: replica, effects: [] };
      const { entry } = message;
      if (entry.sequence < replica.receiver.next) return { state: heard, effects: repeated(replica, entry) };
      const taken = take(replica.receiver, entry);
      const delivered = deliver({ ...heard, receiver: taken.receiver }, taken.deliver);
      return {
        state: delivered.replica,
        effects: [...delivered.effects, ...ask(heard, taken.ask)],
      };
    },
  };
}

const askEvery = 60;
