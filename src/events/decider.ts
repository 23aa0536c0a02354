import type { DomainEvent, RecordedEvent } from './event.ts';
import { sealed } from './sealed.ts';

/**
 * A model that keeps nothing but facts: a command is decided on into events, and events alone make up the state. Chassaing's decider,
 * as Emmett writes it. `decide` refuses by throwing `Refused`; `evolve` cannot refuse, because what it hears has happened.
 */
export interface Decider<State, Command, Event extends DomainEvent> {
  initialState(): State;
  decide(state: State, command: Command): readonly Event[];
  evolve(state: State, event: Event): State;
}

/** A command that must not take effect. The sentence is for whoever sent it. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** The state that the events make up, from the beginning or from a state that others made up before. */
export const fold = <State, Event extends DomainEvent>(
  { initialState, evolve }: Pick<Decider<State, never, Event>, 'initialState' | 'evolve'>,
  events: readonly Event[],
  from: State = initialState(),
): State => sealed('evolve', () => events.reduce((state, event) => evolve(state, event), from));

export type Decision<Event extends DomainEvent> =
  | { readonly kind: 'decided'; readonly events: readonly Event[] }
  | { readonly kind: 'refused'; readonly sentence: string };

/** @throws NotDeterministic when `decide` asks for the time or for a random number; whatever else it throws but `Refused` */
export function decideOn<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  state: State,
  command: Command,
): Decision<Event> {
  try {
    return { kind: 'decided', events: sealed('decide', () => decider.decide(state, command)) };
  } catch (error) {
    if (error instanceof Error && error.name === 'Refused')
      return { kind: 'refused', sentence: error.message };
    throw error;
  }
}

/** The state of a stream at some version. It can be thrown away: the events say the same. */
export interface Snapshot<State> {
  readonly version: number;
  readonly state: State;
}

/** The state of a stream, from its events, or from a snapshot and the events behind it. @param events those of one stream, from version 1 or earlier than the snapshot's */
export function rebuild<State, Event extends DomainEvent>(
  decider: Pick<Decider<State, never, Event>, 'initialState' | 'evolve'>,
  events: readonly RecordedEvent<Event>[],
  snapshot: Snapshot<State> = { version: 0, state: decider.initialState() },
): Snapshot<State> {
  const tail = events.filter(({ version }) => version > snapshot.version);
  const next = tail[0];
  if (next && next.version !== snapshot.version + 1)
    throw new Error(
      `${next.stream} goes on with version ${next.version} behind version ${snapshot.version}: events between them are missing. Read the stream from version ${snapshot.version + 1}.`,
    );
  return {
    version: tail.at(-1)?.version ?? snapshot.version,
    state: fold(
      decider,
      tail.map(({ event }) => event),
      snapshot.state,
    ),
  };
}
