/** The smallest number that is more than half of the group: any two majorities share a member. */
export const majorityOf = (members: number): number => Math.floor(members / 2) + 1;

/**
 * The highest position that so many members have reached. Members that are not named have reached none.
 *
 * @param positions member → how many entries, from the first on, it has stored
 * @param needed how many have to; a majority when left out
 */
export function reachedBy(
  members: readonly string[],
  positions: Readonly<Record<string, number>>,
  needed: number = majorityOf(members.length),
): number {
  const best = members.map((member) => positions[member] ?? 0).sort((a, b) => b - a);
  return best[needed - 1] ?? 0;
}
