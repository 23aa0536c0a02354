import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorld, type Script, type SomeFaults, type Trace } from '../../sim/index.ts';
import type { StateMachine } from '../../machines/index.ts';
import { redirect } from '../entry.ts';
import { quorumMember, type MemberState } from './member.ts';

const list: StateMachine<readonly string[], string, number> = {
  initial: [],
  apply: (told, command) => ({ state: [...told, command], output: told.length + 1 }),
};
type Member = MemberState<readonly string[], string, number>;

interface Setting {
  readonly seed?: number;
  readonly size?: number;
  readonly requests?: number;
  readonly needs?: 'majority' | 'all';
  readonly faults?: SomeFaults;
  readonly script?: Script<string>;
  readonly until?: number;
}

/** Requests of two clients, one every 20 ms, and whatever the script does to them. */
function run({ seed = 1, size = 3, requests = 10, needs, faults, script = [], until = 6_000 }: Setting) {
  const names = ['n1', 'n2', 'n3', 'n4', 'n5'].slice(0, size);
  const asked: Script<string> = Array.from({ length: requests }, (_, index) => ({
    at: 10 + 20 * index,
    do: { kind: 'request', client: index % 2 ? 'bo' : 'ana', to: 'n1', command: `c${index}` },
  }));
  const world = createWorld({
    seed,
    nodes: Object.fromEntries(names.map((name) => [name, quorumMember(list, { needs })])),
    faults,
    clients: { retryAfter: 150, tries: 60, redirect },
    script: [...asked, ...script],
  });
  world.run({ until });
  return { members: names.map((name) => world.state(name) as Member), trace: world.trace() };
}

const returns = ({ events }: Trace) => events.flatMap((event) => (event.kind === 'return' ? [event] : []));

/** What the group must never do, whatever happens to it: apply two commands at one position, or one command at two. */
function expectOneOrder({ events }: Trace) {
  const at = new Map<number, unknown>();
  for (const event of events) {
    if (event.kind !== 'apply') continue;
    expect(at.get(event.position) ?? event.command).toBe(event.command);
    at.set(event.position, event.command);
  }
  expect(new Set(at.values()).size).toBe(at.size);
  expect([...at.keys()].sort((a, b) => a - b)).toEqual(Array.from(at, (_, index) => index + 1));
}

describe('a group with a leader and a majority', () => {
  it('applies the same commands in the same order everywhere', () => {
    const { members, trace } = run({});
    expect(members[0]!.machine).toHaveLength(10);
    for (const { machine } of members) expect(machine).toEqual(members[0]!.machine);
    expect(returns(trace)).toHaveLength(10);
  });

  it('goes on without a slow member, and brings it up to date when it is back', () => {
    const script: Script<string> = [
      { at: 5, do: { kind: 'pause', node: 'n3' } },
      { at: 1_000, do: { kind: 'resume', node: 'n3' } },
    ];
    const before = run({ script, until: 900 });
    expect(returns(before.trace)).toHaveLength(10);
    expect(before.members[2]!.machine).toHaveLength(0);
    expect(run({ script }).members[2]!.machine).toHaveLength(10);
  });

  it('that waits for all stands still while one of them is away', () => {
    const away: Script<string> = [{ at: 5, do: { kind: 'pause', node: 'n3' } }];
    expect(returns(run({ needs: 'all' }).trace)).toHaveLength(10);
    expect(returns(run({ needs: 'all', script: away }).trace)).toHaveLength(0);
  });

  it('commits nothing without a majority', () => {
    const { trace, members } = run({
      script: [
        { at: 5, do: { kind: 'crash', node: 'n2' } },
        { at: 5, do: { kind: 'crash', node: 'n3' } },
      ],
    });
    expect(returns(trace)).toHaveLength(0);
    expect(members[0]!.commit).toBe(0);
  });

  it('chooses another leader when the first one is gone, and keeps all that was committed', () => {
    const { members, trace } = run({ script: [{ at: 110, do: { kind: 'crash', node: 'n1' } }] });
    expect(returns(trace)).toHaveLength(10);
    expect(new Set(members[1]!.machine).size).toBe(10);
    expect(members[2]!.machine).toEqual(members[1]!.machine);
    expectOneOrder(trace);
  });

  it('lets a leader that was cut off commit nothing more, and overrules it when it is back', () => {
    const { members, trace } = run({
      script: [
        { at: 110, do: { kind: 'partition', groups: [['n1'], ['n2', 'n3']] } },
        { at: 900, do: { kind: 'heal-all' } },
      ],
    });
    expect(returns(trace)).toHaveLength(10);
    for (const { machine } of members) expect(machine).toEqual(members[0]!.machine);
    expectOneOrder(trace);
  });

  it('takes over the log of the latest leader, and not the longest', () => {
    const stranded: Script<string> = Array.from({ length: 12 }, (_, index) => ({
      at: 80 + index,
      do: { kind: 'request', client: 'cy', to: 'n1', command: `stranded ${index}` },
    }));
    const { members, trace } = run({
      script: [
        { at: 70, do: { kind: 'partition', groups: [['n1', 'cy'], ['n2', 'n3']] } }, // prettier-ignore
        ...stranded,
        { at: 1_000, do: { kind: 'crash', node: 'n2' } },
        { at: 1_001, do: { kind: 'crash', node: 'n3' } },
        { at: 1_002, do: { kind: 'heal-all' } },
        { at: 1_003, do: { kind: 'restart', node: 'n3' } },
      ],
    });
    expect(returns(trace)).toHaveLength(22);
    expect(members[0]!.machine).toEqual(members[2]!.machine);
    expectOneOrder(trace);
  });

  it('keeps one order, and every answered command, through crashes, cuts and a rough network', () => {
    const node = fc.constantFrom('n1', 'n2', 'n3', 'n4', 'n5');
    const time = fc.integer({ min: 0, max: 1_500 });
    const trouble = fc.oneof(
      fc.record({
        kind: fc.constantFrom('crash' as const, 'restart' as const, 'pause' as const, 'resume' as const),
        node,
      }),
      fc
        .uniqueArray(node, { minLength: 2, maxLength: 2 })
        .map(([from, to]) => ({ kind: 'cut' as const, from: from!, to: to!, ways: 'one' as const })),
      fc.constant({ kind: 'heal-all' as const }),
    );
    const scripts = fc.array(fc.record({ at: time, do: trouble }), { minLength: 8, maxLength: 30 });
    const wellAgain: Script<string> = [
      { at: 1_600, do: { kind: 'heal-all' } },
      ...['n1', 'n2', 'n3', 'n4', 'n5'].flatMap((name): Script<string> => [
        { at: 1_600, do: { kind: 'restart', node: name } },
        { at: 1_600, do: { kind: 'resume', node: name } },
      ]),
    ];
    const safe = fc.property(fc.nat(10_000), scripts, (seed, script) => {
      const { members, trace } = run({
        seed,
        size: 5,
        requests: 60,
        faults: { network: { loss: 0.1, duplication: 0.1, reordering: 0.2 } },
        script: [...script, ...wellAgain],
        until: 8_000,
      });
      expectOneOrder(trace);
      for (const { machine } of members) expect(machine).toEqual(members[0]!.machine);
      expect(returns(trace)).toHaveLength(60);
      for (const { reply } of returns(trace)) {
        const { position, output } = reply as { position: number; output: number };
        expect(output).toBe(position);
      }
    });
    fc.assert(safe, { numRuns: 120, seed: 20261124 });
  });
});
