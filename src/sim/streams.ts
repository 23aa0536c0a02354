import { hash32 } from './hash.ts';
import { seededRandom, type Random } from './random.ts';

/**
 * A generator of its own for each purpose. With one for all, a single message more would shift every later draw, and a run with
 * one fault fewer would be another run; so it is the same run with one fault fewer.
 */
export const randomStream = (seed: number, purpose: string): Random =>
  seededRandom(hash32(`${seed} ${purpose}`) + 2 ** 32 * (hash32(`${purpose} ${seed}`) >>> 11));
