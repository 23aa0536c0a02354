import { describe, expect, it } from 'vitest';
import type { World } from '../sim/index.ts';
import type { ClusterState } from './cluster.ts';
import { clusterPromises } from './promises.ts';
import { leads } from './consensus/testing.ts';
import type { MemberState } from './consensus/state.ts';

const leader = leads().state;
const follower: MemberState = { ...leader, memberId: 1, role: 'follower' };

/** What is said of a world with these members. */
function said(...members: readonly MemberState[]): string | undefined {
  const world = {
    nodes: members.map((_, index) => `m${index}`),
    state: (node: string) => members[Number(node.slice(1))]!,
    view: () => ({ starts: 1 }),
  } as unknown as World<ClusterState, string>;
  return clusterPromises()(world);
}

describe('what a cluster promises', () => {
  it('is kept by a leader and a follower that have the same', () => {
    expect(said(leader, follower)).toBeUndefined();
  });

  it('is one leader in a term', () => {
    expect(said(leader, { ...follower, role: 'leader' })).toBe('Members 0 and 1 both lead term 0.');
  });

  it('is one log up to what is committed', () => {
    const log = leader.log.map((entry) => ({ ...entry, leadershipTermId: 1 }));
    expect(said(leader, { ...follower, log })).toMatch(
      /^At position 96 member 1 has .* committed, and another/,
    );
    expect(said(leader, { ...follower, log, commitPosition: 0 })).toBeUndefined();
  });

  it('is time that never goes back', () => {
    const [entry] = leader.log;
    const log = [
      { ...entry!, timestamp: 9 },
      { ...entry!, position: 192, timestamp: 8 },
    ];
    expect(said({ ...leader, log, commitPosition: 192 })).toBe(
      'On member 0 time goes back at position 192, from 9 to 8.',
    );
  });

  it('is time that never goes back from one commit to the next', () => {
    const [entry] = leader.log;
    const first = { ...entry!, timestamp: 9 };
    const second = { ...entry!, position: 192, timestamp: 8 };
    let state: MemberState = { ...leader, log: [first, second] };
    const world = {
      nodes: ['m0'],
      state: () => state,
      view: () => ({ starts: 1 }),
    } as unknown as World<ClusterState, string>;
    const promises = clusterPromises();
    expect(promises(world)).toBeUndefined();
    state = { ...state, commitPosition: 192 };
    expect(promises(world)).toBe('On member 0 time goes back at position 192, from 9 to 8.');
  });

  it('is one state of the service at every position', () => {
    expect(said({ ...leader, service: { sum: 1 } }, { ...follower, service: { sum: 2 } })).toBe(
      'Member 1 differs from member 0 at log position 96, after NewLeadershipTermEvent: sum is 2 on member 1, and 1 on member 0. Both went through the same log. So the service has asked something that is not in it: a clock, dice, its role, or an order that is not fixed.',
    );
  });

  it('is the same timers and sessions on every member', () => {
    expect(said(leader, { ...follower, timers: [{ correlationId: 7, deadline: 900 }] })).toMatch(
      /timers\[0\] is \{"correlationId":7,"deadline":900\} on member 1, and missing on member 0\./,
    );
  });

  it('is asked of every world by itself', () => {
    const promises = clusterPromises();
    const world = (member: MemberState) =>
      ({ nodes: ['m0'], state: () => member, view: () => ({ starts: 1 }) }) as unknown as World<
        ClusterState,
        string
      >;
    expect(promises(world(leader))).toBeUndefined();
    expect(promises(world({ ...follower, role: 'leader' }))).toBeUndefined();
  });
});
