import type { TraceEvent } from '../trace/trace.ts';
import type { Recorder } from './core.ts';

/** Keeps the first events of a run, and counts those for which there was no room. */
export interface Keeper extends Recorder {
  readonly events: readonly TraceEvent[];
  omitted(): number;
}

/** `limit`: how many events to keep at most. */
export function createKeeper(limit: number | true = true): Keeper {
  const room = limit === true ? 200_000 : limit;
  const events: TraceEvent[] = [];
  let omitted = 0;
  return {
    events,
    omitted: () => omitted,
    push(event) {
      if (events.length < room) events.push(event);
      else omitted += 1;
    },
  };
}
