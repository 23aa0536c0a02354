import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../src/grading/node/root.ts';
import { hashRuns } from '../course/hash-runs.ts';
import { before, madeHashes, type Hashes } from '../course/said-in-node.ts';
import { loadSystem, readScenarios, scenariosModule } from '../course/scenarios.ts';
import { launch } from './browser.ts';

/** Every scenario, under 200 seeds, in Chromium and in Node: the same events, byte for byte. */
const files = readScenarios();
const seeds = 200;
const inNode = before<Hashes>(madeHashes());
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const bundle = await build({
    stdin: {
      contents: `
        ${scenariosModule(files)}
        import { hashRuns } from './test/course/hash-runs.ts';
        import { systemIn } from './test/course/system-in.ts';
        window.hashesOf = (path, seeds) => {
          const { module, text } = scenarios.find((each) => each.path === path);
          return hashRuns(systemIn(module, text), text, seeds);
        };`,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    minify: true,
  });
  browser = await launch();
  page = await browser.newPage();
  await page.evaluate(bundle.outputFiles[0]!.text);
});

afterAll(() => browser?.close());

describe.each(files)('$path', (file) => {
  it(`runs in Chromium as it runs in Node, under its own seed and ${seeds} others`, async () => {
    const inChromium = await page.evaluate(
      ([path, seeds]) =>
        (window as unknown as { hashesOf: (path: string, seeds: number) => string[] }).hashesOf(path, seeds),
      [file.path, seeds] as const,
    );
    expect(inChromium).toEqual(inNode[file.path] ?? hashRuns(await loadSystem(file), file.text, seeds));
  });
});
