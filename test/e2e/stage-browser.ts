import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { root } from '../../src/grading/node/root.ts';
import type { StagePage } from './stage-page.tsx';

export interface Looks {
  readonly width?: number;
  readonly motion?: 'reduce' | 'no-preference';
}

/** The stage by itself, as a reader's browser gets it. */
export async function bundleStage() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['test/e2e/stage-page.tsx'],
    bundle: true,
    write: false,
    outdir: 'out',
    format: 'iife',
    jsx: 'automatic',
    minifyWhitespace: true,
    minifySyntax: true,
    // It warns of styles that are composed from two files. Those that are shared have no weight, and their order does not matter.
    logLevel: 'error',
    loader: { '.module.css': 'local-css' },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))!.text;
  return { script: text('.js'), style: text('.css') };
}

export async function openStage(
  browser: Browser,
  { script, style }: Awaited<ReturnType<typeof bundleStage>>,
  shown: StagePage,
  { width = 800, motion = 'reduce' }: Looks = {},
): Promise<{ page: Page; problems: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 1000 }, reducedMotion: motion });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  await page.setContent(
    `<!doctype html><html lang="en" data-theme="light"><head><title>Stage</title><style>${style}</style></head><body><main style="max-width:760px;margin:16px auto;padding:0 16px"><h1>Stage</h1><div id="stage"></div></main></body></html>`,
  );
  await page.addScriptTag({ content: script });
  await page.evaluate(
    (shown) => (window as unknown as { show: (page: StagePage) => void }).show(shown),
    shown,
  );
  await page.getByRole('slider').waitFor();
  return { page, problems };
}

/** Seven servers far from each other, and a client in a hurry: over two hundred messages on their way at once. */
export const crowd: StagePage = {
  servers: 7,
  lines: [
    'latency 350ms to 450ms',
    'at 50ms fire election of n1',
    ...Array.from({ length: 40 }, (_, at) => `at ${1_000 + at * 120}ms client c sends add x 1 to n1`),
    'until 6s',
  ].join('\n'),
  options: { electionTimeout: [3_000, 4_000] },
  at: 2_500,
};
