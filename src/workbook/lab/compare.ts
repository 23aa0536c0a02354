import { sameState } from '../../machines/index.ts';
import { teller, type Trace } from '../../sim/index.ts';

/** Where two futures of one run part, and how, in a sentence. */
export interface Parting {
  /** The first event that is not the same. */
  readonly event: number;
  readonly sentence: string;
}

/** @param from up to so many events they are known to be the same */
export function partingOf(first: Trace, second: Trace, from = 0): Parting | null {
  const both = Math.min(first.events.length, second.events.length);
  let event = from;
  while (event < both && sameState(first.events[event], second.events[event])) event += 1;
  if (event === both) return null;
  const [one, other] = [first, second].map((trace) => {
    const { at } = trace.events[event]!;
    return { at, words: teller(trace)(trace.events[event]!) };
  }) as [Told, Told];
  const sentence =
    one.at === other.at
      ? `They part at ${one.at} ms. In the first future ${one.words}; in the second ${other.words}.`
      : `They part where in the first future ${one.words}, at ${one.at} ms, and in the second ${other.words}, at ${other.at} ms.`;
  return { event, sentence };
}

interface Told {
  readonly at: number;
  readonly words: string;
}
