import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorld, type Disk, type Effect, type Script } from '../sim/index.ts';
import { restore, writes } from './disk.ts';
import { newServer } from './server.ts';
import { raftServer } from './step.ts';
import { command, list, logOf, node, type ListServer } from './testing.ts';

const persistent = ({ currentTerm, votedFor, log, snapshot }: ListServer) => ({
  currentTerm,
  votedFor,
  log,
  snapshot,
});
const fresh = newServer('n1', ['n1', 'n2', 'n3'], list.initial);

/** What a disk holds after these writes. */
function carryOut(disk: Disk, effects: readonly Effect<unknown>[]): Disk {
  return effects.reduce<Disk>((before, effect) => {
    if (effect.kind === 'persist') return { ...before, [effect.key]: effect.value };
    if (effect.kind !== 'append') return before;
    return { ...before, [effect.key]: [...((before[effect.key] as unknown[]) ?? []), effect.record] };
  }, disk);
}

const snapshot = {
  last: { index: 2, term: 1 },
  members: ['n1', 'n2', 'n3'],
  machine: ['c1', 'c2'],
  sessions: [],
};

describe('writes', () => {
  it('are none when nothing that must last has changed', () => {
    const before = node({ log: logOf(1, 1) });
    const after: ListServer = { ...before, commitIndex: 2, role: { kind: 'follower', leader: 'n2' } };
    expect(writes(before, after)).toEqual([]);
  });

  it('append what is new in a log, and sync once', () => {
    const before = node({ log: logOf(1) });
    expect(writes(before, { ...before, log: logOf(1, 1, 1) })).toEqual([
      { kind: 'append', key: 'log', record: { kind: 'entry', index: 2, entry: command(1, 2) }, sync: false },
      { kind: 'append', key: 'log', record: { kind: 'entry', index: 3, entry: command(1, 3) }, sync: true },
    ]);
  });

  it('write nothing of a log before the place where it has changed', () => {
    const before = node({ log: logOf(1, 1, 1, 1) });
    const [first, second] = before.log.entries;
    const log = { ...before.log, entries: [first!, second!, command(2, 3)] };
    expect(writes(before, { ...before, log })).toMatchObject([{ kind: 'append', record: { index: 3 } }]);
  });

  it('put a snapshot and what is left of the log in one write: no crash comes between them', () => {
    const before = node({ log: logOf(1, 1, 2) });
    const log = { after: snapshot.last, entries: [command(2, 3)] };
    const records = [
      { kind: 'snapshot', snapshot },
      { kind: 'entry', index: 3, entry: command(2, 3) },
    ];
    expect(writes(before, { ...before, log, snapshot })).toEqual([
      { kind: 'persist', key: 'log', value: records },
    ]);
  });
});

describe('restore', () => {
  it('finds on an empty disk a server that starts for the first time', () => {
    expect(restore(fresh, {})).toEqual(fresh);
  });

  it('passes over a record that a crash has torn, and reads what was written after it', () => {
    const record = (index: number, term: number) => ({ kind: 'entry', index, entry: command(term, index) });
    const log = [record(1, 1), record(2, 1), { torn: true }, record(3, 2)];
    expect(restore(fresh, { log }).log).toEqual(logOf(1, 1, 2));
  });

  it('lets a record take the place of what stood at its index, and of all behind it', () => {
    const record = (index: number, term: number) => ({ kind: 'entry', index, entry: command(term, index) });
    expect(restore(fresh, { log: [record(1, 1), record(2, 1), record(3, 1), record(2, 3)] }).log).toEqual(
      logOf(1, 3),
    );
  });

  it('sets the machine to the snapshot, and knows nothing of what was committed since', () => {
    const log = [
      { kind: 'snapshot', snapshot },
      { kind: 'entry', index: 3, entry: command(2, 3) },
    ];
    expect(restore(fresh, { log })).toMatchObject({ machine: ['c1', 'c2'], commitIndex: 2, lastApplied: 2 });
  });

  it('finds the latest configuration, be it in the log or in the snapshot', () => {
    const change = { term: 2, kind: 'configuration', members: ['n1', 'n2'], client: 'adm', request: 1 };
    const of = { ...snapshot, members: ['n1', 'n2', 'n3', 'n4'] };
    expect(restore(fresh, { log: [{ kind: 'snapshot', snapshot: of }] }).members).toHaveLength(4);
    const records = [
      { kind: 'snapshot', snapshot: of },
      { kind: 'entry', index: 3, entry: change },
    ];
    expect(restore(fresh, { log: records }).members).toEqual(['n1', 'n2']);
  });

  it('keeps an entry that was stored behind a snapshot from another server, in place of a log that did not fit', () => {
    const { step } = raftServer<readonly string[], string>(list);
    const old = node({ log: logOf(1, 1, 1, 1, 1), currentTerm: 2 });
    let disk = carryOut({}, writes(fresh, old));
    const of = { ...snapshot, last: { index: 3, term: 2 } };
    const next = { prevLogIndex: 3, prevLogTerm: 2, entries: [command(2, 4)], leaderCommit: 4 };
    let state: ListServer = old;
    for (const message of [
      { kind: 'InstallSnapshot', term: 2, snapshot: of, round: 1 },
      { kind: 'AppendEntries', term: 2, round: 1, ...next },
    ] as const) {
      const taken = step(state, { kind: 'message', clock: 0, from: 'n2', message });
      state = taken.state;
      disk = carryOut(disk, taken.effects);
    }
    expect(restore(fresh, disk).log).toEqual({ after: of.last, entries: [command(2, 4)] });
  });
});

describe('the disk', () => {
  it('knows at all times what the server knows, whatever happens', () => {
    const names = ['n1', 'n2', 'n3'];
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(3, 7, 1_000), (seed, snapshotAfter) => {
        const program = raftServer<readonly string[], string>(list, { snapshotAfter, entriesPerMessage: 3 });
        const disks = new Map<string, Disk>(names.map((name) => [name, {}]));
        const checked = (name: string): typeof program => ({
          init: program.init,
          step(before, input) {
            const taken = program.step(before, input);
            disks.set(name, carryOut(disks.get(name)!, taken.effects));
            expect(persistent(restore(program.init(name, names), disks.get(name)!))).toEqual(
              persistent(taken.state),
            );
            return taken;
          },
        });
        const until = 2_500;
        const script: Script<string> = [
          { at: 0, do: { kind: 'storm', of: 'crashes', every: 400, lasting: [50, 400], until } },
          { at: 0, do: { kind: 'storm', of: 'partitions', every: 400, lasting: [100, 500], until } },
          ...Array.from({ length: 40 }, (_, n) => ({
            at: 200 + 50 * n,
            do: { kind: 'request', client: `c${n}`, to: names[n % 3]!, command: `x${n}` } as const,
          })),
        ];
        createWorld({
          seed,
          nodes: Object.fromEntries(names.map((name) => [name, checked(name)])),
          faults: { network: { loss: 0.1, duplication: 0.1, reordering: 0.2 } },
          clients: { retryAfter: 150, tries: 10 },
          script,
        }).run({ until });
      }),
      { numRuns: 25 },
    );
  });
});
