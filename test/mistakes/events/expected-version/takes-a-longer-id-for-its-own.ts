// caught by: a command that its sender sends again › is answered with what it led to the first time, although others went on since
import {
  decideOn,
  rebuild,
  type Decider,
  type DomainEvent,
  type Envelope,
  type ExpectedVersion,
  type Metadata,
  type NewEvent,
  type RecordedEvent,
} from '#course/events';

/**
 * Carry out commands on streams of a store that others write to at the same
 * time. Between your reading and your appending, somebody else may append.
 *
 * - Read the stream, make the state of its events (`rebuild`), let the decider
 *   decide (`decideOn`), and append what it decided: all events in one append,
 *   at the version that you made the state of.
 * - When the store answers that the stream is at another version, your decision
 *   was made on a state that is no more. Read again and decide anew.
 * - When no answer comes, the events may have been appended, or not. Read
 *   again, and look whether they are there.
 * - A command that has been carried out is not carried out again. Its events
 *   name its id as their `causationId`: if the stream holds such events, they
 *   are the answer. That goes for your own append whose answer got lost, and
 *   for a command that its sender sends again a week later.
 * - A refusal is an answer. It is not tried again.
 * - A command that leads to no event is carried out with that.
 * - To read, decide and append is one try. After `tries` of them, give up.
 *   Whoever sent the command may send it again, with the same id.
 * - The events get the ids that `idOf` gives, the same at every try: so a store
 *   that has taken them already knows them again.
 */

export interface Store<Event extends DomainEvent> {
  /** All events of the stream, in order; none if it does not exist. */
  read(stream: string): readonly RecordedEvent<Event>[];
  /** Appends all of the events, or none of them. */
  append(
    stream: string,
    events: readonly NewEvent<Event>[],
    expected: ExpectedVersion,
  ): Answer<Event>;
}

export type Answer<Event extends DomainEvent> =
  | {
      readonly kind: 'appended';
      readonly recorded: readonly RecordedEvent<Event>[];
    }
  /** Nothing was appended: the stream is at another version. */
  | { readonly kind: 'wrong-expected-version'; readonly actual: number }
  /** The events may have been appended, or not. */
  | { readonly kind: 'no-answer' };

export type Outcome<Event extends DomainEvent> =
  | {
      readonly kind: 'carried-out';
      /** The events that the command led to, as they stand in the stream. */
      readonly recorded: readonly RecordedEvent<Event>[];
    }
  | { readonly kind: 'refused'; readonly sentence: string }
  /** After so many tries. */
  | { readonly kind: 'given-up'; readonly tries: number };

/** The id of the first event that the command led to, of the second, and so on. */
export const idOf = (command: string, index: number): string =>
  `${command}.${index + 1}`;

/** One try to carry out the command. Null when it has to be made again. */
export function tryOnce<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  store: Store<Event>,
  stream: string,
  { id, command }: Envelope<Command>,
): Outcome<Event> | null {
  const history = store.read(stream);
  const known = history.filter(({ metadata }) => metadata.id.startsWith(id));
  if (known.length > 0) return { kind: 'carried-out', recorded: known };

  const { version, state } = rebuild(decider, history);
  const decision = decideOn(decider, state, command);
  if (decision.kind === 'refused') return decision;
  if (decision.events.length === 0)
    return { kind: 'carried-out', recorded: [] };

  const answer = store.append(stream, causedBy(id, decision.events), version);
  return answer.kind === 'appended'
    ? { kind: 'carried-out', recorded: answer.recorded }
    : null;
}

/** Carries out the command, with so many tries at most. */
export function carryOut<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  store: Store<Event>,
  stream: string,
  envelope: Envelope<Command>,
  tries = 5,
): Outcome<Event> {
  for (let tried = 0; tried < tries; tried++) {
    const outcome = tryOnce(decider, store, stream, envelope);
    if (outcome !== null) return outcome;
  }
  return { kind: 'given-up', tries };
}

/** Given: the events with their ids, and the command as their cause. */
function causedBy<Event extends DomainEvent>(
  command: string,
  events: readonly Event[],
): readonly NewEvent<Event>[] {
  return events.map((event, index): NewEvent<Event> => {
    const metadata: Metadata = {
      id: idOf(command, index),
      causationId: command,
    };
    return { event, metadata };
  });
}
