import type { RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { filesUnder } from '../../src/grading/node/catalogue.ts';
import { root } from '../../src/grading/node/root.ts';
import { coloursOnly, overflow, seriousViolations, turn, type Theme } from './axe.ts';
import { ownBrowser } from './browser.ts';
import { troubles } from './fingers.ts';
import { phone } from './learner.ts';
import { goThrough, moved, takeMouse, visit } from './visit.ts';

/**
 * Every page of the site, as its readers meet it: wide and on a phone, light and dark, with and without script. A visit is
 * dear, so each looks for everything, and turns the page to its other colours in place.
 */
const pages = filesUnder(`${root}/build`, '.html').map((file) => file.replace(/index\.html$/, ''));
const lessons = pages.filter((page) => page.split('/').length === 3);

const browser = await ownBrowser();

const desk = { viewport: { width: 1440, height: 900 } };
/** It ends above the first example of every lesson: one that is in view from the start is there to be loaded. */
const low = { viewport: { width: 1440, height: 540 } };
/** Once the theme has been turned by hand, and axe has looked at the page: a hundredth of what Web Vitals call good. */
const hardlyAny = 0.001;
/** Of the parts that load late. */
const late = (asked: readonly string[]) => asked.filter((url) => /lockstep-/.test(url));

/** The page as it stands, its late parts and all. */
async function expectSound(page: Page, theme: Theme, options?: RunOptions) {
  expect.soft(await overflow(page), `pixels that stick out sideways, ${theme}`).toBeLessThanOrEqual(0);
  expect.soft(await seriousViolations(page, 'html', options), `what axe finds, ${theme}`).toEqual([]);
}

describe.each(pages)('/%s', (path) => {
  it('wide, light and dark: nothing breaks, shifts or overflows, axe finds nothing serious; in a lesson nothing loads before the reader comes near', async () => {
    const isLesson = lessons.includes(path);
    const { page, problems, asked } = await visit(browser, path, 'light', isLesson ? low : desk);
    if (isLesson) expect.soft(late(asked), 'asked for too early').toEqual([]);
    expect.soft(await moved(page), 'layout shift').toEqual([]);
    await page.setViewportSize(desk.viewport);
    expect.soft(await goThrough(page), 'what never came').toEqual([]);
    expect.soft(await moved(page), 'layout shift as editors and pictures come').toEqual([]);
    await expectSound(page, 'light');
    await turn(page, 'dark');
    await expectSound(page, 'dark', coloursOnly);
    expect.soft(await moved(page, hardlyAny), 'layout shift in the dark').toEqual([]);
    expect.soft(problems).toEqual([]);
  });

  it('on a phone, dark and light: all that, and room for fingers; in a lesson nothing loads before the reader comes near', async () => {
    const { page, problems, asked } = await visit(browser, path, 'dark', phone);
    if (lessons.includes(path)) expect.soft(late(asked), 'asked for too early').toEqual([]);
    expect.soft(await moved(page), 'layout shift').toEqual([]);
    expect.soft(await goThrough(page), 'what never came').toEqual([]);
    expect.soft(await moved(page), 'layout shift as editors and pictures come').toEqual([]);
    expect.soft(await troubles(page), 'what a finger cannot do').toEqual([]);
    await expectSound(page, 'dark');
    await turn(page, 'light');
    await expectSound(page, 'light', coloursOnly);
    expect.soft(await moved(page, hardlyAny), 'layout shift in the light').toEqual([]);
    await takeMouse(page);
    expect.soft(await overflow(page), 'pixels that stick out of a window as narrow').toBeLessThanOrEqual(0);
    expect.soft(problems).toEqual([]);
  });
});

describe.each(lessons)('the lesson /%s', (path) => {
  it('reads without JavaScript, its code highlighted and its figures drawn', async () => {
    const { page } = await visit(browser, path, 'light', {
      ...desk,
      javaScriptEnabled: false,
      waitUntil: 'load',
    });
    const body = await page.locator('main').innerText();
    expect(body).toContain('Pitfalls and corrections');
    expect(
      await page
        .getByRole('region', { name: /^Live example: / })
        .locator('.token')
        .count(),
    ).toBeGreaterThan(10);
    expect(await page.getByRole('img').count()).toBeGreaterThan(0);
  });
});
