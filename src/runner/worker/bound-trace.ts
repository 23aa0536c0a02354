import type { Trace } from '../../sim/trace/trace.ts';

export interface TraceBounds {
  readonly events: number;
  /** Objects, lists and values in all events together. What two events share counts once. */
  readonly values: number;
}

/** As much as a page copies and draws without standing still. */
export const traceBounds: TraceBounds = { events: 20_000, values: 400_000 };

/** The trace up to where it would be too much; what is left out is counted in `omitted`. */
export function boundTrace(trace: Trace, bounds = traceBounds): Trace {
  const end = fitting(trace.events, bounds);
  if (end === trace.events.length) return trace;
  return { ...trace, events: trace.events.slice(0, end), omitted: trace.omitted + trace.events.length - end };
}

/** How many of the events fit. Without recursion: a list of a learner's own making may be nested as deep as memory allows. */
function fitting(events: readonly unknown[], { events: most, values }: TraceBounds): number {
  const seen = new Set<object>();
  let left = values;
  for (let index = 0; index < Math.min(events.length, most); index++) {
    const open: unknown[] = [events[index]];
    while (open.length > 0) {
      if (--left < 0) return index;
      const value = open.pop();
      if (typeof value !== 'object' || value === null || seen.has(value)) continue;
      seen.add(value);
      for (const each of Object.values(value)) open.push(each);
    }
  }
  return Math.min(events.length, most);
}
