import type { DomainEvent, RecordedEvent } from './event.ts';
import { sealed } from './sealed.ts';

/** A view of the facts, made for one question. Nothing is decided by it, and it can be thrown away and built anew. */
export interface Projection<View, Event extends DomainEvent> {
  initialView(): View;
  /** Events that say nothing to this view leave it as it is. */
  project(view: View, recorded: RecordedEvent<Event>): View;
}

/** A view and how far it has read: kept together, written in one go. */
export interface Projected<View> {
  readonly view: View;
  /** The position of the last event that the view has taken; 0 before the first. */
  readonly checkpoint: number;
}

export type CaughtUp<View> =
  | { readonly kind: 'caught-up'; readonly projected: Projected<View> }
  /** Events are missing. What came before the gap has been taken. */
  | {
      readonly kind: 'gap';
      readonly projected: Projected<View>;
      readonly missing: number;
      readonly sentence: string;
    }
  /** The projection threw. It stands before the event, and will meet it again. */
  | {
      readonly kind: 'stuck';
      readonly projected: Projected<View>;
      readonly at: number;
      readonly sentence: string;
    };

export const unread = <View>(projection: Projection<View, never>): Projected<View> => ({
  view: sealed('initialView', () => projection.initialView()),
  checkpoint: 0,
});

/** Takes events in the order of their positions, passes over what it has taken before, and goes no further than it can vouch for. */
export function catchUp<View, Event extends DomainEvent>(
  projection: Projection<View, Event>,
  from: Projected<View>,
  events: readonly RecordedEvent<Event>[],
): CaughtUp<View> {
  let projected = from;
  for (const recorded of events) {
    const { position, event } = recorded;
    const next = projected.checkpoint + 1;
    if (position < next) continue;
    if (position > next)
      return {
        kind: 'gap',
        projected,
        missing: next,
        sentence: `Position ${next} is missing before ${position}. Read again from position ${next}: a view that skips an event stays wrong.`,
      };
    const { view } = projected;
    try {
      projected = { view: sealed('project', () => projection.project(view, recorded)), checkpoint: position };
    } catch (error) {
      return {
        kind: 'stuck',
        projected,
        at: position,
        sentence: `The projection threw on ${event.type} at position ${position} and stands at position ${projected.checkpoint}. Nothing is lost: mend it and go on, or rebuild. It said: ${error instanceof Error ? error.message : String(error)}`,
      };
    }
  }
  return { kind: 'caught-up', projected };
}

/** How many events the view does not show yet. */
export const lagOf = ({ checkpoint }: Projected<unknown>, last: number): number => last - checkpoint;
