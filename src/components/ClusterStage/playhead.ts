import type { Time } from '../../sim/index.ts';
import { countWhere } from '../../sim/trace/count-where.ts';
import { beginning, momentAfter, momentAt } from '../../workbook/lab/moment.ts';
import type { Frames, Playhead } from './frames.ts';

export { beginning };

export type Move =
  /** To the end of the next step, or of the one before. */
  | { readonly do: 'step'; readonly by: 1 | -1 }
  /** A single event: a step is an input of a node and all that it does at once. */
  | { readonly do: 'event'; readonly by: 1 | -1 }
  /** To the next landmark, or the one before: an election, a crash, a cut. */
  | { readonly do: 'landmark'; readonly by: 1 | -1 }
  | { readonly do: 'go'; readonly to: 'start' | 'end' }
  | { readonly do: 'seek'; readonly time: Time }
  | { readonly do: 'seek-event'; readonly event: number };

export function moved(frames: Frames, playhead: Playhead, move: Move): Playhead {
  switch (move.do) {
    case 'step':
      return move.by > 0 ? nextStep(frames, playhead) : stepBefore(frames, playhead);
    case 'event':
      return after(frames, playhead.event + move.by);
    case 'landmark':
      return toLandmark(frames, playhead, move.by);
    case 'go':
      return move.to === 'start' ? beginning : after(frames, frames.trace.events.length);
    case 'seek':
      return at(frames, move.time);
    case 'seek-event':
      return after(frames, move.event);
  }
}

/** Once so many events have happened, and no later. */
export const after = (frames: Frames, event: number): Playhead => momentAfter(frames, event);

/** At a time, with all that happens then. */
export const at = ({ trace, end }: Frames, time: Time): Playhead => momentAt({ trace, until: end }, time);

function nextStep(frames: Frames, { event, time }: Playhead): Playhead {
  const { steps } = frames;
  const next = steps[countWhere(steps, (step) => step <= event)];
  return next === undefined ? { event, time: Math.max(time, frames.end) } : after(frames, next);
}

/** Between two events: back to the earlier of them. */
function stepBefore(frames: Frames, { event, time }: Playhead): Playhead {
  const here = after(frames, event);
  if (time > here.time) return here;
  const { steps } = frames;
  return after(frames, steps[countWhere(steps, (step) => step < event) - 1] ?? 0);
}

function toLandmark(frames: Frames, { event }: Playhead, by: 1 | -1): Playhead {
  const found =
    by > 0
      ? frames.landmarks.find((landmark) => landmark.event > event)
      : frames.landmarks.findLast((landmark) => landmark.event < event);
  return after(frames, found?.event ?? (by > 0 ? frames.trace.events.length : 0));
}

/** The event that began the step which the latest event belongs to. */
export const startOfStep = ({ steps }: Frames, event: number): number =>
  steps[countWhere(steps, (step) => step < event) - 1] ?? 0;

export const isAtStepEnd = ({ steps }: Frames, event: number): boolean =>
  event === 0 || steps[countWhere(steps, (step) => step < event)] === event;

export const isOver = (frames: Frames, { event, time }: Playhead): boolean =>
  event >= frames.trace.events.length && time >= frames.end;

/** How fast the run is played. */
export type Pace = number | 'by message';

/** One second of the reader's is a tenth of a second of the run, at speed 1: a message is seen on its way. */
const slowness = 10;
/** At a message at a time: how long each step takes. */
const beatMs = 700;

/** A playhead that is on its way, and how long it has stood still where it is. */
export interface Glide {
  readonly playhead: Playhead;
  readonly stood: number;
}

/** Some milliseconds of the reader's later. Time glides from one event to the next. */
export function later(frames: Frames, { playhead, stood }: Glide, ms: number, pace: Pace): Glide {
  if (pace === 'by message') return laterByMessage(frames, { playhead, stood }, ms);
  const time = Math.min(frames.end, playhead.time + (ms * pace) / slowness);
  const { event } = at(frames, time);
  return { playhead: { event: Math.max(event, playhead.event), time }, stood: 0 };
}

/** However far apart they are, from each step to the next it takes the same; also where no time passes between them. */
function laterByMessage(frames: Frames, { playhead, stood }: Glide, ms: number): Glide {
  const { event, time } = playhead;
  const { events } = frames.trace;
  const next = events[event]?.at ?? frames.end;
  const from = events[event - 1]?.at ?? 0;
  const wait = stood + ms;
  const gone = next > from ? time + ((next - from) / beatMs) * ms : time;
  const isDue = next > from ? gone >= next : wait >= beatMs;
  if (isDue) return { playhead: nextStep(frames, playhead), stood: 0 };
  return { playhead: { event, time: gone }, stood: wait };
}

/** How long a reader who wants no motion looks at each step, in milliseconds. */
export const lookMs = (pace: Pace): number => (pace === 'by message' ? beatMs : Math.max(120, beatMs / pace));

/** Where a lesson opens a run: behind the first step from a time on that is told in some words, if they are given. */
export function openingAt(
  frames: Frames,
  time: Time | undefined,
  find: string | undefined,
  tell: (event: number) => string,
): Playhead {
  if (time === undefined) return beginning;
  if (find === undefined) return at(frames, time);
  const { steps, trace } = frames;
  const step = steps.findIndex((end, index) => {
    const start = steps[index - 1] ?? 0;
    return trace.events[start]!.at >= time && tell(start).includes(find);
  });
  return step < 0 ? at(frames, time) : after(frames, steps[step]!);
}
