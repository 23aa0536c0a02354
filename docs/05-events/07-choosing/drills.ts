import { runShop } from '#course/events';
import type { Architecture, FaultSwitch, ShopRun } from '#course/events';

/** Change a drill, or add your own. Each seed strikes at another moment. */
export const drills: Record<string, (seed: number) => FaultSwitch[]> = {
  'nothing fails': () => [],
  'orders dies': (seed) => [down('orders', 455 + 8 * seed)],
  'users dies': (seed) => [down('users', 455 + 8 * seed)],
  'the network is bad': () => [
    {
      kind: 'network',
      loss: 0.1,
      duplication: 0.2,
      reordering: 0.25,
      until: 1500,
    },
  ],
};

const down = (node: string, from: number): FaultSwitch => ({
  kind: 'down',
  node,
  from,
  until: from + 300,
});

/** The whole story of the shop, and what the drill does to it. */
export const run = (shop: Architecture, drill: string, seed: number): ShopRun =>
  runShop(shop, { seed, faults: drills[drill]!(seed) });
