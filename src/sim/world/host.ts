import type { Faults } from '../faults.ts';
import type { CrashPoint } from '../intervention.ts';
import type { NodeId, Program } from '../program.ts';
import type { Random } from '../random.ts';
import { randomStream } from '../streams.ts';
import { createClock, type Clock } from './clock.ts';
import type { Alarm, Envelope } from './core.ts';
import { createDisk, type DiskState } from './disk.ts';
import type { LinkState } from './network.ts';

/** A program of any kind. Its types are checked where the world is made; inside, data is data. */
export type AnyProgram = Program<unknown, unknown, unknown, unknown>;

/** The machine on which a node runs. */
export interface Host {
  readonly id: NodeId;
  readonly program: AnyProgram;
  status: 'up' | 'paused' | 'down';
  starts: number;
  state: unknown;
  readonly disk: DiskState;
  diskFaults: Faults['disk'];
  readonly clock: Clock;
  readonly timers: Map<string, Alarm>;
  readonly random: Random;
  /** To the other nodes. */
  readonly links: Map<NodeId, LinkState>;
  /** What came while the node was paused. */
  waiting: (Envelope | Alarm)[];
  /** Where in a step to come it crashes. */
  crashPoint: CrashPoint | null;
}

export const createHost = (id: NodeId, program: AnyProgram, seed: number, faults: Faults): Host => ({
  id,
  program,
  status: 'down',
  starts: 0,
  state: null,
  disk: createDisk(randomStream(seed, `disk ${id}`)),
  diskFaults: faults.disk,
  clock: createClock(faults.clocks[id]),
  timers: new Map(),
  random: randomStream(seed, `timers ${id}`),
  links: new Map(),
  waiting: [],
  crashPoint: null,
});
