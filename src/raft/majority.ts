/** The smallest number that is more than half of the members: any two majorities share one. */
export const majorityOf = (members: number): number => Math.floor(members / 2) + 1;

/** The highest value that a majority have reached, given what each member has. */
export const reachedByMajority = (values: readonly number[]): number =>
  values.toSorted((one, other) => other - one)[majorityOf(values.length) - 1] ?? 0;
