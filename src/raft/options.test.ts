import { describe, expect, it } from 'vitest';
import { list, node, requestVote, steps } from './testing.ts';
import { raftServer } from './step.ts';

describe('raftServer', () => {
  it('refuses a leader that is taken for dead between two heartbeats', () => {
    expect(() => raftServer(list, { heartbeatEvery: 200 })).toThrow(
      'A leader that is heard every 200 ms is taken for dead after 150 ms. Make the election time-out several times longer.',
    );
  });

  it('refuses counts of nothing', () => {
    expect(() => raftServer(list, { snapshotAfter: 0 })).toThrow('snapshotAfter is 1 or more, and 0 is not.');
    expect(() => raftServer(list, { maxSessions: Number.NaN })).toThrow('maxSessions is 1 or more');
    expect(() => raftServer(list, { snapshotAfter: Infinity })).not.toThrow();
  });

  it('decides by other rules where it is given some', () => {
    const { hear } = steps({ rules: { grantVote: () => true } });
    const voter = node({ currentTerm: 1, votedFor: 'n3' });
    expect(hear(voter, 'n2', requestVote(1, 0, 0)).server.votedFor).toBe('n2');
  });

  it('starts with some of the nodes as members, and the others wait', () => {
    const program = raftServer(list, { members: ['n1', 'n2'] });
    expect(program.init('n3', ['n1', 'n2', 'n3'])).toMatchObject({ self: 'n3', members: ['n1', 'n2'] });
  });
});
