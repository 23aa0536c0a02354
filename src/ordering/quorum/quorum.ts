/** The smallest number that is more than half of the group: any two majorities share a member. */
export const majorityOf = (members: number): number => Math.floor(members / 2) + 1;

/**
 * The highest position that a majority has reached. Members that are not named have reached none.
 *
 * @param positions member → how many entries, from the first on, it has stored
 */
export function reachedByMajority(
  members: readonly string[],
  positions: Readonly<Record<string, number>>,
): number {
  const best = members.map((member) => positions[member] ?? 0).sort((a, b) => b - a);
  return best[majorityOf(members.length) - 1] ?? 0;
}
