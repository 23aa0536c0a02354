import type { TraceEvent } from '../trace/trace.ts';
import type { Recorder } from './core.ts';

/** Keeps the first events of a run, and counts those for which there was no room. */
export interface Keeper extends Recorder {
  readonly events: readonly TraceEvent[];
  omitted(): number;
}

export function createKeeper(limit: number): Keeper {
  const events: TraceEvent[] = [];
  let omitted = 0;
  return {
    events,
    omitted: () => omitted,
    push(event) {
      if (events.length < limit) events.push(event);
      else omitted += 1;
    },
  };
}
