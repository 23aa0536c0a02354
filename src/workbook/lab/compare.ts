import { sameState } from '../../machines/index.ts';
import { teller, type Trace } from '../../sim/index.ts';

/** Where two futures of one run part, and how, in a sentence. */
export interface Parting {
  /** The first event that is not the same. */
  readonly event: number;
  readonly sentence: string;
}

/** An event of one of the two, in a sentence. */
export type TellEvent = (trace: Trace, event: number) => string;

const inTheWordsOfTheWorld: TellEvent = (trace, event) => `${teller(trace)(trace.events[event]!)}.`;

/** @param from up to so many events they are known to be the same */
export function partingOf(
  first: Trace,
  second: Trace,
  from = 0,
  tell: TellEvent = inTheWordsOfTheWorld,
): Parting | null {
  const both = Math.min(first.events.length, second.events.length);
  let event = from;
  while (event < both && sameState(first.events[event], second.events[event])) event += 1;
  if (event === both) return null;
  const when = (trace: Trace) => trace.events[event]!.at;
  return {
    event,
    sentence: `First future, ${when(first)} ms: ${tell(first, event)} Second future, ${when(second)} ms: ${tell(second, event)}`,
  };
}
