import {
  append,
  note,
  persist,
  send,
  sendAll,
  setTimer,
  type Effect,
  type NodeId,
  type Program,
} from '../../sim/index.ts';
import { sameRequest, type Entry } from '../entry.ts';
import { learn, missing, receiverAt, take, type Range, type Receiver } from '../receiver.ts';
import type { SequencerMessage } from './messages.ts';

export interface SequencerOptions {
  /** Everybody who applies the entries. */
  readonly receivers: readonly NodeId[];
  /** A second sequencer that keeps a copy and stamps nothing until its timer `promote` fires: that is the operator's word. */
  readonly standby?: NodeId;
  /**
   * A gating sequencer publishes an entry only once its standby has it. One that does not gate publishes at once, and what the
   * standby had not heard of by then is lost with the sequencer. The operator's word `alone` ends the gating.
   */
  readonly gating?: boolean;
}

export type SequencerState<Command = unknown> = Active<Command> | Standby<Command>;

export interface Active<Command> {
  readonly role: 'active';
  /** Everything stamped: number n stands at index n - 1. */
  readonly entries: readonly Entry<Command>[];
  /** How many of them may go out. */
  readonly published: number;
  readonly gating: boolean;
  /** Who keeps a copy; nobody once the standby itself is the sequencer. */
  readonly standby: NodeId | null;
}

export interface Standby<Command> {
  readonly role: 'standby';
  readonly entries: readonly Entry<Command>[];
  readonly receiver: Receiver<Entry<Command>>;
}

/**
 * The process that puts all requests into one order, by giving each a number. Run it under two names, one of them that of
 * `standby`, for a sequencer that can be failed over by hand.
 */
export function sequencer<Command = unknown>({
  receivers,
  standby,
  gating = false,
}: SequencerOptions): Program<SequencerState<Command>, SequencerMessage<Command>, Command, never> {
  type State = SequencerState<Command>;
  type Effects = Effect<SequencerMessage<Command>, never>[];
  type Result = { readonly state: State; readonly effects: Effects };

  const publish = (entries: readonly Entry<Command>[]): Effects =>
    entries.flatMap((entry) => sendAll(receivers, { kind: 'entry', entry } as const));
  const copy = (to: NodeId | null, entry: Entry<Command>): Effects =>
    to === null ? [] : [send(to, { kind: 'copy', entry })];
  const again = (peer: NodeId, asked: readonly Range[]): Effects =>
    asked.map(({ from, to }) => send(peer, { kind: 'ask', from, to }));

  function stamp(state: Active<Command>, request: Omit<Entry<Command>, 'sequence'>): Result {
    const known = state.entries.find((entry) => sameRequest(entry, request));
    if (known) return { state, effects: known.sequence <= state.published ? publish([known]) : [] };
    const entry: Entry<Command> = { ...request, sequence: state.entries.length + 1 };
    const entries = [...state.entries, entry];
    // Persisted before anybody hears of it: a number that is out cannot be given away again.
    const stamped: Effects = [append('journal', entry), ...copy(state.standby, entry)];
    if (state.gating) return { state: { ...state, entries }, effects: stamped };
    return {
      state: { ...state, entries, published: entry.sequence },
      effects: [append('journal', entry), ...publish([entry]), ...copy(state.standby, entry)],
    };
  }

  function release(state: Active<Command>, upTo: number): Result {
    const published = Math.min(Math.max(state.published, upTo), state.entries.length);
    return {
      state: { ...state, published },
      effects: publish(state.entries.slice(state.published, published)),
    };
  }

  function beat(state: Active<Command>): Effects {
    const waiting = state.entries.slice(state.published);
    return [
      ...sendAll(receivers, { kind: 'heartbeat', last: state.published } as const),
      ...(state.standby === null
        ? []
        : [send(state.standby, { kind: 'heartbeat', last: state.entries.length } as const)]),
      // What waits for the standby's word may have been lost on the way there.
      ...waiting.flatMap((entry) => copy(state.standby, entry)),
      setTimer('heartbeat', heartbeatEvery),
    ];
  }

  function keep(state: Standby<Command>, entry: Entry<Command>, from: NodeId): Result {
    const { receiver, deliver, ask } = take(state.receiver, entry);
    return {
      state: { ...state, receiver, entries: [...state.entries, ...deliver] },
      effects: [
        ...deliver.map((each) => append('journal', each)),
        send(from, { kind: 'copied', last: receiver.next - 1 }),
        ...again(from, ask),
      ],
    };
  }

  return {
    init: (self) =>
      self === standby
        ? { role: 'standby', entries: [], receiver: receiverAt(0) }
        : {
            role: 'active',
            entries: [],
            published: 0,
            gating: gating && standby !== undefined,
            standby: standby ?? null,
          },

    step(state, input): Result {
      switch (input.kind) {
        case 'start': {
          const entries = (input.disk['journal'] ?? []) as readonly Entry<Command>[];
          if (state.role === 'standby' && input.disk['promoted'] !== true)
            return { state: { ...state, entries, receiver: receiverAt(entries.length) }, effects: [] };
          const gates = state.role === 'active' && state.gating;
          return {
            state: {
              role: 'active',
              entries,
              published: gates ? 0 : entries.length,
              gating: gates,
              standby: state.role === 'active' ? state.standby : null,
            },
            effects: [setTimer('heartbeat', heartbeatEvery)],
          };
        }
        case 'request': {
          const { client, request, command } = input;
          return state.role === 'active'
            ? stamp(state, { client, request, command })
            : { state, effects: [] };
        }
        case 'timer':
          if (state.role === 'active') {
            if (input.timer === 'alone') return release({ ...state, gating: false }, state.entries.length);
            return { state, effects: input.timer === 'heartbeat' ? beat(state) : [] };
          }
          if (input.timer !== 'promote') return { state, effects: [] };
          return {
            state: {
              role: 'active',
              entries: state.entries,
              published: state.entries.length,
              gating: false,
              standby: null,
            },
            effects: [
              persist('promoted', true),
              note(`goes on as the sequencer, behind number ${state.entries.length}`),
              ...sendAll(receivers, { kind: 'heartbeat', last: state.entries.length } as const),
              setTimer('heartbeat', heartbeatEvery),
            ],
          };
        case 'message': {
          const { from, message } = input;
          if (state.role === 'standby') {
            if (message.kind === 'copy') return keep(state, message.entry, from);
            if (message.kind !== 'heartbeat') return { state, effects: [] };
            const { receiver, ask } = learn(state.receiver, message.last);
            // A heartbeat is also the moment to ask again for what did not come.
            const asked = ask.length > 0 ? ask : missing(receiver);
            return { state: { ...state, receiver }, effects: again(from, asked) };
          }
          if (message.kind === 'copied') return release(state, state.gating ? message.last : 0);
          if (message.kind !== 'ask') return { state, effects: [] };
          const last = from === standby ? state.entries.length : state.published;
          const wanted = state.entries.slice(message.from - 1, Math.min(message.to, last));
          return {
            state,
            effects: wanted.map((entry) =>
              send(from, from === standby ? { kind: 'copy', entry } : { kind: 'entry', entry }),
            ),
          };
        }
      }
    },
  };
}

const heartbeatEvery = 50;
