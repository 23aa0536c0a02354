import type { Report } from './replicas.ts';

/**
 * What a voter can conclude. Without a majority nobody is a suspect: of two replicas that differ one is wrong, and
 * nothing in the reports says which.
 */
export type Decision<State> = Agreed<State> | Undecidable;

export interface Agreed<State> {
  readonly outcome: 'agreed';
  readonly position: number;
  readonly state: State;
  /** Replicas that stand at the same position with another state. */
  readonly suspects: readonly number[];
  /** Replicas that have not reached the position yet: late, and so far neither right nor wrong. */
  readonly lagging: readonly number[];
}

export interface Undecidable {
  readonly outcome: 'undecidable';
  /** Replicas behind the one that is furthest ahead. */
  readonly lagging: readonly number[];
}

/**
 * Compares the latest reports of a group of replicas, one from each, a silent replica included with the last it said.
 *
 * A state is agreed when more than half of *the group* report it at the same position. Half of those that happen to be
 * at that position would not do: with three of five replicas late, two broken ones would out-vote them.
 */
export function vote<State>(
  reports: readonly Report<State>[],
  same: (one: State, other: State) => boolean = sameState,
): Decision<State> {
  refuseSecondReports(reports);
  const matches = (one: Report<State>, other: Report<State>) =>
    one.position === other.position && same(one.state, other.state);
  const winner = reports.find(
    (report) => reports.filter((other) => matches(report, other)).length > reports.length / 2,
  );
  const behind = (position: number) => numbers(reports.filter((report) => report.position < position));

  if (!winner) {
    const furthest = Math.max(...reports.map(({ position }) => position));
    return { outcome: 'undecidable', lagging: behind(furthest) };
  }
  const { position, state } = winner;
  const differs = (report: Report<State>) => report.position === position && !same(report.state, state);
  return {
    outcome: 'agreed',
    position,
    state,
    suspects: numbers(reports.filter(differs)),
    lagging: behind(position),
  };
}

const numbers = (reports: readonly Report<unknown>[]) => reports.map(({ replica }) => replica);

function refuseSecondReports(reports: readonly Report<unknown>[]): void {
  const twice = numbers(reports).find((replica, index, all) => all.indexOf(replica) !== index);
  if (twice !== undefined) throw new RangeError(`Replica ${twice} has two reports, and only one vote.`);
}

/** Equal plain data, whatever order the keys were written in. */
export function sameState(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return (
    left.size === right.size &&
    [...left].every(([key, value]) => right.has(key) && sameState(value, right.get(key)))
  );
}
