import { beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type Script } from '../sim/index.ts';
import { entryAt, lastIndex } from './log.ts';
import { raftServer } from './step.ts';
import { list, type ListServer } from './testing.ts';

/**
 * Figure 3 of the paper: what holds at all times. Looked at after every event of runs in which servers crash, stand still and are cut off, and
 * messages get lost, come twice and overtake each other.
 */
interface Moment {
  readonly name: string;
  readonly before: ListServer | undefined;
  readonly server: ListServer;
}

const names = ['n1', 'n2', 'n3', 'n4', 'n5'];
const until = 4_000;

const script: Script<string> = [
  { at: 0, do: { kind: 'storm', of: 'crashes', every: 500, lasting: [50, 400], until } },
  { at: 0, do: { kind: 'storm', of: 'pauses', every: 700, lasting: [100, 400], until } },
  { at: 0, do: { kind: 'storm', of: 'partitions', every: 600, lasting: [100, 500], until } },
  ...Array.from({ length: 60 }, (_, n) => ({
    at: 200 + 60 * n,
    do: { kind: 'request', client: `c${n}`, to: names[n % 5]!, command: `x${n}` } as const,
  })),
];

/** Each server, each time that it knows something new. */
function watch(seed: number): readonly Moment[] {
  const program = raftServer<readonly string[], string>(list, { snapshotAfter: seed % 2 ? 8 : 1_000 });
  const world = createWorld({
    seed,
    nodes: Object.fromEntries(names.map((name) => [name, program])),
    clients: { retryAfter: 200, tries: 30 },
    faults: { network: { loss: 0.05, duplication: 0.05, reordering: 0.1 } },
    script,
    trace: false,
  });
  const known = new Map<string, ListServer>();
  const moments: Moment[] = [];
  const look = () => {
    for (const name of names) {
      const server = world.state(name);
      if (known.get(name) === server) continue;
      moments.push({ name, before: known.get(name), server });
      known.set(name, server);
    }
    return undefined;
  };
  world.run({ until: until + 1_000, stopIf: look });
  return moments;
}

describe('at all times', () => {
  const runs: (readonly Moment[])[] = [];
  beforeAll(() => {
    for (let seed = 1; seed <= 30; seed++) runs.push(watch(seed));
  });

  /** Nothing that is written down for a key may ever be another thing. */
  const expectOne = (of: (moment: Moment, note: (key: unknown, value: unknown) => void) => void): number => {
    let noted = 0;
    for (const moments of runs) {
      const all = new Map<unknown, unknown>();
      for (const moment of moments)
        of(moment, (key, value) => {
          noted += 1;
          if (!all.has(key)) all.set(key, value);
          else if (all.get(key) !== value) expect(value).toBe(all.get(key));
        });
    }
    return noted;
  };

  it('at most one server leads in a term (Election Safety, §5.2)', () => {
    const elections = expectOne(({ name, server }, note) => {
      if (server.role.kind === 'leader') note(server.currentTerm, name);
    });
    expect(elections).toBeGreaterThan(100);
  });

  it('a leader only appends to its log (Leader Append-Only, §5.3)', () => {
    let appended = 0;
    for (const { before, server } of runs.flat()) {
      const leads = before?.role.kind === 'leader' && server.role.kind === 'leader';
      if (!leads || before.log === server.log || before.currentTerm !== server.currentTerm) continue;
      expect(lastIndex(server.log)).toBeGreaterThanOrEqual(lastIndex(before.log));
      for (let index = server.log.after.index + 1; index <= lastIndex(before.log); index++)
        expect(entryAt(server.log, index)).toBe(entryAt(before.log, index));
      appended += 1;
    }
    expect(appended).toBeGreaterThan(100);
  });

  it('entries of one index and term are the same, with the same before them (Log Matching, §5.3)', () => {
    const entries = expectOne(({ server: { log } }, note) => {
      let before = log.after.term;
      log.entries.forEach((entry, n) => {
        const index = log.after.index + n + 1;
        note(`${index} of term ${entry.term}`, `${JSON.stringify(entry)} behind term ${before}`);
        before = entry.term;
      });
    });
    expect(entries).toBeGreaterThan(10_000);
  });

  it('a leader has every entry that was committed before its term (Leader Completeness, §5.4)', () => {
    let leaders = 0;
    for (const moments of runs) {
      const committed = new Map<number, unknown>();
      for (const { before, server } of moments) {
        if (server.role.kind === 'leader' && before?.role.kind !== 'leader') {
          for (const [index, entry] of committed)
            if (index > server.log.after.index)
              expect(JSON.stringify(entryAt(server.log, index))).toBe(entry);
          leaders += 1;
        }
        const { log, commitIndex } = server;
        for (let index = Math.max(log.after.index, committed.size) + 1; index <= commitIndex; index++)
          committed.set(index, JSON.stringify(entryAt(log, index)));
      }
    }
    expect(leaders).toBeGreaterThan(30);
  });

  it('no two servers apply different entries at an index (State Machine Safety, §5.4.3)', () => {
    const applied = expectOne(({ server }, note) => note(server.lastApplied, JSON.stringify(server.machine)));
    expect(applied).toBeGreaterThan(1_000);
  });
});
