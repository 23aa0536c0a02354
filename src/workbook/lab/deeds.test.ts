import { describe, expect, it } from 'vitest';
import { readCommand } from '../../raft/index.ts';
import { printIntervention } from '../../sim/index.ts';
import { readDeed } from './command.ts';
import {
  deedsOnMachine,
  deedsOnMessage,
  deedsOnServer,
  freeClient,
  toggleLink,
  type Chosen,
} from './deeds.ts';
import { labKeys } from './keys.ts';

const nodes = ['n1', 'n2', 'n3'];
const chosen: Chosen = {
  node: 'n2',
  nodes,
  status: 'up',
  isCutOff: false,
  isMember: true,
  leader: 'n1',
  administrator: 'admin',
  timer: 'election',
};
const all = (change: Partial<Chosen> = {}) => [
  ...deedsOnMachine({ ...chosen, ...change }),
  ...deedsOnServer({ ...chosen, ...change }),
];
const every = [
  ...all(),
  ...all({ status: 'down', isCutOff: true, isMember: false, leader: null }),
  ...all({ status: 'paused' }),
  ...deedsOnMessage({ from: 'n1', to: 'n2', nth: 4 }),
];

describe('what the lab offers', () => {
  it('fits the server as it is', () => {
    const labels = (change?: Partial<Chosen>) => all(change).map(({ label }) => label);
    expect(labels()).toEqual([
      'Crash',
      'Shut down',
      'Pause',
      'Time out',
      'Cut off',
      'Snapshot',
      'Remove from the cluster',
      'Make it lead',
    ]);
    expect(labels({ status: 'down' })).toEqual([
      'Start again',
      'Cut off',
      'Remove from the cluster',
      'Make it lead',
    ]);
    expect(labels({ status: 'paused', isCutOff: true, leader: 'n2' })).toEqual([
      'Crash',
      'Shut down',
      'Go on',
      'Time out',
      'Rejoin',
      'Remove from the cluster',
    ]);
    expect(labels({ isMember: false })).toContain('Add to the cluster');
  });

  it('can all be written as a line, too', () => {
    for (const what of [...every.flatMap(({ does }) => does), toggleLink('n1', 'n3', false)]) {
      const [line] = printIntervention(what);
      expect(() => readDeed(line!, { nodes, readCommand }), line).not.toThrow();
    }
  });

  it('asks in the name of a client that waits for no answer', () => {
    expect(freeClient('c', [])).toBe('c1');
    expect(freeClient('c', ['c1', 'c3', 'admin'])).toBe('c2');
    expect(freeClient('admin', ['c1', 'admin'])).toBe('admin2');
  });

  it('has a key of its own for each, which the help names', () => {
    const help: readonly string[] = labKeys.flatMap(({ keys }) => keys.map((key) => key.toLowerCase()));
    for (const { key } of every) expect(help).toContain(key);
    for (const deeds of [all(), deedsOnMessage({ from: 'n1', to: 'n2', nth: 4 })]) {
      const keys = deeds.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});
