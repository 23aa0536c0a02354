import { createWorld, type World, type WorldOptions } from '../../../src/sim/index.ts';
import {
  raftServer,
  type Administration,
  type Message,
  type Reply,
  type Server,
} from '../../../src/raft/index.ts';
import { sum, type Add } from './bare.ts';

type Options = WorldOptions<Server<number, Add>, Message<number, Add>, Add | Administration, Reply>;

/** Of these, with 5 to 15 ms on each way and four ways to a commit, some 80 are under way at a time. */
const requestsPerMs = 2;

/**
 * Three servers in a simulated world: with timers, a disk, and clients that are asked when they like. Gives how many messages, requests
 * and replies arrived.
 */
export function inWorld(
  commits: number,
  snapshotAfter: number,
  options: Pick<Options, 'trace' | 'checks'>,
  watch: (world: World) => (() => string | undefined) | undefined = () => undefined,
): number {
  const names = ['n1', 'n2', 'n3'];
  const program = raftServer(sum, { snapshotAfter });
  const world = createWorld<Server<number, Add>, Message<number, Add>, Add | Administration, Reply>({
    seed: 1,
    nodes: Object.fromEntries(names.map((name) => [name, program])),
    script: [{ at: 1, do: { kind: 'fire', node: 'n1', timer: 'election' } }],
    ...options,
  });
  const stopIf = watch(world);
  const runUntil = (until: number) => {
    const broken = world.run({ until, budget: Infinity, stopIf });
    if (broken !== undefined) throw new Error(broken);
  };
  for (let asked = 0; asked < commits; asked++) {
    if (asked % requestsPerMs === 0) runUntil(100 + asked / requestsPerMs);
    world.do({ kind: 'request', client: 'c', to: 'n1', command: { add: asked } });
  }
  runUntil(world.now + 200);
  if (world.state('n1').lastApplied !== commits + 1) throw new Error('The world did not commit everything.');
  if (options.trace && world.trace().omitted > 0) throw new Error('The trace is not whole.');
  return world.delivered;
}
