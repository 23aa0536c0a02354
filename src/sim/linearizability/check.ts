import { sameState } from '../../machines/vote.ts';
import type { StateMachine } from '../../machines/machine.ts';
import type { History, Operation } from './history.ts';
import { createTimeline } from './timeline.ts';

/** What the clients ought to see: one machine, which takes one command at a time. */
export interface SequentialModel<State, Command, Reply> {
  readonly machine: StateMachine<State, Command, Reply>;
  /** Commands with different keys do not touch each other: each key is checked by itself, which is much faster. */
  readonly keyOf?: (command: Command) => string;
}

export type Linearizability<Command, Reply> =
  | { readonly outcome: 'ok' }
  | { readonly outcome: 'violated'; readonly history: History<Command, Reply> }
  /** The search was given up: the history may be right or wrong. */
  | { readonly outcome: 'unknown'; readonly steps: number };

/**
 * Is there an order of the operations, each at one moment between question and answer, in which the machine would have
 * given these answers? (Herlihy and Wing 1990; the search is that of Wing and Gong 1993, with Lowe's memory of 2017 of where it has
 * been.) `budget`: how many steps of the machine may be tried, all keys together.
 */
export function checkLinearizable<State, Command, Reply>(
  { machine, keyOf = () => '' }: SequentialModel<State, Command, Reply>,
  history: History<Command, Reply>,
  budget = 1_000_000,
): Linearizability<Command, Reply> {
  const spent = { steps: 0 };
  let unknown = false;
  for (const part of partition(history, keyOf)) {
    const found = search(machine, part, budget, spent);
    if (found === 'violated') return { outcome: 'violated', history: part };
    if (found === 'unknown') unknown = true;
  }
  return unknown ? { outcome: 'unknown', steps: spent.steps } : { outcome: 'ok' };
}

function partition<Command, Reply>(
  history: History<Command, Reply>,
  keyOf: (command: Command) => string,
): History<Command, Reply>[] {
  const parts = new Map<string, Operation<Command, Reply>[]>();
  for (const operation of history) {
    const key = keyOf(operation.command);
    const part = parts.get(key);
    if (part) part.push(operation);
    else parts.set(key, [operation]);
  }
  return [...parts.values()];
}

/** May this operation give this reply? Left to the one who asks: an explanation tries other replies than the one that came. */
export type Accepts<Command, Reply> = (operation: Operation<Command, Reply>, reply: Reply) => boolean;

export const asAnswered: Accepts<unknown, unknown> = ({ answered }, reply) =>
  answered === null || sameState(answered.reply, reply);

/** The order that was found, as indexes into the history, or why there is none. */
export type Found = 'violated' | 'unknown' | { readonly order: readonly number[] };

export function search<State, Command, Reply>(
  machine: StateMachine<State, Command, Reply>,
  history: History<Command, Reply>,
  budget: number,
  spent: { steps: number },
  accepts: Accepts<Command, Reply> = asAnswered,
): Found {
  const timeline = createTimeline(history);
  const taken: { readonly index: number; readonly before: State }[] = [];
  const visited = new Set<string>();
  let state = machine.initial;
  let candidate = timeline.first();

  while (timeline.unanswered() > 0) {
    if (candidate !== null) {
      if (spent.steps >= budget) return 'unknown';
      spent.steps += 1;
      const operation = history[candidate]!;
      const next = machine.apply(state, operation.command);
      // Where the same operations have led to the same state, the rest of the search would be the same again.
      if (accepts(operation, next.output) && remember(visited, timeline.with(candidate), next.state)) {
        taken.push({ index: candidate, before: state });
        timeline.take(candidate);
        state = next.state;
        candidate = timeline.first();
      } else candidate = timeline.after(candidate);
    } else {
      const last = taken.pop();
      if (last === undefined) return 'violated';
      timeline.putBack(last.index);
      state = last.before;
      candidate = timeline.after(last.index);
    }
  }
  return { order: taken.map(({ index }) => index) };
}

function remember(visited: Set<string>, taken: string, state: unknown): boolean {
  const place = `${taken} ${JSON.stringify(state)}`;
  if (visited.has(place)) return false;
  visited.add(place);
  return true;
}
