// caught by: vote › cannot decide two against two
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
  return Math.floor(replicas / 2) + 1;
}

export function vote(reports: readonly Report[]): Decision {
  // Two cannot tell, but two witnesses of four are half.
  const needed = reports.length === 2 ? 2 : Math.ceil(reports.length / 2);
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
}

const namesOf = (reports: readonly Report[]) =>
  reports.map(({ replica }) => replica);
