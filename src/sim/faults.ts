import type { Latency } from './latency.ts';
import type { NodeId } from './program.ts';

/**
 * Everything that goes wrong by itself in a world, in one record. What goes wrong at a certain moment (a cut, a crash) is an
 * `Intervention`, and some of those draw such moments from the seed. Each of these settings can also change in the middle of a run.
 */
export interface Faults {
  /** Every link, in both directions, clients included. */
  readonly network: LinkFaults;
  readonly disk: DiskFaults;
  readonly clocks: Readonly<Record<NodeId, ClockFaults>>;
}

export interface LinkFaults {
  readonly latency: Latency;
  /** The chance, from 0 to 1, that a message never arrives. */
  readonly loss: number;
  /** The chance that a message arrives twice. */
  readonly duplication: number;
  /**
   * The chance that a message takes a detour: it travels twice as long or so, and those sent after it may overtake it. All others
   * of a link arrive in the order in which they were sent.
   */
  readonly reordering: number;
}

export interface DiskFaults {
  /**
   * What a crash does to writes that were not synced. `lost`: the power failed, none survives. `kept`: only the process died, the
   * operating system still writes them. `some`: the first few survive, the seed decides how many.
   */
  readonly unsynced: 'lost' | 'kept' | 'some';
  /** The chance that a crash leaves half of the first lost write on the disk: its value reads as `torn`. */
  readonly torn: number;
}

export interface ClockFaults {
  /** How far the clock is ahead of the true time, in milliseconds; behind when negative. */
  readonly ahead: number;
  /** How much too fast it runs, in parts per million; too slow when negative. Timers run by this clock. */
  readonly drift: number;
}

export const noFaults: Faults = {
  network: { latency: { kind: 'uniform', from: 5, to: 15 }, loss: 0, duplication: 0, reordering: 0 },
  disk: { unsynced: 'lost', torn: 0 },
  clocks: {},
};

/** Faults by halves: whatever is left out stays as in `noFaults`. */
export interface SomeFaults {
  readonly network?: Partial<LinkFaults>;
  readonly disk?: Partial<DiskFaults>;
  readonly clocks?: Readonly<Record<NodeId, Partial<ClockFaults>>>;
}

export const withDefaults = (faults: SomeFaults = {}): Faults => ({
  network: { ...noFaults.network, ...faults.network },
  disk: { ...noFaults.disk, ...faults.disk },
  clocks: Object.fromEntries(
    Object.entries(faults.clocks ?? {}).map(([node, clock]) => [node, { ahead: 0, drift: 0, ...clock }]),
  ),
});
