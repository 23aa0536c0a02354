import { discardUpTo, lastIndex } from '../../../../src/raft/log.ts';
import { figure2 } from '../../../../src/raft/rules.ts';
import type { Snapshot } from '../../../../src/raft/types.ts';
import type { KeyValues } from '../../../../src/raft/key-value.ts';
import { hears, type KeyValueInput, type PlantedBug } from './planted.ts';

/** A snapshot that comes from another server. */
const snapshotArrives = (change: (snapshot: Snapshot<KeyValues>) => Snapshot<KeyValues>) =>
  hears((input): KeyValueInput => {
    if (input.kind !== 'message' || input.message.kind !== 'InstallSnapshot') return input;
    return { ...input, message: { ...input.message, snapshot: change(input.message.snapshot) } };
  });

export const snapshots: readonly PlantedBug[] = [
  {
    name: 'throws its log away for every snapshot, the tail behind it, too',
    scenario: 'kept-tail',
    rules: {
      installSnapshot: (log, commitIndex, last) =>
        figure2.installSnapshot(log, commitIndex, last) && { after: last, entries: [] },
    },
  },
  {
    name: 'goes back to any snapshot that arrives',
    rules: { installSnapshot: (_log, _commitIndex, last) => ({ after: last, entries: [] }) },
  },
  {
    name: 'keeps the tail behind a snapshot, whatever the terms say',
    rules: {
      installSnapshot: (log, commitIndex, last) => {
        if (last.index <= commitIndex) return null;
        return last.index <= lastIndex(log) ? discardUpTo(log, last) : { after: last, entries: [] };
      },
    },
  },
  {
    name: 'leaves the sessions out of a snapshot',
    around: snapshotArrives((snapshot) => ({ ...snapshot, sessions: [] })),
  },
  {
    name: 'leaves the machine out of a snapshot',
    around: snapshotArrives((snapshot) => ({ ...snapshot, machine: {} })),
  },
  {
    name: 'takes a snapshot to hold one entry more than it does',
    around: snapshotArrives((snapshot) => ({
      ...snapshot,
      last: { ...snapshot.last, index: snapshot.last.index + 1 },
    })),
  },
  {
    name: 'gives every snapshot the term in which it arrives',
    around: hears((input) => {
      if (input.kind !== 'message' || input.message.kind !== 'InstallSnapshot') return input;
      const { snapshot, term } = input.message;
      const last = { ...snapshot.last, term };
      return { ...input, message: { ...input.message, snapshot: { ...snapshot, last } } };
    }),
  },
  {
    name: 'forgets with its sessions at a restart what its snapshot knew',
    around: hears((input) => {
      const [first, ...rest] = ((input.kind === 'start' && input.disk['log']) || []) as {
        readonly kind: string;
        readonly snapshot: object;
      }[];
      if (input.kind !== 'start' || first?.kind !== 'snapshot') return input;
      const log = [{ ...first, snapshot: { ...first.snapshot, sessions: [] } }, ...rest];
      return { ...input, disk: { ...input.disk, log } };
    }),
  },
];
