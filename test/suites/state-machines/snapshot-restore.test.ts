import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  apply,
  newLedger,
  replay,
  restore,
  SnapshotError,
  takeSnapshot,
  type Entry,
  type Ledger,
} from '#exercise/state-machines/snapshot-restore';

const entry = (id: number, account: string, cents: number): Entry => ({ id, account, cents });
const log: readonly Entry[] = [
  entry(1, 'ana', 100),
  entry(2, 'bo', 50),
  entry(1, 'ana', 100), // a retry
  entry(3, 'ana', -30),
  entry(2, 'bo', 50), // a retry of something before the snapshot
  entry(4, 'cy', 5),
];

function after(entries: readonly Entry[]): Ledger {
  const ledger = newLedger();
  for (const each of entries) apply(ledger, each);
  return ledger;
}

const balances = (ledger: Ledger) => Object.fromEntries(ledger.balances);
const without = (field: string) => {
  const { [field]: _gone, ...rest } = JSON.parse(takeSnapshot(after(log))) as Record<string, unknown>;
  return JSON.stringify(rest);
};

describe('a snapshot', () => {
  it('brings back the balances', () => {
    expect(balances(restore(takeSnapshot(after(log))))).toEqual({ ana: 70, bo: 50, cy: 5 });
  });

  it('brings back the position', () => {
    expect(restore(takeSnapshot(after(log.slice(0, 3)))).position).toBe(3);
  });

  it('brings back what was seen, so that a retry after the restart is still a retry', () => {
    const ledger = restore(takeSnapshot(after([entry(1, 'ana', 100)])));
    apply(ledger, entry(1, 'ana', 100));
    expect(balances(ledger)).toEqual({ ana: 100 });
  });

  it('stays as it was while the ledger goes on', () => {
    const ledger = after([entry(1, 'ana', 100)]);
    const snapshot = takeSnapshot(ledger);
    apply(ledger, entry(2, 'ana', 900));
    expect(balances(restore(snapshot))).toEqual({ ana: 100 });
  });

  it('can be restored twice, and the two ledgers share nothing', () => {
    const snapshot = takeSnapshot(after([entry(1, 'ana', 100)]));
    const one = restore(snapshot);
    const other = restore(snapshot);
    apply(one, entry(2, 'ana', 900));
    expect(balances(other)).toEqual({ ana: 100 });
  });

  it('of an empty ledger is a snapshot too', () => {
    const ledger = restore(takeSnapshot(newLedger()));
    expect([balances(ledger), ledger.position]).toEqual([{}, 0]);
  });
});

describe('a damaged snapshot', () => {
  it('that was cut short is refused', () => {
    const whole = takeSnapshot(after(log));
    expect(() => restore(whole.slice(0, whole.length / 2))).toThrow(SnapshotError);
  });

  it('of another version is refused', () => {
    const other = JSON.stringify({ ...JSON.parse(takeSnapshot(after(log))), version: 2 });
    expect(() => restore(other)).toThrow(SnapshotError);
  });

  it('without its position is refused', () => {
    expect(() => restore(without('position'))).toThrow(SnapshotError);
  });

  it('without any other field is refused', () => {
    const fields = Object.keys(JSON.parse(takeSnapshot(after(log))) as object).filter(
      (field) => field !== 'position',
    );
    for (const field of fields)
      expect(() => restore(without(field)), `without ${field}`).toThrow(SnapshotError);
  });
});

describe('a replay', () => {
  it('applies what stands behind the snapshot', () => {
    const ledger = replay(takeSnapshot(after(log.slice(0, 3))), log.slice(0, 4));
    expect([balances(ledger), ledger.position]).toEqual([{ ana: 70, bo: 50 }, 4]);
  });

  it('applies nothing when the snapshot is at the end of the log', () => {
    expect(replay(takeSnapshot(after(log)), log).position).toBe(log.length);
  });

  it('refuses a log that ends before the snapshot', () => {
    const snapshot = takeSnapshot(after(log.slice(0, 4)));
    expect(() => replay(snapshot, log.slice(0, 3))).toThrow(SnapshotError);
  });

  it('ends where a replay from the start ends, wherever the snapshot was taken', () => {
    // Ids never repeat here: what a retry does is asked above.
    const entries = fc
      .array(
        fc.record({ account: fc.constantFrom('ana', 'bo', 'cy'), cents: fc.integer({ min: -99, max: 99 }) }),
        { maxLength: 12 },
      )
      .map((list) => list.map((each, id) => ({ ...each, id })));
    const equal = fc.property(entries, fc.nat(12), (all, cut) => {
      const snapshot = takeSnapshot(after(all.slice(0, cut)));
      expect(balances(replay(snapshot, all))).toEqual(balances(after(all)));
    });
    fc.assert(equal);
  });
});
