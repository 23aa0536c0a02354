import { describe, expect, it } from 'vitest';
import { hashRuns } from './hash-runs.ts';
import { loadSystem, readScenarios } from './scenarios.ts';

/** test/e2e/determinism.e2e.ts compares the same hashes with those of Chromium. */
describe.each(readScenarios())('$path', (file) => {
  it('runs twice alike, event by event, under its own seed and 200 others', async () => {
    const system = await loadSystem(file);
    const once = hashRuns(system, file.text, 200);
    expect(hashRuns(system, file.text, 200)).toEqual(once);
  });
});

describe('the seeds of a scenario that leaves something to chance', () => {
  it('lead to runs that differ', async () => {
    const file = readScenarios().find(({ path }) => path.endsWith('demo/lossy.scenario'))!;
    const hashes = hashRuns(await loadSystem(file), file.text, 200);
    expect(new Set(hashes).size).toBeGreaterThanOrEqual(200);
  });
});
