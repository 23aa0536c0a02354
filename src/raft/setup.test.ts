import { describe, expect, it } from 'vitest';
import { asInThePaper, readSystemName, serversOf, systemFor, systemName, type Setup } from './setup.ts';

const setups: readonly Setup[] = [2, 3, null].flatMap((members) =>
  [true, false].flatMap((commitRule) =>
    [true, false].flatMap((preVote) =>
      (['read-index', 'log', 'leader-alone'] as const).flatMap((reads) =>
        [true, false].flatMap((disk) =>
          [true, false].flatMap((oneByOne) =>
            [true, false].map((changeRule) => ({
              members,
              commitRule,
              preVote,
              reads,
              disk,
              changeRule,
              oneByOne,
            })),
          ),
        ),
      ),
    ),
  ),
);

describe('the name of a system', () => {
  it('says which rules are in force, and reads back', () => {
    expect(systemName(asInThePaper)).toBe('raft');
    expect(systemName({ ...asInThePaper, commitRule: false, members: 3 })).toBe(
      'raft-of-3-without-commit-rule',
    );
    for (const setup of setups) expect(readSystemName(systemName(setup))).toEqual(setup);
    expect(new Set(setups.map(systemName)).size).toBe(setups.length);
  });

  it.each(['quorum', 'raft2', 'raft-without', 'raft-without-commit-rules', 'raft-of-', 'raft-'])(
    'is not %s',
    (system) => {
      expect(readSystemName(system)).toBeUndefined();
      expect(() => systemFor({ system, nodes: [] })).toThrow(`There is no system “${system}” of Raft.`);
    },
  );
});

describe('the system of a scenario', () => {
  it('has the servers that the scenario names, or three', () => {
    expect(systemFor({ system: 'raft', nodes: [] }).nodes).toEqual(['n1', 'n2', 'n3']);
    expect(systemFor({ system: '', nodes: serversOf(5) }).nodes).toHaveLength(5);
  });
});
