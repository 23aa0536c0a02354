import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { root } from '../../../src/grading/node/root.ts';
import { clusterFor } from '../../../src/raft/setup.ts';
import { parseScenario, runScenario } from '../../../src/sim/index.ts';
import { plantedBugs } from './planted-bugs/index.ts';
import type { PlantedBug } from './planted-bugs/planted.ts';
import { clusterWith, runStorm } from './storms.ts';

const mostStorms = 2_000;

/** How many storms it takes; more than there are when none finds it. */
function stormsUntilFound(bug: PlantedBug): number {
  let seed = 1;
  while (seed <= mostStorms && runStorm(seed, bug) === null) seed += 1;
  return seed;
}

function breaks(scenario: string, bug?: PlantedBug): boolean {
  const text = readFileSync(`${root}/src/raft/scenarios/${scenario}.scenario`, 'utf8');
  const parsed = parseScenario(text);
  const system = clusterWith(clusterFor(parsed), bug);
  return runScenario(system, parseScenario(text, system)).failure !== null;
}

describe('a server of Raft', () => {
  const byScenario = plantedBugs.filter(({ scenario }) => scenario !== undefined);
  it.each(byScenario)('that $name breaks the promises in the scenario $scenario', (bug) => {
    expect(breaks(bug.scenario!)).toBe(false);
    expect(breaks(bug.scenario!, bug)).toBe(true);
  });

  const byStorm = plantedBugs.filter(({ scenario }) => scenario === undefined);
  it.each(byStorm)(`that $name is found within ${mostStorms} storms`, (bug) => {
    expect(stormsUntilFound(bug)).toBeLessThanOrEqual(mostStorms);
  });
});

describe('the catalogue of bugs', () => {
  it('has a name for each, and many of them', () => {
    expect(new Set(plantedBugs.map(({ name }) => name)).size).toBe(plantedBugs.length);
    expect(plantedBugs.length).toBeGreaterThanOrEqual(50);
  });
});
