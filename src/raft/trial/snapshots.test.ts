import { describe, expect, it } from 'vitest';
import { isRead, keyValues, raftServer, type LogRecord, type Rules } from '../index.ts';
import { snapshotAfter, snapshots } from './snapshots.ts';
import { storyOf } from './testing.ts';

const core = (rules: Partial<Rules> = {}, after = snapshotAfter) =>
  raftServer(keyValues, { isRead, preVote: false, rules, snapshotAfter: after });
type Core = ReturnType<typeof core>;
type Records = readonly LogRecord<Readonly<Record<string, number>>, unknown>[];

/** Starts again with other records of the log than its disk holds. */
function remembering(change: (records: Records) => Records): Core {
  const server = core();
  return {
    ...server,
    step(state, input) {
      if (input.kind !== 'start' || input.disk['log'] === undefined) return server.step(state, input);
      const log = change(input.disk['log'] as Records);
      return server.step(state, { ...input, disk: { ...input.disk, log } });
    },
  };
}

describe('a trial of snapshots finds', () => {
  it('logs that nobody shortens', () => {
    expect(storyOf(snapshots, /logs short/, core({}, Infinity))).toMatch(/holds \d+ entries/);
  });

  it('a follower that takes none, cut off or down', () => {
    const server = core({ installSnapshot: () => null });
    expect(storyOf(snapshots, /cut off/, server)).toMatch(/not all servers know what is committed/);
    expect(storyOf(snapshots, /was down/, server)).toMatch(/not all servers know what is committed/);
  });

  it('a server that loses what its log holds behind one when it crashes', () => {
    const server = remembering((records) => records.filter(({ kind }) => kind === 'snapshot'));
    expect(storyOf(snapshots, /all servers crash/, server)).not.toBe('');
  });

  it('a server that forgets its machine when it starts with one', () => {
    const server = remembering((records) =>
      records.map((record) =>
        record.kind === 'snapshot' ? { ...record, snapshot: { ...record.snapshot, machine: {} } } : record,
      ),
    );
    expect(storyOf(snapshots, /begins with its snapshot/, server)).not.toBe('');
  });
});
