import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../sim/index.ts';
import type { Architecture, FaultSwitch } from './architecture.ts';
import { brokenPromises } from './promises.ts';
import { runShop } from './run.ts';
import { allShops } from './shops.ts';

const seeds = [1, 2, 3, 4, 5, 6];

describe.each(allShops)('The shop by $name', (shop) => {
  const { nodes } = shop.system();

  it('keeps its promises when nothing goes wrong', () => holdUnder(shop, () => []));

  it.each(nodes)('keeps its promises when %s is down for a while', (node) =>
    holdUnder(shop, (seed) => [{ kind: 'down', node, from: 150 * seed, until: 150 * seed + 600 }]),
  );

  it.each(nodes)('keeps its promises when %s is cut off for a while', (node) =>
    holdUnder(shop, (seed) => [{ kind: 'cut', node, from: 150 * seed, until: 150 * seed + 600 }]),
  );

  it.each([
    { kind: 'network', loss: 0.3, until: 2500 },
    { kind: 'network', duplication: 0.4, until: 2500 },
    { kind: 'network', reordering: 0.4, until: 2500 },
    { kind: 'network', loss: 0.2, duplication: 0.2, reordering: 0.2, until: 2500 },
  ] as const satisfies readonly FaultSwitch[])('keeps its promises on a bad network: %o', (fault) =>
    holdUnder(shop, () => [fault]),
  );

  it('keeps its promises under faults at random', () => {
    for (let seed = 100; seed < 130; seed++) hold(shop, seed, drawFaults(seed, nodes));
  });
});

function holdUnder(shop: Architecture, faults: (seed: number) => readonly FaultSwitch[]): void {
  for (const seed of seeds) hold(shop, seed, faults(seed));
}

function hold(shop: Architecture, seed: number, faults: readonly FaultSwitch[]): void {
  const run = runShop(shop, { seed, faults });
  expect(brokenPromises(run), `seed ${seed}, ${JSON.stringify(faults)}`).toEqual([]);
  expect(
    run.outcome.requests.filter(({ reply }) => reply === null),
    'Whoever asks again until the faults are over is answered.',
  ).toEqual([]);
}

function drawFaults(seed: number, nodes: readonly string[]): FaultSwitch[] {
  const random = seededRandom(seed);
  const strokes = Array.from({ length: 1 + random.integer(5) }, (): FaultSwitch => {
    const from = random.integer(1400);
    const until = from + 30 + random.integer(900);
    return { kind: random.chance(0.6) ? 'down' : 'cut', node: random.pick(nodes), from, until };
  });
  const chance = () => random.integer(30) / 100;
  const network = { kind: 'network', loss: chance(), duplication: chance(), reordering: chance() } as const;
  return random.chance(0.7) ? [...strokes, { ...network, until: 2500 }] : strokes;
}
