// caught by: a replay › applies nothing when the snapshot is at the end of the log
/**
 * Write snapshots for a ledger, and the way back.
 *
 * - A snapshot holds everything that decides how the ledger goes on, and the
 *   position it was taken at: how many entries of the log had been applied.
 * - A snapshot is text: whatever happens to the ledger afterwards, it stays.
 * - Restoring gives a ledger that goes on exactly as the first one would have.
 * - A snapshot that is cut short, of another version, or without a field is
 *   refused with a SnapshotError that says so. A guess would be worse.
 * - A replay applies the entries behind the snapshot's position, each once.
 *   A log that ends before that position does not belong to the snapshot.
 */

export interface Entry {
  /** Unique. The ledger applies each id once. */
  readonly id: number;
  readonly account: string;
  /** May be negative. */
  readonly cents: number;
}

/** A ledger at work. `apply` changes it in place, for speed. */
export interface Ledger {
  readonly balances: Map<string, number>;
  /** Ids that were applied: a retry changes nothing. */
  readonly seen: Set<number>;
  /** Entries of the log that were applied, retries included. */
  position: number;
}

export class SnapshotError extends Error {
  override readonly name = 'SnapshotError';
}

export const version = 1;

export const newLedger = (): Ledger => ({
  balances: new Map(),
  seen: new Set(),
  position: 0,
});

/** Given: applies the next entry of the log. */
export function apply(ledger: Ledger, entry: Entry): void {
  ledger.position++;
  if (ledger.seen.has(entry.id)) return;
  ledger.seen.add(entry.id);
  const before = ledger.balances.get(entry.account) ?? 0;
  ledger.balances.set(entry.account, before + entry.cents);
}

export function takeSnapshot(ledger: Ledger): string {
  const { balances, seen, position } = ledger;
  // Without the ids, a retry after the restart would be paid a second time.
  return JSON.stringify({
    version,
    position,
    balances: [...balances],
    seen: [...seen],
  });
}

/** @throws SnapshotError when the text is not a whole snapshot of this version */
export function restore(snapshot: string): Ledger {
  const { version: found, position, balances, seen } = parse(snapshot);
  if (found !== version) {
    throw new SnapshotError(`The snapshot has version ${String(found)}.`);
  }
  if (!Number.isInteger(position) || (position as number) < 0) {
    throw new SnapshotError('The snapshot has no position.');
  }
  if (!Array.isArray(balances) || !Array.isArray(seen)) {
    throw new SnapshotError('The snapshot is not complete.');
  }
  return {
    position: position as number,
    balances: new Map(balances as [string, number][]),
    seen: new Set(seen as number[]),
  };
}

/** The ledger after the whole log, from the snapshot and the tail of the log. */
export function replay(snapshot: string, log: readonly Entry[]): Ledger {
  const ledger = restore(snapshot);
  if (ledger.position > log.length) {
    throw new SnapshotError(
      `The snapshot is at ${ledger.position}, and the log ends at ${log.length}.`,
    );
  }
  for (const entry of log.slice(
    ledger.position === log.length ? -1 : ledger.position,
  ))
    apply(ledger, entry);
  return ledger;
}

/** Given: the object in a text of JSON. @throws SnapshotError */
function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) {
      return value as Record<string, unknown>;
    }
  } catch {
    // What a crash in the middle of a write leaves behind.
  }
  throw new SnapshotError('The snapshot is cut short, or is none.');
}
