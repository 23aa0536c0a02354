import { lastIndex } from '../../../../src/raft/log.ts';
import { writes, type LogRecord } from '../../../../src/raft/disk.ts';
import { figure2 } from '../../../../src/raft/rules.ts';
import { isTorn, type Disk } from '../../../../src/sim/index.ts';
import { hears, type PlantedBug } from './planted.ts';

export const disks: readonly PlantedBug[] = [
  {
    name: 'answers first, and writes then',
    rules: { persistFirst: (before, after, effects) => [...effects, ...writes(before, after)] },
  },
  {
    name: 'does not write down its vote',
    rules: {
      persistFirst: (before, after, effects) =>
        figure2.persistFirst(before, { ...after, votedFor: null }, effects),
    },
  },
  {
    name: 'does not write down its term and vote',
    rules: {
      persistFirst: (before, after, effects) => {
        const { currentTerm, votedFor } = before;
        return figure2.persistFirst(before, { ...after, currentTerm, votedFor }, effects);
      },
    },
  },
  {
    name: 'writes its vote without waiting for the disk',
    rules: {
      persistFirst: (before, after, effects) =>
        figure2
          .persistFirst(before, after, effects)
          .map((effect) =>
            effect.kind === 'persist' && effect.key === 'vote' ? { ...effect, sync: false } : effect,
          ),
    },
  },
  {
    name: 'writes entries without waiting for the disk',
    rules: {
      persistFirst: (before, after, effects) =>
        figure2
          .persistFirst(before, after, effects)
          .map((effect) => (effect.kind === 'append' ? { ...effect, sync: false } : effect)),
    },
  },
  {
    name: 'writes what is behind the end of its log, and not what has replaced entries',
    rules: {
      persistFirst: (before, after, effects) =>
        figure2.persistFirst(before, after, effects).filter((effect) => {
          if (effect.kind !== 'append') return true;
          const record = effect.record as LogRecord<unknown, unknown>;
          return record.kind !== 'entry' || record.index > lastIndex(before.log);
        }),
    },
  },
  {
    name: 'takes a torn record for an entry',
    around: hears((input) => (input.kind === 'start' ? { ...input, disk: mended(input.disk) } : input)),
  },
];

/** A record that was cut in half reads as an empty command. */
function mended(disk: Disk): Disk {
  const records = (disk['log'] ?? []) as LogRecord<unknown, unknown>[];
  let last = 0;
  let term = 0;
  const log = records.map((record): LogRecord<unknown, unknown> => {
    if (isTorn(record)) return { kind: 'entry', index: last + 1, entry: { term, kind: 'no-op' } };
    last = record.kind === 'entry' ? record.index : record.snapshot.last.index;
    term = record.kind === 'entry' ? record.entry.term : record.snapshot.last.term;
    return record;
  });
  return 'log' in disk ? { ...disk, log } : disk;
}
