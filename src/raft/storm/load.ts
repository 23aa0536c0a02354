import type { NodeId, Random, ScriptLine, Time } from '../../sim/index.ts';
import { line, times } from './draw.ts';

/** What clients ask of the machine, of whichever server. */
export function requests(
  random: Random,
  clients: readonly NodeId[],
  servers: readonly NodeId[],
): ScriptLine[] {
  const keys = random.pick([['x'], ['x', 'y'], ['x', 'y', 'z']]);
  const command = () => {
    const key = random.pick(keys);
    const [first, second] = [random.integer(4), random.integer(4)];
    const [get, add] = [`get ${key}`, `add ${key} 1`];
    return random.pick([get, get, add, add, `set ${key} ${first}`, `cas ${key} ${first} ${second}`]);
  };
  return clients.flatMap((client) =>
    times(random, random.pick([80, 150, 300])).map((at) =>
      line(at, { kind: 'request', client, to: random.pick(servers), command: command() }),
    ),
  );
}

/** Elections out of turn, snapshots, leaders that hand over, servers that come and go. */
export function administration(
  random: Random,
  servers: readonly NodeId[],
  changesMembers: boolean,
): ScriptLine[] {
  const ask = (at: Time, words: string) =>
    line(at, { kind: 'request', client: 'admin', to: random.pick(servers), command: words });
  /** In some storms, at some times. */
  const sometimes = (chance: number, every: readonly Time[], what: (at: Time) => ScriptLine): ScriptLine[] =>
    random.chance(chance) ? times(random, random.pick(every)).map(what) : [];
  return [
    ...sometimes(0.4, [100, 300], (at) =>
      line(at, { kind: 'fire', node: random.pick(servers), timer: 'election' }),
    ),
    ...sometimes(0.5, [50, 200], (at) => ask(at, 'snapshot')),
    ...sometimes(0.3, [200, 500], (at) => ask(at, `transfer to ${random.pick(servers)}`)),
    ...sometimes(changesMembers ? 1 : 0, [60, 120, 250], (at) => ask(at, change(random, servers))),
  ];
}

export const change = (random: Random, servers: readonly NodeId[]): string =>
  `${random.pick(['add', 'remove'])} ${random.pick(servers)}`;
