import { majorityOf } from '../ordering/quorum/quorum.ts';
import type { NodeId } from '../sim/index.ts';
import type { Server } from './types.ts';

/** The highest value that a majority have reached, given what each member has. */
export function reachedByMajority(values: readonly number[]): number {
  let highest = 0;
  for (const value of values)
    if (value > highest && countReached(values, value) >= majorityOf(values.length)) highest = value;
  return highest;
}

const countReached = (values: readonly number[], at: number): number =>
  values.reduce((count, value) => (value >= at ? count + 1 : count), 0);

/** A leader that is no member any more does not count itself (dissertation §4.2.2). */
export const ofEachMember = (
  { members, self }: Server<unknown, unknown>,
  byOthers: Readonly<Record<NodeId, number>>,
  bySelf: number,
): readonly number[] => members.map((member) => (member === self ? bySelf : byOthers[member]!));
