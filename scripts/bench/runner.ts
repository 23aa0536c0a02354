/**
 * `npm run bench:runner`: running and grading in the page, against Sandpack's official bundler, self-hosted. Same
 * program, same machine, same run, headless Chromium, medians. Figures are ratios: ours over the anchor's.
 */
import type { Browser, Page } from 'playwright-core';
import { launch } from '../../test/e2e/browser.ts';
import { openAnchor } from './anchor.ts';
import { median } from './frames.ts';
import { buildSites, lessonScripts } from './lesson-scripts.ts';
import { openOurs } from './ours.ts';

const RUNS = Number(process.argv[2] ?? 7);
type Side = Awaited<ReturnType<typeof openAnchor>>;
const sides: Record<'ours' | 'anchor', Side> = { ours: await openOurs(), anchor: await openAnchor() };

/** Resolves with milliseconds since navigation, read in the page at the moment the text is there. */
const appears = (page: Page, pattern: string, count = 1): Promise<number> =>
  page
    .waitForFunction(
      ([pattern, count]) => {
        const text = document.body.innerText;
        return (text.match(new RegExp(pattern as string, 'g')) ?? []).length >= (count as number)
          ? performance.now()
          : 0;
      },
      [pattern, count],
      { polling: 'raf', timeout: 60_000 },
    )
    .then((handle) => handle.jsonValue() as Promise<number>);

const output = 'first output"?\\s*"?END';
const passed = '20 passed|all 20 tests pass';

async function fresh<Result>(use: (page: Page, browser: Browser) => Promise<Result>): Promise<Result> {
  const browser = await launch();
  try {
    return await use(await browser.newPage({ viewport: { width: 1280, height: 6_000 } }), browser);
  } finally {
    await browser.close();
  }
}

const measures: Record<string, { bound: number; of: (side: Side) => Promise<number> }> = {
  'cold page to first output': {
    bound: 0.4,
    of: (side) =>
      fresh(async (page) => {
        await page.goto(side.url(''), { waitUntil: 'commit' });
        return appears(page, output);
      }),
  },
  'warm page to first output': {
    bound: 0.25,
    of: (side) =>
      fresh(async (page) => {
        await page.goto(side.url(''));
        await appears(page, output);
        await page.waitForTimeout(1_500);
        await page.reload({ waitUntil: 'commit' });
        return appears(page, output);
      }),
  },
  'edit to output': {
    bound: 0.5,
    of: (side) =>
      fresh(async (page) => {
        await page.goto(side.url(''));
        await appears(page, output);
        const editor = page.locator('.cm-content[contenteditable="true"]').first();
        await editor.waitFor();
        await page.waitForTimeout(1_500);
        await editor.click();
        await page.keyboard.press('ControlOrMeta+Home');
        await page.evaluate(() => {
          document.addEventListener(
            'beforeinput',
            () => ((window as unknown as { typed: number }).typed = performance.now()),
            true,
          );
        });
        await page.keyboard.insertText("console.log('edited ' + (40 + 2));\n");
        const seen = await appears(page, 'edited 42');
        return seen - (await page.evaluate(() => (window as unknown as { typed: number }).typed));
      }),
  },
  'cold page to a verdict on 20 tests': {
    bound: 0.3,
    of: (side) =>
      fresh(async (page) => {
        await page.goto(side.url('tests'), { waitUntil: 'commit' });
        return appears(page, passed);
      }),
  },
  'six editors, all outputs': {
    bound: 0.2,
    of: (side) =>
      fresh(async (page) => {
        await page.goto(side.url('n=6'), { waitUntil: 'commit' });
        return appears(page, output, 6);
      }),
  },
};

const show = (name: string, ours: number, anchor: number, bound: number, unit: string) =>
  console.log(
    `${name.padEnd(38)} ours ${ours.toFixed(0).padStart(6)} ${unit}  anchor ${anchor.toFixed(0).padStart(6)} ${unit}  ratio ${(ours / anchor).toFixed(3)}  bound ${bound}  ${ours / anchor <= bound ? 'met' : 'MISSED'}`,
  );

for (const [name, { bound, of }] of Object.entries(measures)) {
  const times = { ours: [] as number[], anchor: [] as number[] };
  for (let run = 0; run < RUNS; run++) {
    // In turn, so that a noisy moment of the machine falls on both.
    times.ours.push(await of(sides.ours));
    times.anchor.push(await of(sides.anchor));
  }
  show(name, median(times.ours), median(times.anchor), bound, 'ms');
}

for (const [name, query, done, needed] of [
  ['bytes to run, gzip', '', output, /\/(frame|compiler|core|client|browser)-/],
  ['bytes to grade, gzip', 'tests', passed, /\/(frame|compiler|full|client|browser)-/],
] as const) {
  const bytes = async (side: Side, keep: (path: string, server: number) => boolean) => {
    side.servers.forEach((server) => server.takeRequests());
    await fresh(async (page) => {
      await page.goto(side.url(query));
      await appears(page, done);
      await page.waitForTimeout(1_500);
    });
    return side.servers
      .flatMap((server, index) => server.takeRequests().filter(({ path }) => keep(path, index)))
      .reduce((sum, { gzip }) => sum + gzip, 0);
  };
  const ours = await bytes(sides.ours, (path) => needed.test(path));
  const anchor = await bytes(sides.anchor, (path, server) => server === 1 || path.startsWith('/registry'));
  show(name, ours, anchor, 0.15, 'B ');
}

const { lesson, bare } = await lessonScripts(buildSites());
show('JavaScript of a lesson page, gzip', lesson, bare, 1.1, 'B ');
process.exit(0);
