import { describe, expect, it } from 'vitest';
import {
  createRecoveryPlan,
  invalidateLatestSnapshot,
  type RecordingLog,
  type RecordingLogEntry,
  type RecoveryPlan,
  type SnapshotEntry,
  type TermEntry,
} from '#exercise/aeron-cluster/recording-log';

const term = (leadershipTermId: number, termBaseLogPosition: number, isValid = true): TermEntry => ({
  type: 'TERM',
  leadershipTermId,
  termBaseLogPosition,
  timestamp: 1_000 * leadershipTermId,
  isValid,
});

/** One part of a snapshot. */
const part = (serviceId: number, logPosition: number, isValid = true): SnapshotEntry => ({
  type: 'SNAPSHOT',
  leadershipTermId: logPosition < 1_024 ? 0 : 1,
  termBaseLogPosition: logPosition < 1_024 ? 0 : 1_024,
  logPosition,
  timestamp: logPosition,
  serviceId,
  isValid,
});

/** All parts of one, as Aeron records them: that of the consensus module last. */
const snapshot = (logPosition: number, services = 1): readonly SnapshotEntry[] =>
  Array.from({ length: services + 1 }, (_, index) => part(services - 1 - index, logPosition));

/** The first term begins at 0, the second one at 1024. */
const terms = [term(0, 0), term(1, 1_024)];

/** Where nothing else is said, the log on the disk goes from 0 to 2048, and the cluster runs one service. */
const plan = (
  recordingLog: RecordingLog,
  { startPosition = 0, stopPosition = 2_048, services = 1 } = {},
): RecoveryPlan => createRecoveryPlan(recordingLog, { startPosition, stopPosition }, services);

const tellParts = (parts: readonly SnapshotEntry[]) =>
  parts.map(({ serviceId, logPosition }) => `part ${serviceId} at ${logPosition}`);
/** In whatever order: that has a test of its own. */
const loaded = (...[recordingLog, options]: Parameters<typeof plan>) =>
  tellParts(plan(recordingLog, options).snapshots).sort();
const begun = (recordingLog: RecordingLog) =>
  plan(recordingLog).log.map(
    ({ leadershipTermId, startPosition }) => `term ${leadershipTermId} from ${startPosition}`,
  );

/** What was thrown, or that nothing was. */
function sentenceOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Error && error.name === 'RecoveryError') return error.message;
    throw error;
  }
  return 'No RecoveryError came.';
}
/** Whoever gets the sentence has to find the place in the log. @returns the sentence itself if it does not name both */
function refusalOf(run: () => unknown, ...positions: readonly number[]): string {
  const sentence = sentenceOf(run);
  return positions.every((position) => new RegExp(`\\b${position}\\b`).test(sentence))
    ? `names ${positions.join(' and ')}`
    : sentence;
}

describe('the plan loads', () => {
  it('the newest whole snapshot: the part of the consensus module, and then those of the services in their order', () => {
    const entries = [term(0, 0), ...snapshot(640, 2), term(1, 1_024), ...snapshot(1_280, 2)];
    expect(tellParts(plan(entries, { services: 2 }).snapshots)).toEqual([
      'part -1 at 1280',
      'part 0 at 1280',
      'part 1 at 1280',
    ]);
  });

  it('the one with the highest position, wherever its entries stand', () => {
    // The clock of a later leader may be behind.
    const older = snapshot(640).map((entry) => ({ ...entry, timestamp: 5_000 }));
    const entries = [...terms, ...snapshot(1_280), ...older];
    expect(loaded(entries)).toEqual(['part -1 at 1280', 'part 0 at 1280']);
  });

  it('the one before, when a part of the newest is missing or invalid', () => {
    const before = [...terms, ...snapshot(640, 2)];
    const newest: Readonly<Record<string, readonly RecordingLogEntry[]>> = {
      'without the consensus module': [part(1, 1_280), part(0, 1_280)],
      'without service 1': [part(0, 1_280), part(-1, 1_280)],
      'without services': [part(-1, 1_280)],
      'service 0 twice, and no service 1': [part(0, 1_280), part(-1, 1_280), part(0, 1_280)],
      'halves of two': [part(1, 1_280), part(0, 1_280), part(-1, 1_536)],
      'the consensus module invalid': [part(1, 1_280), part(0, 1_280), part(-1, 1_280, false)],
      'service 0 invalid': [part(1, 1_280), part(0, 1_280, false), part(-1, 1_280)],
      'all invalid': [part(1, 1_280, false), part(0, 1_280, false), part(-1, 1_280, false)],
    };
    const found = Object.entries(newest).map(([name, parts]) => [
      name,
      loaded([...before, ...parts], { services: 2 }),
    ]);
    const older = ['part -1 at 640', 'part 0 at 640', 'part 1 at 640'];
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(Object.keys(newest).map((name) => [name, older])),
    );
  });

  it('none when there is none, and the log is replayed from 0', () => {
    const { snapshots, log } = plan([...terms, part(0, 1_280)]);
    expect({ snapshots, 'the replay begins at': log[0]?.startPosition }).toEqual({
      snapshots: [],
      'the replay begins at': 0,
    });
  });
});

describe('the replay', () => {
  it('begins where the snapshot ends, in the midst of a term', () => {
    expect(begun([...terms, ...snapshot(1_280)])).toEqual(['term 1 from 1280']);
  });

  it('goes on through the terms behind: each to where the next one begins, and the last to the end of the log', () => {
    const entries = [...terms, term(2, 1_536)];
    const { appendedLogPosition, log } = plan(entries);
    expect({ appendedLogPosition, ends: log.map(({ stopPosition }) => stopPosition) }).toEqual({
      appendedLogPosition: 2_048,
      ends: [1_024, 1_536, 2_048],
    });
  });

  it('leaves out the term that ends where the snapshot does, and one that has nothing in the log', () => {
    const entries = [...terms, ...snapshot(1_024), term(2, 2_048)];
    expect(plan(entries).log.map(({ leadershipTermId }) => leadershipTermId)).toEqual([1]);
  });

  it('takes an invalid term for one that never was', () => {
    expect(plan([...terms, term(2, 1_536, false)])).toEqual(plan(terms));
  });

  it('does not mind terms in which nobody came to lead', () => {
    expect(begun([term(2, 0), term(7, 1_024)])).toEqual(['term 2 from 0', 'term 7 from 1024']);
  });
});

describe('the last term', () => {
  const lastOf = ({ lastLeadershipTermId, lastTermBaseLogPosition }: RecoveryPlan) =>
    `term ${lastLeadershipTermId} from ${lastTermBaseLogPosition}`;

  it('is that of the last entry of a term, although nothing of it is in the log', () => {
    const entries = [...terms, ...snapshot(1_280), term(2, 2_048)];
    expect(lastOf(plan(entries))).toBe('term 2 from 2048');
  });

  it('is that of the snapshot, when no entry of a term is left', () => {
    const entries = [...snapshot(640), ...snapshot(1_280), part(0, 896)];
    expect(lastOf(plan(entries, { stopPosition: 1_280 }))).toBe('term 1 from 1024');
  });

  it('is -1, at 0, when nothing has begun', () => {
    expect(lastOf(plan([], { stopPosition: 0 }))).toBe('term -1 from 0');
  });
});

describe('a RecoveryError refuses', () => {
  it('a log that was purged behind the place where the replay begins', () => {
    const entries = [...terms, ...snapshot(640), part(0, 1_280, false), part(-1, 1_280, false)];
    const purged = { startPosition: 1_280 };
    expect({
      'behind the snapshot': refusalOf(() => plan(entries, purged), 640, 1_280),
      'without a snapshot': refusalOf(() => plan(terms, purged), 0, 1_280),
      'up to the snapshot': sentenceOf(() => plan([...entries, ...snapshot(1_280)], purged)),
    }).toEqual({
      'behind the snapshot': 'names 640 and 1280',
      'without a snapshot': 'names 0 and 1280',
      'up to the snapshot': 'No RecoveryError came.',
    });
  });

  it('a log that ends before the snapshot', () => {
    const entries = [...terms, ...snapshot(1_280)];
    expect({
      before: refusalOf(() => plan(entries, { stopPosition: 1_152 }), 1_280, 1_152),
      there: sentenceOf(() => plan(entries, { stopPosition: 1_280 })),
    }).toEqual({ before: 'names 1280 and 1152', there: 'No RecoveryError came.' });
  });

  it('a log that ends before its last term begins', () => {
    expect({
      before: refusalOf(() => plan([...terms, term(2, 1_536)], { stopPosition: 1_280 }), 1_536, 1_280),
      there: sentenceOf(() => plan([...terms, term(2, 1_536)], { stopPosition: 1_536 })),
    }).toEqual({ before: 'names 1536 and 1280', there: 'No RecoveryError came.' });
  });

  it('to begin at a position that belongs to no term that is left', () => {
    const rest = [term(1, 1_024), term(2, 1_536)];
    expect({
      'behind the snapshot': refusalOf(() => plan([...rest, ...snapshot(640)]), 640, 1_024),
      'without a snapshot': refusalOf(() => plan(rest), 0, 1_024),
      'without a term': refusalOf(() => plan(snapshot(640)), 640, 2_048),
    }).toEqual({
      'behind the snapshot': 'names 640 and 1024',
      'without a snapshot': 'names 0 and 1024',
      'without a term': 'names 640 and 2048',
    });
  });
});

describe('to invalidate the latest snapshot', () => {
  const invalidIn = (entries: RecordingLog) =>
    tellParts(
      entries.filter((entry): entry is SnapshotEntry => entry.type === 'SNAPSHOT' && !entry.isValid),
    ).sort();
  const entries = [term(0, 0), ...snapshot(640), term(1, 1_024), ...snapshot(1_280), term(2, 1_536, false)];

  it('marks every part of the newest whole one', () => {
    const marked = invalidIn(invalidateLatestSnapshot([...terms, ...snapshot(1_280, 2)], 2));
    expect(marked).toEqual(['part -1 at 1280', 'part 0 at 1280', 'part 1 at 1280']);
  });

  it('goes back by one each time, and passes over half a snapshot', () => {
    const withHalf = [...terms, ...snapshot(640), ...snapshot(1_280), part(0, 1_792)];
    const once = invalidateLatestSnapshot(withHalf, 1);
    const twice = invalidateLatestSnapshot(once, 1);
    const moduleAt = (entries: RecordingLog) =>
      plan(entries).snapshots.find(({ serviceId }) => serviceId === -1)?.logPosition;
    expect([withHalf, once, twice].map(moduleAt)).toEqual([1_280, 640, undefined]);
  });

  it('leaves all entries in their places, and the others as they were', () => {
    const asValid = (log: RecordingLog) =>
      log.map((entry) =>
        entry.type === 'SNAPSHOT' && entry.logPosition === 1_280 ? { ...entry, isValid: true } : entry,
      );
    expect(asValid(invalidateLatestSnapshot(entries, 1))).toEqual(entries);
  });

  it('changes nothing when there is none', () => {
    const none = [...terms, part(0, 1_280), part(0, 1_536)];
    expect(invalidateLatestSnapshot(none, 1)).toEqual(none);
  });
});

it('leaves the recording log that comes in as it was', () => {
  // In an order that whoever sorts in place would change.
  const entries = [...snapshot(1_280), ...snapshot(640), ...terms];
  const copy = structuredClone(entries);
  plan(entries);
  invalidateLatestSnapshot(entries, 1);
  expect(entries).toEqual(copy);
});
