/**
 * Write the voter. Every replica of a group applies the same log to the same bank, and reports where it stands.
 *
 * - A list of reports holds the latest report of every replica in the group, exactly one each. A replica that has gone
 *   silent is in the list with the last thing it said.
 * - Two reports speak for each other only when they have the same position and the same state.
 * - A state is agreed when more than half of the whole group report it at the same position.
 * - Suspects stand at the agreed position with another state. Lagging replicas stand before it. A replica that is
 *   ahead of the agreed position is neither.
 * - Where no state is agreed, the vote is undecidable: nobody is a suspect, and lagging is everyone who stands behind
 *   the replica that is furthest ahead.
 * - Suspects and lagging replicas are listed in the order of the reports. The reports are left as they are.
 */

/** Account name → balance in cents. */
export type Balances = Readonly<Record<string, number>>;

export interface Report {
  readonly replica: number;
  /** How many log entries the replica has applied. */
  readonly position: number;
  readonly state: Balances;
}

export type Decision =
  | {
      readonly outcome: 'agreed';
      readonly position: number;
      readonly state: Balances;
      readonly suspects: readonly number[];
      readonly lagging: readonly number[];
    }
  | { readonly outcome: 'undecidable'; readonly lagging: readonly number[] };

/** Given: the same accounts with the same balances, in whatever order they were opened. */
export function sameState(one: Balances, other: Balances): boolean {
  const accounts = Object.keys(one);
  return (
    accounts.length === Object.keys(other).length &&
    accounts.every((account) => one[account] === other[account])
  );
}

/** The smallest number of replicas that is more than half of the group. */
export function majority(replicas: number): number {
  // BEGIN SOLUTION: return the smallest whole number that is more than half of the replicas
  // Half of four is two, and two can stand against two. Two majorities always share a replica.
  return Math.floor(replicas / 2) + 1;
  // END SOLUTION
}

export function vote(reports: readonly Report[]): Decision {
  // BEGIN SOLUTION: find the state that a majority reports at one position, and name the suspects and the late
  // Counted against the group, not against those that are on time: late replicas still have a vote to come.
  const needed = majority(reports.length);
  const winner = reports.find(
    ({ position, state }) =>
      reports.filter(
        (other) => other.position === position && sameState(other.state, state),
      ).length >= needed,
  );
  const behind = (position: number) =>
    namesOf(reports.filter((report) => report.position < position));

  if (!winner) {
    const furthest = Math.max(...reports.map((report) => report.position));
    return { outcome: 'undecidable', lagging: behind(furthest) };
  }
  const { position, state } = winner;
  const differ = reports.filter(
    (report) => report.position === position && !sameState(report.state, state),
  );
  return {
    outcome: 'agreed',
    position,
    state,
    suspects: namesOf(differ),
    lagging: behind(position),
  };
  // END SOLUTION
}

const namesOf = (reports: readonly Report[]) =>
  reports.map(({ replica }) => replica);
