/**
 * `npm run bench:types`: types in the editor, on the built site (`npm run build` first, with the same LOCKSTEP_BASE_URL),
 * in headless Chromium, medians. Cold means a new browser: nothing cached, nothing compiled.
 */
import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { root } from '../../src/grading/node/root.ts';
import { launch } from '../../test/e2e/browser.ts';
import { readExamples } from '../../test/course/examples.ts';
import { lessonPath } from '../../test/e2e/paths.ts';
import { serveCounted } from './serve.ts';

const RUNS = Number(process.argv[2] ?? 5);
const EDITS = 9;

if (!existsSync(`${root}/build/index.html`)) throw new Error('There is no build yet. Run: npm run build');
const base = process.env['LOCKSTEP_BASE_URL'] ?? '/';
const server = await serveCounted(`${root}/build`, base);
const url = server.origin + base + lessonPath(readExamples()[0]!.lesson);

/** Times in milliseconds, sizes in bytes after gzip. */
async function once() {
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(watch);
    await page.goto(url, { waitUntil: 'networkidle' });
    const region = page.getByRole('region', { name: /^Live example: / }).first();
    await region.scrollIntoViewIfNeeded();
    const editor = region.locator('.cm-content[contenteditable="true"]');
    await editor.waitFor();
    await page.waitForTimeout(1_500);
    server.takeRequests();

    await page.evaluate(() => (window as unknown as Watched).begin());
    await editor.focus();
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.insertText("const first: number = 'one';\n");
    const cold = await underlined(page, 1, 'focusedAt');
    const longestTask = await page.evaluate(() => (window as unknown as Watched).longestTask);
    const requests = server.takeRequests();
    const weigh = (ofWorker: boolean) =>
      requests
        .filter(({ path }) => path.includes('/language/') === ofWorker)
        .reduce((sum, { gzip }) => sum + gzip, 0);

    const edits: number[] = [];
    for (let edit = 0; edit < EDITS; edit++) {
      await page.waitForTimeout(600);
      await page.keyboard.insertText(`const n${edit}: number = 'one';\n`);
      edits.push(await underlined(page, edit + 2, 'typedAt'));
    }
    return { cold, edit: median(edits), longestTask, worker: weigh(true), page: weigh(false) };
  } finally {
    await browser.close();
  }
}

interface Watched {
  focusedAt: number;
  typedAt: number;
  longestTask: number;
  begin(): void;
}

/** Runs in the page: takes the times where they happen. */
function watch() {
  const watched = window as unknown as Watched;
  Object.assign(watched, { focusedAt: 0, typedAt: 0, longestTask: 0 });
  watched.begin = () => {
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        watched.longestTask = Math.max(watched.longestTask, duration);
    }).observe({ type: 'longtask' });
    document.addEventListener('focusin', () => (watched.focusedAt ||= performance.now()), true);
    document.addEventListener('beforeinput', () => (watched.typedAt = performance.now()), true);
  };
}

/** Resolves with the milliseconds since then, once so many errors are underlined. */
async function underlined(page: Page, count: number, since: 'focusedAt' | 'typedAt'): Promise<number> {
  const handle = await page.waitForFunction(
    ([count, since]) => {
      const lines = document.querySelectorAll('.cm-lintRange-error').length;
      return lines >= (count as number)
        ? performance.now() - (window as unknown as Watched)[since as 'typedAt']
        : 0;
    },
    [count, since] as const,
    { polling: 'raf', timeout: 60_000 },
  );
  return (await handle.jsonValue()) as number;
}

const all: Awaited<ReturnType<typeof once>>[] = [];
for (let run = 0; run < RUNS; run++) all.push(await once());
server.close();

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

function show(name: string, figure: keyof (typeof all)[number], unit: string, bound?: number) {
  const value = median(all.map((each) => each[figure]));
  console.log(
    `${name.padEnd(44)} ${value.toFixed(0).padStart(8)} ${unit}` +
      (bound === undefined ? '' : `  bound ${bound}  ${value <= bound ? 'met' : 'MISSED'}`),
  );
}

show('focus to the first diagnostics, cold', 'cold', 'ms', 2_500);
show('keystroke to its diagnostics', 'edit', 'ms', 150);
show('longest task while the service loads', 'longestTask', 'ms');
show('bytes of the language worker, gzip', 'worker', 'B ');
show('bytes of the page’s part of it, gzip', 'page', 'B ');
