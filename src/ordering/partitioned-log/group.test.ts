import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignedTo, commitOffset, join, leave, newGroup, type Group } from './group.ts';

const groupOf = (partitions: number, ...members: string[]): Group =>
  members.reduce(join, newGroup(partitions));

describe('a consumer group', () => {
  it('gives each partition to exactly one member, as evenly as can be', () => {
    const groups = fc.tuple(
      fc.integer({ min: 1, max: 12 }),
      fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 }),
    );
    fc.assert(
      fc.property(groups, ([partitions, members]) => {
        const group = groupOf(partitions, ...members);
        const all = group.members.map((member) => assignedTo(group, member));
        expect(all.flat()).toEqual(Array.from({ length: partitions }, (_, partition) => partition));
        const sizes = all.map(({ length }) => length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('leaves a member without work when there are more members than partitions', () => {
    const group = groupOf(1, 'a', 'b');
    expect([assignedTo(group, 'a'), assignedTo(group, 'b')]).toEqual([[0], []]);
  });

  it('deals out anew when a member leaves, and goes on at the committed offsets', () => {
    const before = groupOf(2, 'a', 'b');
    const { group } = commitOffset(before, { member: 'b', generation: 2, partition: 1, offset: 7 });
    const after = leave(group, 'b');
    expect(assignedTo(after, 'a')).toEqual([0, 1]);
    expect(after.committed).toEqual({ 1: 7 });
  });

  it('refuses a commit of a member that missed the rebalance', () => {
    const group = groupOf(2, 'a', 'b');
    const late = { member: 'a', generation: 1, partition: 0, offset: 3 };
    expect(commitOffset(group, late)).toEqual({ group, error: 'ILLEGAL_GENERATION' });
    expect(commitOffset(leave(group, 'a'), late).error).toBe('UNKNOWN_MEMBER_ID');
  });
});
