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
  decider: Evolving<State, Event>,
  events: readonly Event[],
  from: State = begin(decider),
): State => sealed('evolve', () => events.reduce((state, event) => decider.evolve(state, event), from));

type Evolving<State, Event extends DomainEvent> = Pick<
  Decider<State, never, Event>,
  'initialState' | 'evolve'
>;

const begin = <State>(decider: Pick<Decider<State, never, never>, 'initialState'>): State =>
  sealed('initialState', () => decider.initialState());

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

/**
 * The state of a stream, from its events, or from a snapshot and the events behind it.
 *
 * @param events those of one stream, in order. They may begin before the snapshot's version
 * @throws Error when an event is missing: the state would be one that never was
 */
export function rebuild<State, Event extends DomainEvent>(
  decider: Evolving<State, Event>,
  events: readonly RecordedEvent<Event>[],
  snapshot: Snapshot<State> = { version: 0, state: begin(decider) },
): Snapshot<State> {
  const tail = events.filter(({ version }) => version > snapshot.version);
  tail.forEach((next, index) => refuseUnlessNext(next, tail[0]!.stream, snapshot.version + index + 1));
  return {
    version: tail.at(-1)?.version ?? snapshot.version,
    state: fold(
      decider,
      tail.map(({ event }) => event),
      snapshot.state,
    ),
  };
}

function refuseUnlessNext({ stream, version }: RecordedEvent, of: string, expected: number): void {
  if (stream !== of)
    throw new Error(`An event of ${stream} stands among those of ${of}. A state is made of one stream.`);
  if (version !== expected)
    throw new Error(
      `${stream} is to go on with version ${expected}, and version ${version} comes. Read it again from version ${expected}, in order and without gaps.`,
    );
}
