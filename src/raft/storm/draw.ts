import type { Intervention, Random, ScriptLine, Time } from '../../sim/index.ts';

/** When a storm is over. */
export const over: Time = 1_200;

export const line = (at: Time, what: Intervention): ScriptLine => ({ at, do: what });

/** From one number to another, both included. */
export const between = (random: Random, from: number, to: number): number =>
  from + random.integer(to - from + 1);

/** At times that are `every` apart on the average, while the storm lasts. */
export function times(random: Random, every: Time): Time[] {
  const drawn: Time[] = [];
  for (let at = random.integer(every); at < over; at += 1 + random.integer(2 * every)) drawn.push(at);
  return drawn;
}
