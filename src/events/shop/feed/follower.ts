import { cancelTimer, send, setTimer, type Effect, type NodeId } from '../../../sim/index.ts';
import type { DomainEvent, RecordedEvent } from '../../event.ts';
import { catchUp, type CaughtUp, type Projected, type Projection } from '../../projection.ts';
import type { Facts, Follow, Taken } from './messages.ts';

/** What a follower has made of the facts of its sources, each with its own checkpoint. */
export interface Following<View> {
  readonly sources: Readonly<Record<NodeId, Projected<View>>>;
  /** The sources that have said something since the start. The others are asked again. */
  readonly heard: readonly NodeId[];
}

type Effects = readonly Effect<Follow | Taken, never>[];

export const followTimer = 'follow';
const followEvery = 100;

export const following = <View>(sources: Readonly<Record<NodeId, Projected<View>>>): Following<View> => ({
  sources,
  heard: [],
});

/** Says to every source that has not been heard yet how far it has come. */
export function ask<View>({ sources, heard }: Following<View>): Effects {
  const silent = Object.entries(sources).filter(([source]) => !heard.includes(source));
  if (silent.length === 0) return [];
  return [
    ...silent.map(([source, { checkpoint }]) => send(source, { kind: 'follow', after: checkpoint } as const)),
    setTimer(followTimer, followEvery),
  ];
}

export interface Took<View, Event extends DomainEvent> {
  readonly following: Following<View>;
  /** The events that are new to it, in order. */
  readonly fresh: readonly RecordedEvent<Event>[];
  readonly outcome: CaughtUp<View>;
  /** The word that it has taken them. It comes after what it rests on is written down. */
  readonly confirm: Effects;
}

/** Takes what is next, passes over what it has taken before, and leaves what stands behind a gap: that comes again. */
export function take<View, Event extends DomainEvent>(
  state: Following<View>,
  projection: Projection<View, Event>,
  source: NodeId,
  { events }: Facts<Event>,
): Took<View, Event> {
  const before = state.sources[source]!;
  const outcome = catchUp(projection, before, events);
  const { projected } = outcome;
  const isFirst = !state.heard.includes(source);
  const heard = isFirst ? [...state.heard, source] : state.heard;
  const fresh = events.filter(
    ({ position }) => position > before.checkpoint && position <= projected.checkpoint,
  );
  const correlationId = events.at(-1)?.metadata.correlationId ?? null;
  const taken = send(source, { kind: 'taken', upTo: projected.checkpoint, correlationId } as const);
  return {
    following: {
      sources: { ...state.sources, [source]: projected },
      heard,
    },
    fresh,
    outcome,
    confirm: [
      // The first word of a source, if it is empty, is its answer to `follow`, and says that there is nothing to take.
      ...(isFirst && events.length === 0 ? [] : [taken]),
      ...(isFirst && heard.length === Object.keys(state.sources).length ? [cancelTimer(followTimer)] : []),
    ],
  };
}
