import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../src/grading/node/catalogue.ts';
import { root } from '../../src/grading/node/root.ts';
import { ownBrowser } from './browser.ts';
import { editorOf, openPage, type } from './learner.ts';
import { lessonPath } from './paths.ts';

const browser = await ownBrowser();

const chapters = readCatalogue(root).map(({ exercises }) => exercises);
const exercises = chapters.flat();
/** pages.e2e.ts finds the editor of every exercise in its place, and parity.e2e.ts judges all answers to each. */
const oneOfEach = chapters.map((exercises) => exercises.at(-1)!);

async function openExercise({
  title,
  lesson,
}: (typeof exercises)[number]): Promise<{ page: Page; region: Locator }> {
  const page = await openPage(browser, lessonPath(lesson!));
  return { page, region: page.getByRole('region', { name: `Exercise: ${title}`, exact: true }) };
}

const results = (region: Locator) => region.getByRole('region', { name: 'Results' }).getByRole('listitem');

/** Tab forward until a button of the region has focus, then press it. */
async function pressByKeyboard(page: Page, button: Locator) {
  for (let presses = 0; presses < 80; presses++) {
    if (await button.evaluate((element) => element === document.activeElement))
      return page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
  }
  throw new Error('The keyboard never reached the button.');
}

describe.each(oneOfEach)('$id', (exercise) => {
  it('is solved by keyboard alone: every test to do, then every test passed', async () => {
    const { page, region } = await openExercise(exercise);
    const editor = await editorOf(region);
    const check = region.getByRole('button', { name: 'Check' });
    const tests = Object.keys(exercise.hints).length;

    await editor.focus();
    await page.keyboard.press('Escape');
    await pressByKeyboard(page, check);
    await expect.poll(() => results(region).count(), { timeout: 20_000 }).toBe(tests);
    await expect.poll(() => results(region).filter({ hasText: /to do/i }).count()).toBe(tests);

    await type(editor, readFileSync(`${root}/test/solutions/${exercise.id}.ts`, 'utf8'));
    await page.keyboard.press('Escape');
    await pressByKeyboard(page, check);
    await expect
      .poll(
        () =>
          results(region)
            .filter({ hasText: /passed/i })
            .count(),
        { timeout: 20_000 },
      )
      .toBe(tests);
  });
});

describe('an exercise', () => {
  it('leaves alone what the learner typed, however often it is checked', async () => {
    const { region } = await openExercise(exercises[1]!);
    const editor = await editorOf(region);
    const mine = '// mine, and not finished\n';
    await type(editor, mine);
    for (let checks = 0; checks < 3; checks++) {
      await region.getByRole('button', { name: 'Check' }).click();
      await expect.poll(() => region.getByRole('status').innerText()).toMatch(/does not compile/);
      expect((await editor.innerText()).trim()).toBe(mine.trim());
    }
  });

  it('keeps what the learner wrote over a reload, and gives the stub back on Reset', async () => {
    const { page, region } = await openExercise(exercises[0]!);
    await type(await editorOf(region), '// mine\n');
    await expect.poll(() => page.evaluate(() => JSON.stringify({ ...localStorage }))).toContain('// mine');
    await page.reload();
    const editor = await editorOf(region);
    expect(await editor.innerText()).toContain('// mine');
    await region.getByRole('button', { name: 'Reset' }).click();
    const confirm = page.getByRole('button', { name: /yes|reset anyway|give me the stub|reset now/i });
    if (await confirm.count()) await confirm.first().click();
    await expect.poll(() => editor.innerText()).toContain('unfinished');
  });
});
