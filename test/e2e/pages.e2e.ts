import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { filesUnder } from '../../src/grading/node/catalogue.ts';
import { root } from '../../src/grading/node/root.ts';
import { seriousViolations } from './axe.ts';
import { launch } from './browser.ts';

/** Every page of the site, as its readers meet it: wide and narrow, light and dark, with and without script or network. */
const site = inject('site');
const pages = filesUnder(`${root}/build`, '.html').map((file) => file.replace(/index\.html$/, ''));
const lessons = pages.filter((page) => page.split('/').length === 3);

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

async function open(
  path: string,
  options: Parameters<Browser['newContext']>[0] & { theme?: 'light' | 'dark' },
) {
  const { theme = 'light', ...rest } = options ?? {};
  const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme: theme, ...rest });
  await context.addInitScript((theme) => {
    if (window === window.top) localStorage.setItem('theme', theme);
  }, theme);
  await context.addInitScript(() => {
    const shared = window as unknown as { shift: number };
    shared.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shared.shift += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith('http') && host !== new URL(site).host) problems.push(`asked ${request.url()}`);
  });
  await page.goto(site + path, { waitUntil: 'networkidle' });
  return { context, page, problems };
}

const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };

async function scroll(page: Page) {
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 600) {
      window.scrollTo(0, y);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  });
  // Every editor has come, and every first run has ended.
  const editors = await page.getByRole('region', { name: /^(Live example|Exercise): / }).count();
  await expect.poll(() => page.locator('.cm-content').count(), { timeout: 20_000 }).toBe(editors);
  await expect.poll(() => page.getByText('Running…').count(), { timeout: 20_000 }).toBe(0);
}

describe.each(pages)('/%s', (path) => {
  it.each([
    ['wide', 'light', wide],
    ['wide', 'dark', wide],
    ['narrow', 'light', narrow],
    ['narrow', 'dark', narrow],
  ] as const)(
    '%s and %s: nothing breaks, nothing shifts, nothing overflows, axe finds nothing serious',
    async (_width, theme, viewport) => {
      const { context, page, problems } = await open(path, { theme, viewport });
      expect(await page.evaluate(() => (window as unknown as { shift: number }).shift), 'layout shift').toBe(
        0,
      );
      await scroll(page);
      expect(
        await page.evaluate(() => (window as unknown as { shift: number }).shift),
        'layout shift as editors come',
      ).toBe(0);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, 'pixels that stick out sideways').toBeLessThanOrEqual(0);
      expect(await seriousViolations(page)).toEqual([]);
      expect(problems).toEqual([]);
      await context.close();
    },
  );
});

describe.each(lessons)('the lesson /%s', (path) => {
  it('reads without JavaScript, its code highlighted and its figures drawn', async () => {
    const { context, page } = await open(path, { javaScriptEnabled: false } as never);
    const body = await page.locator('main').innerText();
    expect(body).toContain('Pitfalls and corrections');
    expect(
      await page
        .getByRole('region', { name: /^Live example: / })
        .locator('.token')
        .count(),
    ).toBeGreaterThan(10);
    expect(await page.getByRole('img').count()).toBeGreaterThan(0);
    await context.close();
  });

  // Screens that end above the first example of every lesson: one that is in view from the start is there to be loaded.
  it.each([
    ['wide', { ...wide, height: 540 }],
    ['narrow', narrow],
  ])('loads neither editor nor runner before the reader comes near them: %s', async (_width, viewport) => {
    const context: BrowserContext = await browser.newContext({ viewport });
    const page = await context.newPage();
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(request.url()));
    await page.goto(site + path, { waitUntil: 'networkidle' });
    expect(scripts.filter((url) => /lockstep-/.test(url))).toEqual([]);
    await context.close();
  });
});
