import { afterAll, describe, expect, it } from 'vitest';
import { hashRuns } from './hash-runs.ts';
import { madeHashes } from './said-in-node.ts';
import { loadSystem, readScenarios } from './scenarios.ts';

/** test/e2e/determinism.e2e.ts compares these hashes with those of Chromium. */
const hashes: Record<string, readonly string[]> = {};
const files = readScenarios();
afterAll(() => {
  if (files.every(({ path }) => path in hashes)) madeHashes().keep(JSON.stringify(hashes));
});

describe.each(files)('$path', (file) => {
  it('runs twice alike, event by event, under its own seed and 200 others', async () => {
    const system = await loadSystem(file);
    const once = hashRuns(system, file.text, 200);
    expect(hashRuns(system, file.text, 200)).toEqual(once);
    hashes[file.path] = once;
  });
});

describe('the seeds of a scenario that leaves something to chance', () => {
  it('lead to runs that differ', async () => {
    const file = files.find(({ path }) => path.endsWith('demo/lossy.scenario'))!;
    const hashes = hashRuns(await loadSystem(file), file.text, 200);
    expect(new Set(hashes).size).toBeGreaterThanOrEqual(200);
  });
});
