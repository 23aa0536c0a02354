/** The names of its members, apart by spaces. */
export type Quorum = string;

const membersOf = (quorum: Quorum) => quorum.split(' ');

/** Every quorum of so many servers, in a cluster of n1, n2, n3 … */
export function anyOf(size: number, servers: number): Quorum[] {
  if (size === 0) return [''];
  if (size > servers) return [];
  const withLast = anyOf(size - 1, servers - 1);
  return [
    ...anyOf(size, servers - 1),
    ...withLast.map((quorum) => `${quorum} n${servers}`.trim()),
  ];
}

/** Two quorums without a common member: both can decide, and differ. */
export function disjointPair(quorums: Quorum[]): [Quorum, Quorum] | undefined {
  for (const one of quorums) {
    const members = membersOf(one);
    const other = quorums.find((quorum) =>
      membersOf(quorum).every((name) => !members.includes(name)),
    );
    if (other !== undefined) return [one, other];
  }
  return undefined;
}

/** However so many servers crash, one quorum is whole. */
export function crashesSurvived(quorums: Quorum[]): number {
  const servers = [...new Set(quorums.flatMap(membersOf))];
  const survives = (crashed: string[]): boolean =>
    quorums.some((quorum) =>
      membersOf(quorum).every((name) => !crashed.includes(name)),
    );
  const crashes = (count: number, from = 0): string[][] =>
    count === 0
      ? [[]]
      : servers
          .slice(from)
          .flatMap((name, at) =>
            crashes(count - 1, from + at + 1).map((rest) => [name, ...rest]),
          );
  let count = 0;
  while (crashes(count + 1).every(survives)) count += 1;
  return count;
}
