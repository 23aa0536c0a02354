import { raftSystem, type Cluster, type ClusterOptions } from '../../../src/raft/cluster.ts';
import { recovered } from '../../../src/raft/storm/recovered.ts';
import { drawRaftStorm, soonCalm, type RaftStorm } from '../../../src/raft/storm/storm.ts';
import { runScenario, shrink, tellStory, type Failure, type Trace } from '../../../src/sim/index.ts';
import type { PlantedBug } from './planted-bugs/planted.ts';

/** A cluster whose servers have a bug, if one is given. */
export function clusterWith(options: ClusterOptions, { rules, around }: Partial<PlantedBug> = {}): Cluster {
  const system = raftSystem({ ...options, rules: typeof rules === 'function' ? rules(options) : rules });
  return around ? { ...system, program: (node) => around(system.program(node)) } : system;
}

/** The cluster of a storm, and what it promises for the end. */
function clusterIn({ cluster, recovers, peace }: RaftStorm, bug?: PlantedBug): Cluster {
  const system = clusterWith(cluster, bug);
  const hadPeace = ({ script }: Trace) => {
    const lines = new Set(script.map((line) => JSON.stringify(line)));
    return peace.every((line) => lines.has(JSON.stringify(line)));
  };
  return {
    ...system,
    clients: { ...system.clients, retryAfter: 200, tries: 1_000 },
    inTheEnd: (trace, world) =>
      system.inTheEnd?.(trace, world) ??
      (recovers && world.now >= soonCalm && hadPeace(trace) ? recovered(trace, world) : undefined),
  };
}

/** What breaks in the storm of a seed; null when nothing does. Every eighth run refuses states that are changed in place, too. */
export function runStorm(seed: number, bug?: PlantedBug): Failure | null {
  const storm = drawRaftStorm(seed);
  const system = clusterIn(storm, bug);
  const options = { checks: seed % 8 === 0, trace: 'clients' } as const;
  const soon = runScenario(system, { ...storm.scenario, until: soonCalm }, options).failure;
  // A cluster that is late, after a few split votes, has the time that it needs.
  return soon?.of === 'inTheEnd' ? runScenario(system, storm.scenario, options).failure : soon;
}

/** The shortest story that breaks the same, and how to run the storm again. */
export function storyOf(seed: number, bug?: PlantedBug): string {
  const storm = drawRaftStorm(seed);
  const shrunk = shrink(clusterIn(storm, bug), storm.scenario);
  const again = `The whole storm: npm run storm -- --seed ${seed}`;
  if (!shrunk) return `Seed ${seed} failed once and not again: the servers are not deterministic.\n${again}`;
  return `${tellStory(shrunk)}\nThe cluster: ${JSON.stringify(storm.cluster)}\n${again}`;
}

/** @throws Error that tells the story of the first seed that fails */
export function holdInStorms(first: number, count: number): void {
  for (let seed = first; seed < first + count; seed++)
    if (runStorm(seed) !== null) throw new Error(storyOf(seed));
}
