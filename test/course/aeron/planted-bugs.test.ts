import { describe, expect, it } from 'vitest';
import { plantedBugs } from './planted-bugs/index.ts';
import { stormsWith, type PlantedBug } from './planted-bugs/planted.ts';

const mostStorms = 1_000;

/** How many storms it takes; more than there are when none finds it. */
async function stormsUntilFound(bug: PlantedBug): Promise<number> {
  const run = await stormsWith(bug);
  let seed = 1;
  while (seed <= mostStorms && run(seed) === null) seed += 1;
  return seed;
}

describe('a member of a cluster', () => {
  it.each(plantedBugs)(`that $name is found within ${mostStorms} storms`, async (bug) => {
    const n = await stormsUntilFound(bug);
    console.log(bug.name, n, (await stormsWith(bug))(n)?.sentence.slice(0, 250));
    expect(n).toBeLessThanOrEqual(mostStorms);
  });
});
