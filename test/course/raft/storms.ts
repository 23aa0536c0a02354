import { raftSystem, type Cluster, type ClusterOptions } from '../../../src/raft/cluster.ts';
import { recovered } from '../../../src/raft/recovered.ts';
import { drawRaftStorm, type RaftStorm } from '../../../src/raft/storm.ts';
import { runScenario, shrink, tellStory, type Failure } from '../../../src/sim/index.ts';

/** The cluster of a storm, with what it promises. `changes`: a bug that the storm is to find. */
export function clusterIn({ cluster }: RaftStorm, changes: ClusterOptions = {}): Cluster {
  const system = raftSystem({ ...cluster, ...changes });
  return {
    ...system,
    inTheEnd: (trace, world) => system.inTheEnd?.(trace, world) ?? recovered(trace, world),
  };
}

/** What breaks in the storm of a seed; null when nothing does. Every eighth run refuses states that are changed in place, too. */
export function runStorm(seed: number, changes?: ClusterOptions): Failure | null {
  const storm = drawRaftStorm(seed);
  return runScenario(clusterIn(storm, changes), storm.scenario, { checks: seed % 8 === 0 }).failure;
}

/** The shortest story that breaks the same, and how to run the storm again. */
export function storyOf(seed: number, changes?: ClusterOptions): string {
  const storm = drawRaftStorm(seed);
  const shrunk = shrink(clusterIn(storm, changes), storm.scenario);
  const again = `The whole storm: npm run storm -- --seed ${seed}`;
  if (!shrunk) return `Seed ${seed} failed once and not again: the servers are not deterministic.\n${again}`;
  return `${tellStory(shrunk)}\nThe cluster: ${JSON.stringify(storm.cluster)}\n${again}`;
}

/** @throws Error that tells the story of the first seed that fails */
export function holdInStorms(first: number, count: number): void {
  for (let seed = first; seed < first + count; seed++)
    if (runStorm(seed) !== null) throw new Error(storyOf(seed));
}
