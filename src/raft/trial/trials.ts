import { randomStream } from '../../sim/streams.ts';
import type { Random } from '../../sim/index.ts';
import { agreement } from './agreement.ts';
import { crashes } from './crashes.ts';
import { divergence } from './divergence.ts';
import { elections } from './elections.ts';
import { figure8 } from './figure-8.ts';
import { storms } from './storms.ts';
import type { NamedTrial } from './trial.ts';

/**
 * What a whole Raft server goes through: the situations that MIT's course on distributed systems tests in (6.5840, Raft, parts A to C),
 * in virtual time and under seeds. Its part D is in `snapshots`.
 */
export const trials: readonly NamedTrial[] = [
  ...elections,
  ...agreement,
  ...divergence,
  ...crashes,
  ...figure8,
  ...storms,
];

/** What the seed decides in a trial, beside latencies and timers. */
export const trialRandom = (seed: number): Random => randomStream(seed, 'trial');
