import type { TraceEvent } from '../trace/trace.ts';
import type { Recorder } from './core.ts';

/** Keeps the first events of a run, and counts those for which there was no room. */
export interface Keeper extends Recorder {
  readonly events: readonly TraceEvent[];
  omitted(): number;
}

/** `keeping`: how many events to keep at most, or only those of clients. */
export function createKeeper(keeping: number | true | 'clients' = true): Keeper {
  const room = typeof keeping === 'number' ? keeping : 200_000;
  const events: TraceEvent[] = [];
  let omitted = 0;
  return {
    events,
    omitted: () => omitted,
    push(event) {
      if (keeping === 'clients' && event.kind !== 'invoke' && event.kind !== 'return') return;
      if (events.length < room) events.push(event);
      else omitted += 1;
    },
  };
}
