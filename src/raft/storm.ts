import { randomStream } from '../sim/streams.ts';
import type { Intervention, Latency, NodeId, Random, Scenario, ScriptLine, Time } from '../sim/index.ts';
import type { ClusterOptions } from './cluster.ts';

/** A cluster and what happens to it, all of it drawn from one seed. */
export interface RaftStorm {
  readonly cluster: ClusterOptions;
  readonly scenario: Scenario;
}

/** When the storm is over, when most clusters have come to themselves, and when every one must have. */
const over: Time = 1_200;
export const soonCalm: Time = over + 500;
const calm: Time = over + 10_000;

/**
 * Each storm has some kinds of trouble and not others, so that no kind hides what another would find (Groce and others 2012, "Swarm
 * Testing"). When it is over everything is whole again: then the cluster must come to itself.
 */
export function drawRaftStorm(seed: number): RaftStorm {
  const random = randomStream(seed, 'raft storm');
  const size = random.pick([3, 3, 3, 4, 5, 5, 5, 6, 7]);
  const servers = names('n', Math.min(7, size + random.pick([0, 0, 1, 2])));
  const clients = names('c', 2 + random.integer(4));
  const trouble = [
    ...settings(random, servers),
    ...troubles(random, servers),
    ...crashesWithinSteps(random, servers),
    ...administration(random, servers, size),
    ...requests(random, clients, servers),
  ];
  const script = [...trouble, ...peace(servers, trouble)].sort((one, other) => one.at - other.at);
  return {
    cluster: {
      servers,
      members: servers.slice(0, size),
      // Without it, a server that was removed, and does not know it, disturbs the others for ever.
      preVote: random.chance(0.7) || trouble.some(({ do: what }) => isChange(what)),
      reads: random.chance(0.8) ? 'read-index' : 'log',
      snapshotAfter: random.pick([2, 4, 8, 1_000]),
      entriesPerMessage: random.pick([1, 2, 64]),
      maxSessions: random.pick([clients.length, 1_000]),
    },
    scenario: { title: `Storm ${seed}`, system: '', seed, nodes: servers, script, until: calm },
  };
}

const names = (letter: string, count: number): NodeId[] =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);

const line = (at: Time, what: Intervention): ScriptLine => ({ at, do: what });

/** From one time to another, both included. */
const between = (random: Random, from: Time, to: Time): Time => from + random.integer(to - from + 1);

/** At times that are `every` apart on the average, while the storm lasts. */
function times(random: Random, every: Time): Time[] {
  const drawn: Time[] = [];
  for (let at = random.integer(every); at < over; at += 1 + random.integer(2 * every)) drawn.push(at);
  return drawn;
}

const isChange = (what: Intervention): boolean =>
  what.kind === 'request' && /^(?:add|remove) n\d$/.test(String(what.command));

/** How the network, the disks and the clocks are all the time. */
function settings(random: Random, servers: readonly NodeId[]): ScriptLine[] {
  const latency = random.pick<Latency>([
    { kind: 'constant', ms: 10 },
    { kind: 'uniform', from: 1, to: 20 },
    { kind: 'uniform', from: 5, to: 60 },
    { kind: 'exponential', mean: 15 },
  ]);
  const rough = {
    latency,
    loss: random.pick([0, 0, 0.02, 0.1, 0.25]),
    duplication: random.pick([0, 0, 0.05, 0.3]),
    reordering: random.pick([0, 0, 0.1, 0.5]),
  };
  const disk = { unsynced: random.pick(['lost', 'kept', 'some'] as const), torn: random.pick([0, 0.5, 1]) };
  const clocks = random.chance(0.3) ? servers : [];
  return [
    line(0, { kind: 'network', faults: rough }),
    line(0, { kind: 'disk', faults: disk }),
    ...clocks.map((node) => {
      const faults = { ahead: between(random, -500, 500), drift: between(random, -100_000, 100_000) };
      return line(0, { kind: 'clock', node, faults });
    }),
  ];
}

/** Crashes, pauses, cuts and partitions between events. */
function troubles(random: Random, servers: readonly NodeId[]): ScriptLine[] {
  return (['crashes', 'pauses', 'cuts', 'partitions'] as const).flatMap((of) => {
    if (random.chance(0.5)) return [];
    const every = random.pick([150, 300, 600]);
    const [shortest, longest] = random.pick([
      [10, 100],
      [100, 400],
      [300, 1_000],
    ] as const);
    const storm = { kind: 'storm', of, every, lasting: [shortest, longest], until: over } as const;
    // With many servers it takes more to hit one that matters.
    return [line(0, { ...storm, every: Math.ceil((every * 4) / servers.length) })];
  });
}

/** Crashes between two effects of a step, each followed by a restart some time later. */
function crashesWithinSteps(random: Random, servers: readonly NodeId[]): ScriptLine[] {
  if (random.chance(0.4)) return [];
  return times(random, random.pick([100, 200, 500])).flatMap((at) => {
    const node = random.pick(servers);
    const effect = random.pick(['send', 'persist', 'append', 'apply', 'reply', 'setTimer'] as const);
    const point = random.pick([{ before: effect }, { after: effect }, { after: random.integer(5) }]);
    const restart = at + between(random, 20, 300);
    return [line(at, { kind: 'crash', node, point }), line(restart, { kind: 'restart', node })];
  });
}

/** Elections out of turn, snapshots, a leader that hands over, servers that come and go. */
function administration(random: Random, servers: readonly NodeId[], size: number): ScriptLine[] {
  const lines: ScriptLine[] = [];
  const ask = (at: Time, words: string) =>
    lines.push(line(at, { kind: 'request', client: 'admin', to: random.pick(servers), command: words }));
  if (random.chance(0.5))
    for (const at of times(random, random.pick([100, 300])))
      lines.push(line(at, { kind: 'fire', node: random.pick(servers), timer: 'election' }));
  if (random.chance(0.4)) for (const at of times(random, 400)) ask(at, 'snapshot');
  if (random.chance(0.3)) for (const at of times(random, 500)) ask(at, `transfer to ${random.pick(servers)}`);
  if (size < servers.length || random.chance(0.3))
    for (const at of times(random, 250))
      ask(at, `${random.chance(0.5) ? 'add' : 'remove'} ${random.pick(servers)}`);
  return lines;
}

function requests(random: Random, clients: readonly NodeId[], servers: readonly NodeId[]): ScriptLine[] {
  const keys = random.pick([['x'], ['x', 'y'], ['x', 'y', 'z']]);
  const command = () => {
    const key = random.pick(keys);
    const [first, second] = [random.integer(4), random.integer(4)];
    return random.pick([
      `get ${key}`,
      `get ${key}`,
      `add ${key} 1`,
      `add ${key} 1`,
      `set ${key} ${first}`,
      `cas ${key} ${first} ${second}`,
    ]);
  };
  return clients.flatMap((client) =>
    times(random, random.pick([100, 200, 400])).map((at) =>
      line(at, { kind: 'request', client, to: random.pick(servers), command: command() }),
    ),
  );
}

/** Everything is whole again. A server whose crash still waits for its effect is shut down, so that it waits no more. */
const peace = (servers: readonly NodeId[], script: readonly ScriptLine[]): ScriptLine[] => [
  line(over, { kind: 'heal-all' }),
  line(over, { kind: 'network', faults: quiet }),
  ...servers.map((node) => line(over, { kind: 'resume', node })),
  ...servers
    .filter((node) => script.some(({ do: what }) => what.kind === 'crash' && what.node === node))
    .flatMap((node) => [line(over, { kind: 'restart', node }), line(over, { kind: 'stop', node })]),
  ...servers.map((node) => line(over, { kind: 'restart', node })),
];

const quiet = { latency: { kind: 'constant', ms: 5 }, loss: 0, duplication: 0, reordering: 0 } as const;
