import { describe, expect, it } from 'vitest';
import { discardUpTo } from './log.ts';
import { changeUnderWay, hasLeft, membersAfter, membersAt, refuseChange } from './membership.ts';
import { command, logOf, node } from './testing.ts';
import type { Entry, Log } from './types.ts';

const change = (term: number, ...members: string[]): Entry<string> => ({
  term,
  kind: 'configuration',
  members,
  client: 'adm',
  request: 1,
});
const log = (...entries: Entry<string>[]): Log<string> => ({ after: { index: 0, term: 0 }, entries });

describe('membersAt', () => {
  const server = node({ log: log(command(1, 1), change(1, 'n1', 'n2'), command(1, 3)) });

  it('is the latest configuration up to an index, or who was there at first', () => {
    expect(membersAt(server, 1)).toEqual(['n1', 'n2', 'n3']);
    expect(membersAt(server, 2)).toEqual(['n1', 'n2']);
    expect(membersAt(server, 3)).toEqual(['n1', 'n2']);
  });

  it('is what the snapshot says, when the configuration was discarded with the log before it', () => {
    const last = { index: 2, term: 1 };
    const snapshot = { last, members: ['n1', 'n2'], machine: [], sessions: [] };
    expect(membersAt({ ...server, snapshot, log: discardUpTo(server.log, last) }, 3)).toEqual(['n1', 'n2']);
  });
});

describe('membersAfter', () => {
  const before = node({ log: logOf(1) });

  it('follows a configuration from the moment that it is stored', () => {
    expect(membersAfter(before, log(command(1, 1), change(1, 'n1', 'n2'), command(1, 3)))).toEqual([
      'n1',
      'n2',
    ]);
    expect(membersAfter(before, logOf(1, 1, 1))).toBe(before.members);
  });

  it('goes back to the one before when it is overwritten', () => {
    const changed = node({ log: log(command(1, 1), change(1, 'n1', 'n2')), members: ['n1', 'n2'] });
    expect(membersAfter(changed, logOf(1, 2))).toEqual(['n1', 'n2', 'n3']);
  });
});

describe('hasLeft', () => {
  const out = log(command(1, 1), change(1, 'n2', 'n3'));

  it('is so once the configuration without the server is committed, and not before', () => {
    expect(hasLeft(node({ log: out, members: ['n2', 'n3'], commitIndex: 1 }))).toBe(false);
    expect(hasLeft(node({ log: out, members: ['n2', 'n3'], commitIndex: 2 }))).toBe(true);
    expect(hasLeft(node())).toBe(false);
  });

  it('is so for a server that nobody has taken in yet', () => {
    expect(hasLeft(node({ members: ['n2', 'n3'], initialMembers: ['n2', 'n3'] }))).toBe(true);
  });
});

describe('refuseChange', () => {
  it('wants an entry of the leader’s own term committed first (the correction of 2015)', () => {
    expect(refuseChange(logOf(1, 2), 1, 2)).toMatch(/committed nothing in its term yet/);
    expect(refuseChange(logOf(1, 2), 2, 2)).toBeNull();
  });

  it('wants one change committed before the next', () => {
    const changing = log(command(1, 1), change(1, 'n1', 'n2'), command(1, 3));
    expect(refuseChange(changing, 1, 1)).toMatch(/not committed yet/);
    expect(changeUnderWay(changing, 1)).toMatchObject({ members: ['n1', 'n2'] });
    expect(refuseChange(changing, 2, 1)).toBeNull();
    expect(changeUnderWay(changing, 2)).toBeUndefined();
  });
});
