// caught by: leaves the leader that came in as it was
/**
 * Write how a leader knows what is committed. It sends its log to the other
 * members of a group; each answers with its position: how many entries, from
 * the first one on, it has stored.
 *
 * - An entry is committed when more than half of the group have stored it,
 *   the leader included. The commit position says up to where that holds.
 * - A slow member, or one that has stopped, is not waited for.
 * - Positions arrive late and more than once. A member has what it once said
 *   it has, and has one voice, however often it speaks.
 * - Only members count. And no more is committed than the leader itself has.
 * - What is committed stays committed: the commit position never goes back,
 *   also where a new leader takes over and has heard from nobody yet.
 * - The leader that comes in is never changed: a new one goes out.
 */

export interface Leader {
  readonly self: string;
  /** All members of the group, the leader included. */
  readonly members: readonly string[];
  /** How many entries the leader has stored. */
  readonly end: number;
  /** Member → the highest position that it has acknowledged. A member not heard from is not named. */
  readonly acknowledged: Readonly<Record<string, number>>;
  /** Entries 1 to `commit` are committed. */
  readonly commit: number;
}

/** A leader at the beginning of its time: it knows its log, and what its predecessor said was committed. */
export const newLeader = (
  self: string,
  members: readonly string[],
  end = 0,
  commit = 0,
): Leader => ({ self, members, end, acknowledged: {}, commit });

/** The commit position that the positions of the members allow, not below the one there is. */
export function commitPosition(leader: Leader): number {
  const { self, members, end, acknowledged, commit } = leader;
  const positions = members
    .map((member) => (member === self ? end : (acknowledged[member] ?? 0)))
    .sort((a, b) => b - a);
  // With the best one first, this many and one more have reached the position.
  const reached = positions[Math.floor(members.length / 2)]!;
  return Math.max(commit, Math.min(reached, end));
}

/** The leader stores so many more entries. */
export function append(leader: Leader, entries: number): Leader {
  const longer = { ...leader, end: leader.end + entries };
  return { ...longer, commit: commitPosition(longer) };
}

/** A message arrives that says: `from` has stored everything up to `position`. */
export function acknowledge(
  leader: Leader,
  from: string,
  position: number,
): Leader {
  const before = leader.acknowledged[from] ?? 0;
  const acknowledged = leader.acknowledged as Record<string, number>;
  acknowledged[from] = Math.max(before, position);
  const heard = { ...leader, acknowledged };
  return { ...heard, commit: commitPosition(heard) };
}
