import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { readCatalogue } from '../../src/grading/node/catalogue.ts';
import { root } from '../../src/grading/node/root.ts';
import { seriousViolations } from './axe.ts';
import { ownBrowser } from './browser.ts';
import { troubles } from './fingers.ts';
import { editorOf, phone, site, taken } from './learner.ts';
import { lessonPath } from './paths.ts';

/** A phone: 390 pixels, and fingers. How each page lies on it, pages.e2e.ts sees. */
const browser = await ownBrowser();
let page: Page;
beforeEach(async () => {
  page = await (await browser.newContext({ ...phone, reducedMotion: 'reduce' })).newPage();
});

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
    expect(await troubles(page)).toEqual([]);
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
    expect(await troubles(page)).toEqual([]);
    await region.getByRole('button', { name: 'Show it anyway' }).tap();
    await region.getByRole('region', { name: 'Solution' }).waitFor();
    await region.getByRole('button', { name: 'History', exact: true }).tap();
    await region.getByRole('region', { name: 'History' }).waitFor();
    expect(await troubles(page)).toEqual([]);
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
    expect(await troubles(page)).toEqual([]);
    expect(await seriousViolations(page)).toEqual([]);
    await first.tap();
    await expect.poll(() => new URL(page.url()).pathname).not.toBe(new URL(site).pathname);
  });

  it('the list of lessons opens from the bar', async () => {
    await open(lessonPath(exercise.lesson!));
    await page.getByRole('button', { name: /navigation bar/ }).tap();
    await page.locator('.navbar-sidebar .menu__link').first().waitFor();
    await page.waitForTimeout(500); // until it has slid in
    expect(await troubles(page)).toEqual([]);
    expect(await seriousViolations(page)).toEqual([]);
  });
});
