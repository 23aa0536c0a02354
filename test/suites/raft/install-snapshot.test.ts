import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  installSnapshot,
  messageFor,
  takeSnapshot,
  type Entry,
  type Log,
  type Server,
  type Snapshot,
} from '#exercise/raft/install-snapshot';

/** The machine of these tests says how far it is. */
const stateAfter = (index: number) => `the state after entry ${index}`;

const entry = (index: number, term: number): Entry => ({ term, command: `entry ${index} of term ${term}` });

/** A log from the beginning, with entries of these terms. */
const log = (...terms: readonly number[]): Log => ({
  after: { index: 0, term: 0 },
  entries: terms.map((term, i) => entry(i + 1, term)),
});

const server = (log: Log, commitIndex: number, lastApplied = commitIndex): Server<string> => ({
  log,
  snapshot: null,
  commitIndex,
  lastApplied,
  machine: stateAfter(lastApplied),
});

const snapshotAt = (index: number, term: number): Snapshot<string> => ({
  last: { index, term },
  machine: stateAfter(index),
});

/** A server that has taken a snapshot, written down: nothing of it comes from the answer. */
const cutAt = (index: number, whole: Server<string>): Server<string> => {
  const { entries } = whole.log;
  const term = entries[index - 1]?.term ?? 0;
  const snapshot = { last: { index, term }, machine: stateAfter(index) };
  return { ...whole, snapshot, log: { after: { index, term }, entries: entries.slice(index) } };
};

const commands = ({ log }: Server<string>) => log.entries.map(({ command }) => command);

const terms = fc
  .array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 8 })
  .map((all) => [...all].sort());
/** A server, at any point of any log. */
const servers = fc
  .tuple(terms, fc.nat(8), fc.nat(8))
  .map(([all, commit, applied]) => [all, Math.min(commit, all.length), applied] as const)
  .map(([all, commit, applied]) => server(log(...all), commit, Math.min(applied, commit)));

describe('a server that takes a snapshot', () => {
  it('notes the state, and index and term of the last entry that is in it', () => {
    const { snapshot, log: rest } = takeSnapshot(server(log(1, 1, 2, 3, 3), 4, 3));
    expect({ snapshot, 'the log begins behind': rest.after }).toEqual({
      snapshot: { last: { index: 3, term: 2 }, machine: stateAfter(3) },
      'the log begins behind': { index: 3, term: 2 },
    });
  });

  it('keeps all entries that its machine has not applied, committed or not', () => {
    const kept = fc.property(servers, (before) => {
      const after = takeSnapshot(structuredClone(before));
      expect(commands(after)).toEqual(commands(before).slice(before.lastApplied));
    });
    fc.assert(kept);
  });

  it('is as far as it was', () => {
    const { commitIndex, lastApplied, machine } = takeSnapshot(server(log(1, 1, 2, 3, 3), 4, 3));
    expect({ commitIndex, lastApplied, machine }).toEqual({
      commitIndex: 4,
      lastApplied: 3,
      machine: stateAfter(3),
    });
  });
});

describe('a snapshot from the leader', () => {
  it('replaces a log that ends before it, or that has another entry in the place of its last one', () => {
    const snapshot = snapshotAt(5, 3);
    expect({
      'a log up to entry 2': commands(installSnapshot(server(log(1, 1), 2), snapshot)),
      'a log up to entry 7, and entry 5 is of term 2': commands(
        installSnapshot(server(log(1, 1, 2, 2, 2, 2, 2), 2), snapshot),
      ),
    }).toEqual({ 'a log up to entry 2': [], 'a log up to entry 7, and entry 5 is of term 2': [] });
  });

  it('leaves the entries behind it in a log that has its last one', () => {
    const after = installSnapshot(server(log(1, 1, 2, 3, 3, 3, 4), 2), snapshotAt(5, 3));
    expect(commands(after)).toEqual(['entry 6 of term 3', 'entry 7 of term 4']);
  });

  it('takes the machine and the commit index forward, whatever becomes of the log', () => {
    const found = [log(1, 1), log(1, 1, 2, 3, 3, 3, 4)].map((before) => {
      const { commitIndex, lastApplied, machine } = installSnapshot(server(before, 2, 1), snapshotAt(5, 3));
      return { commitIndex, lastApplied, machine };
    });
    const forward = { commitIndex: 5, lastApplied: 5, machine: stateAfter(5) };
    expect(found).toEqual([forward, forward]);
  });

  it('is kept, and the log begins behind it', () => {
    const snapshot = snapshotAt(5, 3);
    const found = [log(1, 1), log(1, 1, 2, 3, 3, 3, 4)].map((before) => {
      const after = installSnapshot(server(before, 2), snapshot);
      return { snapshot: after.snapshot, 'the log begins behind': after.log.after };
    });
    const begun = { snapshot: snapshotAt(5, 3), 'the log begins behind': { index: 5, term: 3 } };
    expect(found).toEqual([begun, begun]);
  });

  it('changes nothing when the server knows more to be committed: nothing goes back', () => {
    const whole = server(log(1, 1, 2, 2, 3, 3, 3), 6);
    const cut = cutAt(5, whole);
    const behind = server(log(1, 1, 2, 2, 3, 3, 3), 6, 3);
    expect({
      'the log has its last entry': installSnapshot(whole, snapshotAt(4, 2)),
      'an own snapshot has its last entry': installSnapshot(cut, snapshotAt(4, 2)),
      'the machine has not applied its last entry': installSnapshot(behind, snapshotAt(4, 2)),
    }).toEqual({
      'the log has its last entry': whole,
      'an own snapshot has its last entry': cut,
      'the machine has not applied its last entry': behind,
    });
  });
});

describe('a follower gets', () => {
  const whole = server(log(1, 1, 2, 3, 3, 3), 6);

  it('the entries from its next index on, and the position before them', () => {
    const leader = { ...whole, commitIndex: 5 };
    const [first, middle, none] = [1, 5, 7].map((nextIndex) => messageFor(leader, nextIndex));
    expect({ first, middle, none }).toEqual({
      first: { kind: 'AppendEntries', prevLogIndex: 0, prevLogTerm: 0, entries: leader.log.entries },
      middle: { kind: 'AppendEntries', prevLogIndex: 4, prevLogTerm: 3, entries: [entry(5, 3), entry(6, 3)] },
      none: { kind: 'AppendEntries', prevLogIndex: 6, prevLogTerm: 3, entries: [] },
    });
  });

  it('entries also when the position before them is where the snapshot ends', () => {
    expect(messageFor(cutAt(5, whole), 6)).toEqual({
      kind: 'AppendEntries',
      prevLogIndex: 5,
      prevLogTerm: 3,
      entries: [entry(6, 3)],
    });
  });

  it('the snapshot when it needs an entry that is in it', () => {
    const messages = [1, 2, 3].map((nextIndex) => messageFor(cutAt(3, whole), nextIndex));
    const sent = { kind: 'InstallSnapshot', snapshot: snapshotAt(3, 2) };
    expect(messages).toEqual([sent, sent, sent]);
  });
});

it('a log that was cut before is cut where the whole log would be', () => {
  const same = fc.property(servers, fc.nat(8), fc.integer({ min: 1, max: 3 }), (whole, cut, beyond) => {
    const before = cutAt(Math.min(cut, whole.lastApplied), whole);
    const end = whole.commitIndex + beyond;
    const snapshot = snapshotAt(end, whole.log.entries[end - 1]?.term ?? 3);
    expect({
      'behind a snapshot of its own': commands(takeSnapshot(before)),
      'behind one from the leader': commands(installSnapshot(before, snapshot)),
    }).toEqual({
      'behind a snapshot of its own': commands(takeSnapshot(whole)),
      'behind one from the leader': commands(installSnapshot(whole, snapshot)),
    });
  });
  fc.assert(same);
});

it('leaves the server that came in as it was', () => {
  const before = server(log(1, 1, 2, 3, 3), 3);
  takeSnapshot(before);
  installSnapshot(before, snapshotAt(4, 3));
  messageFor(before, 2);
  expect(before).toEqual(server(log(1, 1, 2, 3, 3), 3));
});
