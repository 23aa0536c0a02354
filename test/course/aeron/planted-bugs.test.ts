import { describe, expect, it } from 'vitest';
import { plantedBugs } from './planted-bugs/index.ts';
import { stormsWith, type PlantedBug } from './planted-bugs/planted.ts';

const mostStorms = 500;

/** How many storms it takes; more than there are when none finds it. */
async function stormsUntilFound(bug: PlantedBug): Promise<number> {
  const runStorm = await stormsWith(bug);
  let seed = 1;
  while (seed <= mostStorms && runStorm(seed) === null) seed += 1;
  return seed;
}

describe('a member of a cluster', () => {
  it.each(plantedBugs)(`that $name is found within ${mostStorms} storms`, async (bug) => {
    expect(await stormsUntilFound(bug)).toBeLessThanOrEqual(mostStorms);
  });
});

describe('the catalogue of bugs', () => {
  it('has a name for each, and many of them', () => {
    expect(new Set(plantedBugs.map(({ name }) => name)).size).toBe(plantedBugs.length);
    expect(plantedBugs.length).toBeGreaterThanOrEqual(20);
  });

  it('leaves the model as it is, once it has been looked at', async () => {
    await stormsWith(plantedBugs[0]!);
    const runStorm = await stormsWith({ name: 'does all as it should' });
    expect([1, 2, 3, 21].map((seed) => runStorm(seed))).toEqual([null, null, null, null]);
  });
});
