import type { Intervention, Recording, Time, TraceEvent } from '../../sim/index.ts';
import { countWhere } from '../../sim/trace/count-where.ts';
import { isBetweenSteps } from '../../sim/trace/steps.ts';

/** A moment of a run: so many events of its trace have happened, and it is this time. Between two events, messages travel. */
export interface Moment {
  readonly event: number;
  readonly time: Time;
}

export const beginning: Moment = { event: 0, time: 0 };

/** The moment right after so many events; within what is recorded. */
export function momentAfter({ trace: { events } }: Pick<Recording, 'trace'>, event: number): Moment {
  const within = Math.min(Math.max(0, event), events.length);
  return { event: within, time: events[within - 1]?.at ?? 0 };
}

/** The moment at a time, with all that happens at it. */
export function momentAt(
  { trace: { events }, until }: Pick<Recording, 'trace' | 'until'>,
  time: Time,
): Moment {
  const within = Math.min(Math.max(0, time), Math.max(until, events.at(-1)?.at ?? 0));
  return { event: countWhere(events, (event) => event.at <= within), time: within };
}

/** How many things had happened in the world by then: what is done by hand now stands behind the last of them. */
export const happenedBy = ({ marks }: Recording, { event, time }: Moment): number =>
  Math.max(0, countWhere(marks, (mark) => mark.events <= event && mark.at <= time) - 1);

/**
 * The moment itself, or the end of the step in which it lies: nothing can be done to a world in the middle of one. A step is what a node
 * does at once, or what is done to the world.
 */
export function settled(recording: Recording, { event, time }: Moment): Moment {
  const there = momentAfter(recording, endOfStep(recording.trace.events, event));
  return { ...there, time: Math.max(there.time, time) };
}

/** The moment right behind what has just been done there by hand. What shows only later, such as a message to be lost, has no events. */
export function afterDeed(recording: Recording, moment: Moment, what: Intervention): Moment {
  const { events } = recording.trace;
  const next = events[moment.event];
  if (next === undefined || next.at > moment.time || !shows(what).includes(next.kind)) return moment;
  return { event: endOfStep(events, moment.event + 1), time: moment.time };
}

/** The events by which what is done to a world shows at once. */
function shows({ kind }: Intervention): readonly TraceEvent['kind'][] {
  switch (kind) {
    case 'partition':
      return ['cut'];
    case 'heal-all':
      return ['heal'];
    case 'restart':
      return ['start'];
    case 'request':
      return ['invoke'];
    case 'network':
    case 'disk':
    case 'clock':
    case 'storm':
      return ['settings'];
    case 'fire':
      return [];
    default:
      return [kind];
  }
}

function endOfStep(events: readonly TraceEvent[], from: number): number {
  let end = from;
  while (end > 0 && end < events.length && !isBetweenSteps(events, end)) end += 1;
  return end;
}
