/**
 * A consumer group, as its coordinator sees it. Each partition is read by one member at a time; members beyond the number of
 * partitions have nothing to do. When members come or go the partitions are dealt out anew, under the next generation.
 */
export interface Group {
  readonly partitions: number;
  readonly generation: number;
  /** Sorted. */
  readonly members: readonly string[];
  /** Partition → offset of the record to read next. A partition without one is read from the beginning. */
  readonly committed: Readonly<Record<number, number>>;
}

export const newGroup = (partitions: number): Group => ({
  partitions,
  generation: 0,
  members: [],
  committed: {},
});

export const join = (group: Group, member: string): Group =>
  group.members.includes(member) ? group : rebalance(group, [...group.members, member]);

export const leave = (group: Group, member: string): Group =>
  group.members.includes(member)
    ? rebalance(
        group,
        group.members.filter((other) => other !== member),
      )
    : group;

const rebalance = (group: Group, members: readonly string[]): Group => ({
  ...group,
  generation: group.generation + 1,
  members: [...members].sort(),
});

/** The partitions of a member: neighbours, dealt out as evenly as can be (Kafka's `RangeAssignor`). */
export function assignedTo({ partitions, members }: Group, member: string): readonly number[] {
  const index = members.indexOf(member);
  if (index < 0) return [];
  const each = Math.floor(partitions / members.length);
  const extra = partitions % members.length;
  const from = index * each + Math.min(index, extra);
  return Array.from({ length: each + (index < extra ? 1 : 0) }, (_, at) => from + at);
}

export interface OffsetCommit {
  readonly member: string;
  readonly generation: number;
  readonly partition: number;
  readonly offset: number;
}

export interface Committed {
  readonly group: Group;
  readonly error: 'ILLEGAL_GENERATION' | 'UNKNOWN_MEMBER_ID' | null;
}

/** A member says how far it has come. One that missed a rebalance may not: somebody else reads its partition by now. */
export function commitOffset(
  group: Group,
  { member, generation, partition, offset }: OffsetCommit,
): Committed {
  if (!group.members.includes(member)) return { group, error: 'UNKNOWN_MEMBER_ID' };
  if (generation !== group.generation) return { group, error: 'ILLEGAL_GENERATION' };
  return { group: { ...group, committed: { ...group.committed, [partition]: offset } }, error: null };
}
