import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { filesUnder, readCatalogue } from '../../src/grading/node/catalogue.ts';
import { root } from '../../src/grading/node/root.ts';
import { seriousViolations } from './axe.ts';
import { launch } from './browser.ts';
import { editorOf, site, taken } from './learner.ts';
import { lessonPath } from './paths.ts';

/** A phone: 390 pixels, and fingers. */
let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    reducedMotion: 'reduce',
  });
  page = await context.newPage();
});
afterEach(() => page.context().close());

const open = async (path: string) => {
  await page.goto(site + path);
  await taken(page);
};

const exercise = readCatalogue(root).flatMap((chapter) => chapter.exercises)[1]!;
const openExercise = async () => {
  await open(lessonPath(exercise.lesson!));
  const region = page.getByRole('region', { name: `Exercise: ${exercise.title}`, exact: true });
  return { region, editor: await editorOf(region) };
};

/** What a finger or a phone cannot do with the page as it stands: a sentence each. */
const troubles = () =>
  page.evaluate(() => {
    const found: string[] = [];
    const stickingOut = document.documentElement.scrollWidth - innerWidth;
    if (stickingOut > 0) found.push(`${stickingOut} pixels stick out sideways`);
    const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    const nameOf = (element: Element) =>
      `${element.tagName} “${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}”`;

    for (const element of document.querySelectorAll(
      'button, select, summary, input, [role="option"], .menu__link, .pagination-nav__link',
    )) {
      const target = element.matches('[type="radio"], [type="checkbox"]')
        ? element.closest('label')!
        : element;
      const { width, height, right } = target.getBoundingClientRect();
      if (!isShown(target) || right <= 0 || target.closest('.cm-editor')) continue;
      // WCAG 2.5.8: in a line of text, the line is what there is. Messages of a picture lie where they lie; a list has them, too.
      const least = target.closest('p, [role="log"], [data-marks]') ? 24 : 44;
      if (height < least || width < least) found.push(`${nameOf(target)} is ${width} × ${height} pixels`);
    }

    for (const field of document.querySelectorAll('input, select, textarea, [contenteditable="true"]')) {
      if (!isShown(field) || field.matches('[type="radio"], [type="checkbox"], [type="range"]')) continue;
      const size = parseFloat(getComputedStyle(field).fontSize);
      if (size < 16) found.push(`${nameOf(field)}, of ${size} pixels, makes a phone enlarge the page`);
    }
    return found;
  });

/** Goes from editor to editor, until every one has come. */
async function scroll() {
  for (const region of await page.getByRole('region', { name: /^(Live example|Exercise): / }).all()) {
    await editorOf(region);
  }
}

describe.each(filesUnder(`${root}/build`, '.html').map((file) => file.replace(/index\.html$/, '')))(
  '/%s',
  (path) => {
    it('has room for fingers everywhere, and nothing that sticks out', async () => {
      await open(path);
      await scroll();
      expect(await troubles()).toEqual([]);
    });
  },
);

describe('on a phone', () => {
  it('an exercise is solved by touch, with the verdict in sight', async () => {
    const { region, editor } = await openExercise();
    const tests = Object.keys(exercise.hints).length;
    await editor.tap();
    await page.keyboard.press('ControlOrMeta+a'); // “Select all” of the phone's own menu
    await page.keyboard.insertText(readFileSync(`${root}/test/solutions/${exercise.id}.ts`, 'utf8'));
    const check = region.getByRole('button', { name: 'Check' });
    await check.tap();
    await expect
      .poll(() => region.getByRole('status').innerText(), { timeout: 20_000 })
      .toMatch(new RegExp(`all ${tests} tests pass`, 'i'));
    const edge = await region.getByRole('status').evaluate((element) => element.getBoundingClientRect());
    expect(edge.top).toBeGreaterThan(0);
    expect(edge.bottom).toBeLessThan(844);
    expect(await troubles()).toEqual([]);
  });

  it('hint, solution and history open within reach', async () => {
    const { region, editor } = await openExercise();
    await editor.tap();
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.insertText('// mine\n');
    await region.getByRole('button', { name: 'Check' }).tap();
    await region.getByRole('region', { name: 'Results' }).getByRole('listitem').first().waitFor();
    await region.getByRole('button', { name: 'Hint' }).tap();
    await region.getByRole('button', { name: 'Solution' }).tap();
    expect(await troubles()).toEqual([]);
    await region.getByRole('button', { name: 'Show it anyway' }).tap();
    await region.getByRole('region', { name: 'Solution' }).waitFor();
    await region.getByRole('button', { name: 'History', exact: true }).tap();
    await region.getByRole('region', { name: 'History' }).waitFor();
    expect(await troubles()).toEqual([]);
    expect(await seriousViolations(page)).toEqual([]);
  });

  it('the search box takes the bar, and what it finds takes the page', async () => {
    await open('');
    await page.getByRole('combobox', { name: 'Search' }).tap();
    await page.keyboard.insertText(exercise.title);
    const first = page.getByRole('option').first();
    await first.waitFor();
    const box = (await page.getByRole('combobox', { name: 'Search' }).boundingBox())!;
    expect(box.width).toBeGreaterThan(340);
    expect(await troubles()).toEqual([]);
    expect(await seriousViolations(page)).toEqual([]);
    await first.tap();
    await expect.poll(() => new URL(page.url()).pathname).not.toBe(new URL(site).pathname);
  });

  it('the list of lessons opens from the bar', async () => {
    await open(lessonPath(exercise.lesson!));
    await page.getByRole('button', { name: /navigation bar/ }).tap();
    await page.locator('.navbar-sidebar .menu__link').first().waitFor();
    await page.waitForTimeout(500); // until it has slid in
    expect(await troubles()).toEqual([]);
    expect(await seriousViolations(page)).toEqual([]);
  });
});
