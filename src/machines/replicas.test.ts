import { describe, expect, it } from 'vitest';
import type { StateMachine } from './machine.ts';
import { reportsAfter, type ReplicaGroup } from './replicas.ts';

const adder: StateMachine<number, number, null> = {
  initial: 0,
  apply: (sum, amount) => ({ state: sum + amount, output: null }),
};
const group: ReplicaGroup<number, number, null> = { machine: adder, log: [1, 10, 100], replicas: 3 };
const states = (faults: ReplicaGroup<number, number, null>['faults'], delivered?: number) =>
  reportsAfter({ ...group, faults }, delivered).map(({ position, state }) => [position, state]);

describe('reportsAfter', () => {
  it('gives every replica the same state at the same position', () => {
    expect(reportsAfter(group)).toEqual([
      { replica: 1, position: 3, state: 111 },
      { replica: 2, position: 3, state: 111 },
      { replica: 3, position: 3, state: 111 },
    ]);
    expect(reportsAfter(group, 2)[0]).toEqual({ replica: 1, position: 2, state: 11 });
    expect(reportsAfter(group, 0)[0]).toEqual({ replica: 1, position: 0, state: 0 });
  });

  it('lets one replica compute a wrong value from one entry on', () => {
    const fault = {
      replica: 2,
      kind: 'wrong-value',
      position: 2,
      corrupt: (sum: number) => sum + 5,
    } as const;
    expect(states([fault], 1)).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
    expect(states([fault], 2)).toEqual([
      [2, 11],
      [2, 16],
      [2, 11],
    ]);
    expect(states([fault], 3)).toEqual([
      [3, 111],
      [3, 116],
      [3, 111],
    ]);
  });

  it('lets one replica count an entry that its machine never saw', () => {
    expect(states([{ replica: 1, kind: 'skipped-input', position: 2 }])).toEqual([
      [3, 101],
      [3, 111],
      [3, 111],
    ]);
  });

  it('lets one replica fall behind without being wrong, and never before the start', () => {
    const fault = { replica: 3, kind: 'lagging', by: 2 } as const;
    expect(states([fault], 3)).toEqual([
      [3, 111],
      [3, 111],
      [1, 1],
    ]);
    expect(states([fault], 1)).toEqual([
      [1, 1],
      [1, 1],
      [0, 0],
    ]);
  });

  it('gives a bug in all to all', () => {
    const bug = { replica: 'all', kind: 'wrong-value', position: 1, corrupt: () => 7 } as const;
    expect(states([bug], 1)).toEqual([
      [1, 7],
      [1, 7],
      [1, 7],
    ]);
  });

  it('lets several faults strike one replica', () => {
    const faults = [
      { replica: 1, kind: 'skipped-input', position: 1 },
      { replica: 1, kind: 'wrong-value', position: 1, corrupt: (sum: number) => sum - 1 },
      { replica: 1, kind: 'lagging', by: 1 },
    ] as const;
    expect(states(faults)[0]).toEqual([2, 9]);
  });

  it('refuses what makes no sense, in a sentence', () => {
    expect(() => reportsAfter({ ...group, replicas: 0 })).toThrow('A group has one replica or more');
    expect(() => reportsAfter(group, 4)).toThrow('The log holds 3 entries, and 4 of them cannot go out.');
    expect(() => states([{ replica: 4, kind: 'lagging', by: 1 }])).toThrow('the group has replicas 1 to 3');
    expect(() => states([{ replica: 1, kind: 'lagging', by: 0 }])).toThrow('A replica lags by 1 or more');
    expect(() => states([{ replica: 1, kind: 'skipped-input', position: 0 }])).toThrow(
      'A fault strikes at entry 1 or more',
    );
  });
});
