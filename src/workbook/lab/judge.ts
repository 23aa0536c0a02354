import { createChecker, lookAt, oneMachine } from '../../raft/index.ts';
import type { Trace } from '../../sim/index.ts';

/** A promise that was broken in a run. */
export interface Breach {
  readonly promise: string;
  readonly sentence: string;
  /** After so many events of the trace. */
  readonly after: number;
}

/** Of all that the servers promise, what the reader is shown even while it is kept: the five properties of Figure 3. */
export const properties = [
  'Election Safety',
  'Leader Append-Only',
  'Log Matching',
  'Leader Completeness',
  'State Machine Safety',
] as const;

/** That the clients see one machine. */
export const linearizability = 'Linearizability';

/** That a node returns what a node may return. */
export const rulesOfTheWorld = 'The rules of the world';

export interface Judge {
  /** Looks at what is new in the trace. False when `enough` said so first; it can then be gone on with. */
  look(trace: Trace, enough?: () => boolean): boolean;
  /** The first breach of each promise, in the order of the run. */
  breaches(): readonly Breach[];
}

/** That what nodes know and answer can be read. A learner's node may know things that no server of Raft does. */
export const readable = 'States that can be read';

/** Watches a run that goes on. It is shown the same run each time, grown longer, and looks at each event once. */
export function createJudge(): Judge {
  const checker = createChecker();
  const found: Breach[] = [];
  let seen = 0;
  let answered = 0;

  const isFound = (promise: string) => found.some((breach) => breach.promise === promise);
  const note = (promise: string, sentence: string, after: number) => {
    if (!isFound(promise)) found.push({ promise, sentence, after });
  };
  /** Who judges what cannot be read stumbles, and says so, once. */
  const reading = (after: number, look: () => void) => {
    if (isFound(readable)) return;
    try {
      look();
    } catch (error) {
      const why = (error as Error).message;
      note(
        readable,
        `From here on the run cannot be judged: it holds what no server of Raft knows (${why}).`,
        after,
      );
    }
  };

  function lookAtEvent({ events }: Trace, index: number): void {
    const event = events[index]!;
    reading(index + 1, () => {
      const broken = lookAt(events, index, checker);
      if (broken) note(broken.invariant, broken.sentence, index + 1);
    });
    if (event.kind === 'broke') note(rulesOfTheWorld, event.sentence, index + 1);
  }

  const sentenceOn = (trace: Trace, after: number): string | undefined =>
    oneMachine({ ...trace, events: trace.events.slice(0, after) }, checker.committed);

  /** A history that no order explains is explained by none when it goes on, so that the first bad answer can be searched for. */
  function lookAtAnswers(trace: Trace): void {
    const answers = trace.events.flatMap(({ kind }, index) => (kind === 'return' ? [index + 1] : []));
    if (answers.length === answered) return;
    const isWrong = (after: number) => sentenceOn(trace, after) !== undefined;
    const first = firstBad(answers.slice(answered), isWrong);
    answered = answers.length;
    if (first !== undefined) note(linearizability, sentenceOn(trace, first)!, first);
  }

  return {
    look(trace, enough = () => false) {
      while (seen < trace.events.length) {
        lookAtEvent(trace, seen++);
        if (seen % 64 === 0 && enough()) return false;
      }
      if (!isFound(linearizability)) reading(trace.events.length, () => lookAtAnswers(trace));
      return true;
    },
    breaches: () => [...found].sort((one, other) => one.after - other.after),
  };
}

/** The first of a list that is bad, where all behind a bad one are bad. */
function firstBad<Item>(items: readonly Item[], isBad: (item: Item) => boolean): Item | undefined {
  if (items.length === 0 || !isBad(items.at(-1)!)) return undefined;
  let [low, high] = [0, items.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBad(items[middle]!)) high = middle;
    else low = middle + 1;
  }
  return items[low];
}
