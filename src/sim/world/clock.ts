import type { ClockFaults } from '../faults.ts';
import type { Time } from '../time.ts';

const million = 1_000_000;

export type Clock = ReturnType<typeof createClock>;

/** The clock of one node, which may be wrong, and may go wrong in the middle of a run. */
export function createClock({ ahead = 0, drift = 0 }: Partial<ClockFaults> = {}) {
  let since: Time = 0;
  let read = ahead;
  let rate = million + drift;

  const now = (time: Time): number => read + Math.floor(((time - since) * rate) / million);

  return {
    read: (time: Time): number => (rate === million ? read + (time - since) : now(time)),
    /** How much true time passes while this clock counts a span. */
    spanOf: (span: Time): Time => (rate === million ? span : Math.ceil((span * million) / rate)),
    /** Sets it anew. Timers that run already keep the moment for which they were set. */
    change(faults: Partial<ClockFaults>, time: Time): void {
      read = faults.ahead === undefined ? now(time) : time + faults.ahead;
      since = time;
      if (faults.drift !== undefined) rate = million + faults.drift;
    },
  };
}
