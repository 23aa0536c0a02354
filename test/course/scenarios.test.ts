import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseScenario, printScenario, runScenario, tellRun } from '../../src/sim/index.ts';
import { loadSystem, readScenarios } from './scenarios.ts';

describe.each(readScenarios())('$path', (file) => {
  it('runs as the transcript beside it tells', async () => {
    expect(existsSync(file.transcript), 'Run: npm run examples').toBe(true);
    const system = await loadSystem(file);
    expect(
      tellRun(runScenario(system, parseScenario(file.text, system))),
      'If the change is meant: npm run examples, and read the difference',
    ).toBe(readFileSync(file.transcript, 'utf8'));
  });

  it('is printed as it is read', async () => {
    const scenario = parseScenario(file.text, await loadSystem(file));
    expect(parseScenario(printScenario(scenario))).toEqual(scenario);
  });
});
