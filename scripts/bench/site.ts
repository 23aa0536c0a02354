/**
 * `npm run bench:site`: what a lesson costs its reader on a phone, and how fast search answers. Lighthouse mobile, headless
 * Chromium, against a build served with gzip on the loopback; medians. `npm run bench:site -- 9` takes nine runs.
 */
import { readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { launch, launchOptions } from '../../test/e2e/browser.ts';
import { readEdition } from '../../src/plugins/offline.ts';
import { serveFolder } from '../serve-folder.ts';
import { median } from './frames.ts';
import { labFrames, longestWhileTheLabComes } from './lab.ts';
import { buildSites, lessonPaths, lessonScripts, loadedBy } from './lesson-scripts.ts';
import { lighthouse, lost, type Report } from './lighthouse/run.ts';

const RUNS = Number(process.argv[2] ?? 5);
const sites = buildSites();
const served = await serveFolder(sites.ours, { gzip: true });
/** A figure, a live example and an exercise. */
const lesson = lessonPaths().find((path) => path.endsWith('/deterministic-state-machines/'))!;

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const say = (name: string, value: string, bound = '', met = true) =>
  console.log(`${name.padEnd(44)} ${value.padStart(12)}  ${bound && `${bound}  ${met ? 'met' : 'MISSED'}`}`);

console.log(`Lighthouse mobile, median of ${RUNS}, ${lesson}`);
const reports: Report[] = [];
for (let run = 0; run < RUNS; run++) {
  reports.push(await lighthouse(served.origin + lesson, launchOptions().executablePath!));
}
for (const [category, bound] of [
  ['performance', 95],
  ['accessibility', 100],
  ['best-practices', 100],
] as const) {
  const score = median(reports.map(({ categories }) => Math.round(categories[category]!.score * 100)));
  say(category, `${score}`, `at least ${bound}`, score >= bound);
  const missed = new Map(
    reports.flatMap((report) => lost(report, category)).map((audit) => [audit.id, audit]),
  );
  for (const { id, title, displayValue = '' } of missed.values()) {
    console.log(`    ${id}: ${title} ${displayValue}`);
  }
}
const metric = (id: string) => median(reports.map(({ audits }) => audits[id]!.numericValue!));
const shift = Math.max(...reports.map(({ audits }) => audits['cumulative-layout-shift']!.numericValue!));
say('layout shift, the worst of all runs', shift.toFixed(4), 'at most 0', shift === 0);
for (const id of [
  'first-contentful-paint',
  'largest-contentful-paint',
  'speed-index',
  'total-blocking-time',
]) {
  say(id.replaceAll('-', ' '), `${metric(id).toFixed(0)} ms`);
}

console.log('\nBytes, gzip, of that page before anyone touches it');
const loaded = await loadedBy(sites.ours, lesson);
for (const [ending, bytes] of Object.entries(loaded)) say(ending, kilobytes(bytes));
say('together', kilobytes(Object.values(loaded).reduce((a, b) => a + b, 0)));
const scripts = await lessonScripts(sites);
const ratio = scripts.lesson / scripts.bare;
for (const [chapter, bytes] of Object.entries(scripts.chapters))
  say(`JavaScript of the heaviest lesson of ${chapter}`, kilobytes(bytes));
say('JavaScript of a bare Docusaurus page', kilobytes(scripts.bare));
say('the one over the other', ratio.toFixed(3), 'at most 1.1', ratio <= 1.1);

const gzip = (file: string) => gzipSync(readFileSync(`${sites.ours}/${file}`), { level: 9 }).length;
const { ahead, late } = readEdition(sites.ours);
const files = ahead.map(({ url }) => (url.endsWith('/') ? `${url}index.html` : url));
say(
  `kept for reading offline, ${files.length} files`,
  kilobytes(files.reduce((sum, file) => sum + gzip(file), 0)),
);
if (late.length > 0) {
  const bytes = late.reduce((sum, file) => sum + statSync(`${sites.ours}/${file}`).size, 0);
  say(`kept once used, ${late.length} files, as they are`, kilobytes(bytes));
}

console.log(`\nSearch, median of ${RUNS}`);
say('index', kilobytes(gzip('search-index.json')));

/** From the last keystroke to the frame that shows a result, in milliseconds, measured in the page. */
async function firstResult(isWarm: boolean): Promise<number> {
  const browser = await launch();
  try {
    const page: Page = await browser.newPage({ serviceWorkers: 'block' });
    await page.goto(served.origin + lesson, { waitUntil: 'networkidle' });
    const box = page.getByRole('combobox', { name: 'Search' });
    await page.evaluate(() => {
      document.addEventListener('input', () => Object.assign(window, { typed: performance.now() }), {
        capture: true,
      });
    });
    const ask = async (words: string) => {
      await box.fill(words);
      const shown = await page.waitForFunction(
        () => document.querySelector('[role="option"]') && performance.now() - (window as never)['typed'],
        undefined,
        { polling: 'raf' },
      );
      return (await shown.jsonValue()) as number;
    };
    if (isWarm) {
      await ask('snapshot');
      await box.fill('');
      await page.getByRole('option').first().waitFor({ state: 'detached' });
    }
    return await ask('determinism');
  } finally {
    await browser.close();
  }
}

const times = async (isWarm: boolean) => {
  const all: number[] = [];
  for (let run = 0; run < RUNS; run++) all.push(await firstResult(isWarm));
  return median(all);
};
const warm = await times(true);
say('first result after typing', `${warm.toFixed(0)} ms`, 'at most 100 ms', warm <= 100);
say('the same, in a box never touched before', `${(await times(false)).toFixed(0)} ms`);

console.log('\nThe cluster lab');
const browser = await launch();
const inLesson = lessonPaths().find((path) => path.endsWith('/the-cluster-lab/'))!;
const longest = await longestWhileTheLabComes(browser, served.origin + inLesson, RUNS);
say('longest task while it comes, at a quarter speed', `${longest.toFixed(0)} ms`);
for (const width of [1_280, 390])
  console.log(`${width} px, ${await labFrames(browser, served.origin, width)}`);
await browser.close();
served.close();
