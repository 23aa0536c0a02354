import { randomStream } from '../../sim/streams.ts';
import type { NodeId, Scenario, Script, ScriptLine, Time } from '../../sim/index.ts';
import type { ClusterOptions } from '../cluster.ts';
import { line, over } from './draw.ts';
import { crashesWithinSteps, lateMessages, overthrows, settings, troubles } from './faults.ts';
import { administration, requests } from './load.ts';

/** A cluster and what happens to it, all of it drawn from one seed. */
export interface RaftStorm {
  readonly cluster: ClusterOptions;
  readonly scenario: Scenario;
  /**
   * Whether the cluster comes to itself in the end. Without pre-votes, a server that was removed and does not know it goes on beginning
   * terms, for ever (dissertation §4.2.3).
   */
  readonly recovers: boolean;
  /** What makes everything whole again when the storm is over. */
  readonly peace: Script;
}

/** When most clusters have come to themselves after the storm, and when every one must have. */
export const soonCalm: Time = over + 500;
const calm: Time = over + 10_000;

/**
 * Each storm has some kinds of trouble and not others, so that no kind hides what another would find (Groce and others 2012, "Swarm
 * Testing"). When it is over everything is whole again, and the cluster must come to itself.
 */
export function drawRaftStorm(seed: number): RaftStorm {
  const random = randomStream(seed, 'raft storm');
  const size = random.pick([3, 3, 3, 4, 5, 5, 5, 6, 7]);
  const changesMembers = random.chance(0.5);
  const servers = names('n', Math.min(7, size + (changesMembers ? random.integer(3) : 0)));
  const clients = names('c', 2 + random.integer(4));
  const isOverthrown = random.chance(0.5);
  const trouble = [
    ...settings(random, servers),
    ...(isOverthrown ? overthrows(random, servers, changesMembers) : troubles(random, servers)),
    ...crashesWithinSteps(random, servers),
    ...lateMessages(random, servers),
    ...administration(random, servers, changesMembers),
    ...requests(random, clients, servers),
  ];
  const peace = makePeace(servers, trouble);
  const script = [...trouble, ...peace].sort((one, other) => one.at - other.at);
  const preVote = random.chance(isOverthrown ? 0.2 : 0.7);
  return {
    peace,
    recovers: preVote || !changesMembers,
    cluster: {
      servers,
      members: servers.slice(0, size),
      preVote,
      reads: random.chance(0.8) ? 'read-index' : 'log',
      snapshotAfter: random.pick([2, 4, 8, 1_000]),
      entriesPerMessage: random.pick([1, 1, 2, 64]),
      maxSessions: random.pick([clients.length + 2, 1_000]),
    },
    scenario: { title: `Storm ${seed}`, system: '', seed, nodes: servers, script, until: calm },
  };
}

const names = (letter: string, count: number): NodeId[] =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);

/** A server whose crash still waits for its effect is shut down, so that it waits no more. */
const makePeace = (servers: readonly NodeId[], script: readonly ScriptLine[]): ScriptLine[] => [
  line(over, { kind: 'heal-all' }),
  line(over, { kind: 'network', faults: quiet }),
  ...servers.map((node) => line(over, { kind: 'resume', node })),
  ...servers
    .filter((node) => script.some(({ do: what }) => what.kind === 'crash' && what.node === node))
    .flatMap((node) => [line(over, { kind: 'restart', node }), line(over, { kind: 'stop', node })]),
  ...servers.map((node) => line(over, { kind: 'restart', node })),
];

const quiet = { latency: { kind: 'constant', ms: 5 }, loss: 0, duplication: 0, reordering: 0 } as const;
