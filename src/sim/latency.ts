import type { Random } from './random.ts';
import type { Time } from './time.ts';

/** How long a message travels, in milliseconds. */
export type Latency =
  | { readonly kind: 'constant'; readonly ms: Time }
  | { readonly kind: 'uniform'; readonly from: Time; readonly to: Time }
  /** Mostly short, sometimes very long: the shape that queues give. */
  | { readonly kind: 'exponential'; readonly mean: Time };

export function drawLatency(latency: Latency, random: Random): Time {
  switch (latency.kind) {
    case 'constant':
      return latency.ms;
    case 'uniform':
      return latency.from + random.integer(latency.to - latency.from + 1);
    case 'exponential':
      return Math.round(latency.mean * exponential(random));
  }
}

/**
 * A draw of the exponential distribution with mean 1, by comparing uniform draws and nothing else (John von Neumann 1951,
 * "Various techniques used in connection with random digits"): logarithms may differ between engines in the last bit.
 *
 * A falling run that begins with x is of odd length with probability exp(-x).
 */
export function exponential(random: Random): number {
  for (let whole = 0; ; whole++) {
    const first = random.next();
    let length = 1;
    let last = first;
    for (let next = random.next(); next < last; next = random.next()) {
      last = next;
      length += 1;
    }
    if (length % 2 === 1) return whole + first;
  }
}
