import type { DiskFaults } from '../faults.ts';
import type { Disk } from '../program.ts';
import type { Random } from '../random.ts';

/** What is left of a write that a crash cut in half. A program that reads it has found a record whose checksum is wrong. */
export const torn = { torn: true } as const;

export const isTorn = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'torn' in value && value.torn === true;

interface Write {
  readonly key: string;
  readonly value: unknown;
  readonly append: boolean;
}

export type DiskState = ReturnType<typeof createDisk>;

export function createDisk(random: Random) {
  const kept = new Map<string, unknown>();
  let cached: Write[] = [];

  const sync = () => {
    for (const write of cached) carryOut(kept, write);
    cached = [];
  };

  return {
    write(key: string, value: unknown, append: boolean, synced: boolean): void {
      cached.push({ key, value, append });
      if (synced) sync();
    },
    sync,

    /** The power fails. Gives the keys of the writes that are gone. */
    crash({ unsynced, torn: chance }: DiskFaults): string[] {
      const survivors =
        unsynced === 'kept' ? cached.length : unsynced === 'lost' ? 0 : random.integer(cached.length + 1);
      const lost = cached.slice(survivors);
      cached.length = survivors;
      sync();
      if (lost.length > 0 && chance > 0 && random.chance(chance))
        carryOut(kept, { ...lost[0]!, value: torn });
      return lost.map(({ key }) => key);
    },

    /** What a program finds when it starts. */
    read: (): Disk =>
      Object.fromEntries(
        [...kept].map(([key, value]) => [key, value instanceof Records ? [...value.all] : value]),
      ),
  };
}

/** The records that were appended to a key; a list of its own, so that to append is not to copy. */
class Records {
  readonly all: unknown[] = [];
}

function carryOut(kept: Map<string, unknown>, { key, value, append }: Write): void {
  if (!append) {
    kept.set(key, value);
    return;
  }
  let records = kept.get(key);
  if (!(records instanceof Records)) {
    const before = records;
    records = new Records();
    // A list that was persisted whole goes on growing from there.
    if (Array.isArray(before)) (records as Records).all.push(...(before as unknown[]));
    kept.set(key, records);
  }
  (records as Records).all.push(value);
}
