import { describe, expect, it } from 'vitest';
import { isRead, keyValues, raftServer, type LogRecord, type Rules } from '../index.ts';
import { holdInTrial } from './hold.ts';
import { snapshotAfter, snapshots } from './snapshots.ts';
import { trialRandom } from './trials.ts';

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

/** What is told of the first of ten seeds that fails. */
function storyOf(title: RegExp, server: Core): string {
  const { drive, ...trial } = snapshots.find((each) => title.test(each.title))!;
  try {
    for (let seed = 1; seed <= 10; seed++)
      holdInTrial(server, { ...trial, seed, again: '' }, (cluster) => drive(cluster, trialRandom(seed)));
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a trial of snapshots finds', () => {
  it('logs that nobody shortens', () => {
    expect(storyOf(/logs short/, core({}, Infinity))).toMatch(/holds \d+ entries/);
  });

  it('a follower that takes none, cut off or down', () => {
    const server = core({ installSnapshot: () => null });
    expect(storyOf(/cut off/, server)).toMatch(/not all servers know what is committed/);
    expect(storyOf(/was down/, server)).toMatch(/not all servers know what is committed/);
  });

  it('a server that loses what its log holds behind one when it crashes', () => {
    const server = remembering((records) => records.filter(({ kind }) => kind === 'snapshot'));
    expect(storyOf(/all servers crash/, server)).not.toBe('');
  });

  it('a server that forgets its machine when it starts with one', () => {
    const server = remembering((records) =>
      records.map((record) =>
        record.kind === 'snapshot' ? { ...record, snapshot: { ...record.snapshot, machine: {} } } : record,
      ),
    );
    expect(storyOf(/begins with its snapshot/, server)).not.toBe('');
  });
});
