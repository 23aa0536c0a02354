import { describe, expect, it } from 'vitest';
import { command, leading, logOf, node, steps, type ListMessage } from './testing.ts';
import type { Log, Snapshot } from './types.ts';

/**
 * Figure 13 of the paper, and §7 around it. Our snapshot comes in one message: what the figure says of chunks (receiver 2 to 4) has
 * nothing to be true of here.
 */
const { hear, fire, ask } = steps();

const snapshot: Snapshot<readonly string[]> = {
  last: { index: 3, term: 2 },
  members: ['n1', 'n2', 'n3', 'n4'],
  machine: ['c1', 'c2', 'c3'],
  sessions: [{ client: 'ana', request: 3, output: 3 }],
};
const install = (term = 2, of = snapshot): ListMessage => ({
  kind: 'InstallSnapshot',
  term,
  snapshot: of,
  round: 7,
});
const behind = (...entries: Log<string>['entries']): Log<string> => ({ after: snapshot.last, entries });

describe('InstallSnapshot', () => {
  it('is sent to a follower that needs what the leader has discarded (Figure 13, §7)', () => {
    const leader = leading(
      { log: behind(command(2, 4)), snapshot },
      { nextIndex: { n2: 3, n3: 4 }, round: 6 },
    );
    const { sent } = fire(leader, 'heartbeat');
    expect(sent[0]).toEqual(['n2', install()]);
    expect(sent[1]).toMatchObject(['n3', { kind: 'AppendEntries', prevLogIndex: 3, prevLogTerm: 2 }]);
  });

  it('is answered with the term of the follower (Figure 13, results)', () => {
    expect(hear(node({ currentTerm: 5 }), 'n2', install()).sent).toMatchObject([['n2', { term: 5 }]]);
  });

  it('is refused when its term is over (Figure 13, receiver 1)', () => {
    const follower = node({ currentTerm: 5 });
    expect(hear(follower, 'n2', install(4)).server).toBe(follower);
  });

  it('is kept on the disk, in place of an older one, before it is answered (Figure 13, receiver 5)', () => {
    const { server, effects } = hear(node({ currentTerm: 2 }), 'n2', install());
    expect(server.snapshot).toBe(snapshot);
    expect(effects.map(({ kind }) => kind)).toEqual(['persist', 'send', 'setTimer']);
  });

  it('changes nothing when the follower has as much committed: it never goes back (Figure 13, receiver 5)', () => {
    const follower = node({ log: logOf(1, 2, 2, 2), commitIndex: 4, lastApplied: 4, machine: ['newer'] });
    const { server, sent } = hear(follower, 'n2', install());
    expect(server).toMatchObject({ snapshot: null, commitIndex: 4, machine: ['newer'] });
    expect(sent).toMatchObject([['n2', { kind: 'InstallSnapshotReply', matchIndex: 3, round: 7 }]]);
  });

  it('leaves the entries behind it when the log holds its last one (Figure 13, receiver 6)', () => {
    const follower = node({ log: logOf(1, 2, 2, 2), commitIndex: 1, lastApplied: 1 });
    expect(hear(follower, 'n2', install()).server.log).toEqual(behind(command(2, 4)));
  });

  it('takes the place of the whole log when it does not (Figure 13, receiver 7)', () => {
    for (const log of [logOf(1), logOf(1, 1, 1, 1)])
      expect(hear(node({ log, currentTerm: 2 }), 'n2', install()).server.log).toEqual(behind());
  });

  it('sets machine, sessions and members to what they were there (Figure 13, receiver 8)', () => {
    const { server } = hear(node({ currentTerm: 2 }), 'n2', install());
    const { machine, sessions, members } = snapshot;
    expect(server).toMatchObject({ machine, sessions, members, commitIndex: 3, lastApplied: 3 });
  });
});

describe('a snapshot', () => {
  it('is taken by each server for itself, of what it has applied (§7)', () => {
    const { ask: askSoon } = steps({ snapshotAfter: 3 });
    const applied = { log: logOf(1, 1), commitIndex: 2, lastApplied: 2, machine: ['c1', 'c2'] };
    const alone = leading({ ...applied, members: ['n1'], initialMembers: ['n1'] });
    const { server } = askSoon(alone, 'x');
    expect(server.log).toEqual({ after: { index: 3, term: 1 }, entries: [] });
    expect(server.snapshot).toMatchObject({ last: { index: 3, term: 1 }, machine: ['c1', 'c2', 'x'] });
  });

  it('is taken once, as long as nothing more is applied (§7)', () => {
    const follower = node({ log: logOf(1), commitIndex: 1, lastApplied: 1, machine: ['c1'] });
    const { server } = ask(follower, { kind: 'take-snapshot' });
    expect(ask(server, { kind: 'take-snapshot' }).server).toBe(server);
  });

  it('leaves in the log what is not committed yet (§7)', () => {
    const follower = node({ log: logOf(1, 1, 2), commitIndex: 2, lastApplied: 2, machine: ['c1', 'c2'] });
    const { server, told } = ask(follower, { kind: 'take-snapshot' });
    expect(told).toEqual([{ kind: 'done', output: 2 }]);
    expect(server.log).toEqual({ after: { index: 2, term: 1 }, entries: [command(2, 3)] });
    expect(server.snapshot?.machine).toEqual(['c1', 'c2']);
  });

  it('names the members as they were at its last entry, and not those of a change behind it (§7)', () => {
    const change = {
      term: 1,
      kind: 'configuration',
      members: ['n1', 'n2'],
      client: 'adm',
      request: 1,
    } as const;
    const log = { after: { index: 0, term: 0 }, entries: [command(1, 1), change] };
    const follower = node({ log, members: ['n1', 'n2'], commitIndex: 1, lastApplied: 1, machine: ['c1'] });
    const { server } = ask(follower, { kind: 'take-snapshot' });
    expect(server.snapshot?.members).toEqual(['n1', 'n2', 'n3']);
    expect(server.members).toEqual(['n1', 'n2']);
  });
});
