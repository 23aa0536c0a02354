import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../src/grading/node/catalogue.ts';
import { root } from '../../src/grading/node/root.ts';
import { readExamples } from '../course/examples.ts';
import { expectTidy, widths } from './axe.ts';
import { ownBrowser } from './browser.ts';
import { editorOf, openPage, site, type } from './learner.ts';
import { lessonPath } from './paths.ts';

const browser = await ownBrowser();

/** A live example of two files: `twice.ts` imports from `broken.ts`. */
const example = readExamples().find(({ files }) => Object.keys(files).length > 1)!;
const exercise = readCatalogue(root)[0]!.exercises[0]!;
const solution = readFileSync(`${root}/test/solutions/${exercise.id}.ts`, 'utf8');

interface Opened {
  readonly page: Page;
  readonly region: Locator;
  readonly editor: Locator;
}

const exampleIn = (page: Page) => page.getByRole('region', { name: `Live example: ${example.title}` });
const exerciseIn = (page: Page) => page.getByRole('region', { name: `Exercise: ${exercise.title}` });

async function openExample(): Promise<Opened> {
  const page = await openPage(browser, lessonPath(example.lesson));
  const region = exampleIn(page);
  return { page, region, editor: await editorOf(region) };
}

async function openExercise(): Promise<Opened> {
  const page = await openPage(browser, lessonPath(exercise.lesson!));
  const region = exerciseIn(page);
  return { page, region, editor: await editorOf(region) };
}

const squiggles = ({ region }: Opened) => region.locator('.cm-lintRange-error');
const said = ({ region }: Opened) => region.locator('.cm-liveLine').innerText();
const status = ({ region }: Opened) => region.getByRole('status').innerText();
const tooltip = ({ page }: Opened) => page.locator('.cm-tooltip');

/** Nothing is wrong, and the types have said so. */
async function rightCode(opened: Opened, code = 'const amount: number = 3;\nconsole.log(amount);\n') {
  await type(opened.editor, code);
  await expect.poll(() => opened.region.locator('.cm-liveLine').count(), { timeout: 20_000 }).toBe(1);
  await expect.poll(() => squiggles(opened).count()).toBe(0);
}

async function wrongCode(opened: Opened, code = 'const amount: number = 3;\nconst name: string = amount;\n') {
  await type(opened.editor, code);
  await squiggles(opened).first().waitFor({ timeout: 20_000 });
}

describe('types in the editor', () => {
  it('are not loaded before somebody comes to an editor, and then once for all editors', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
    const page = await context.newPage();
    const loaded: string[] = [];
    page.on('request', (request) => {
      if (/lockstep-(types|language)/.test(request.url())) loaded.push(request.url().split('/').at(-1)!);
    });
    await page.goto(site + lessonPath(example.lesson), { waitUntil: 'networkidle' });
    const first = await editorOf(exampleIn(page));
    const second = await editorOf(exerciseIn(page));
    await page.waitForTimeout(1_500);
    expect(loaded).toEqual([]);
    await first.focus();
    const names = () => loaded.map((name) => name.replace(/\..*/, '')).sort();
    await expect.poll(names).toEqual(['lockstep-language', 'lockstep-language', 'lockstep-types']);
    expect(loaded.filter((name) => /^lockstep-language\.[0-9a-f]{10}\.js$/.test(name))).toHaveLength(1);
    await type(second, 'export const wrong: number = "1";\n');
    await exerciseIn(page).locator('.cm-lintRange-error').waitFor({ timeout: 20_000 });
    expect(loaded).toHaveLength(3);
  });

  it('are loaded when the pointer comes over an editor', async () => {
    const opened = await openExample();
    const loaded = opened.page.waitForRequest(/language\/lockstep-language/);
    await opened.editor.hover();
    await loaded;
  });

  it('name an error before anything runs: underlined, its line marked, and in words beside the console', async () => {
    const opened = await openExample();
    await opened.region.getByRole('checkbox', { name: 'Run as I type' }).uncheck();
    await wrongCode(opened, 'const amount: number = 3;\nconst name: string = amount;\nconsole.log("ran");\n');
    await expect
      .poll(() => status(opened))
      .toContain("1 type error on line 2 of twice.ts: Type 'number' is not assignable to type 'string'.");
    expect(await squiggles(opened).allInnerTexts()).toEqual(['name']);
    expect(await opened.region.locator('.cm-problemLine').innerText()).toBe('2');
    expect(await opened.region.getByRole('log').innerText()).not.toContain('ran');

    await opened.region.getByRole('button', { name: 'Run', exact: true }).click();
    await expect.poll(() => status(opened)).toMatch(/Finished in .* ms\. Runs, with 1 type error on line 2/);
    expect(await opened.region.getByRole('log').innerText()).toContain('ran');

    await rightCode(opened);
    await expect.poll(() => status(opened)).not.toContain('type error');
  });

  it('lead from the words to the line, also in a file that is not shown', async () => {
    const opened = await openExample();
    await opened.region.getByRole('tab', { name: 'broken.ts' }).click();
    await type(await editorOf(opened.region), 'export const accounts = 1;\n');
    await expect
      .poll(() => status(opened), { timeout: 20_000 })
      .toMatch(/type errors, the first on line 1 of twice\.ts/);
    await opened.region.getByRole('button', { name: 'line 1 of twice.ts' }).click();
    await expect
      .poll(() => opened.region.getByRole('tab', { name: 'twice.ts' }).getAttribute('aria-selected'))
      .toBe('true');
  });

  it('follow a reset of a file that is not shown', async () => {
    const opened = await openExample();
    const { region } = opened;
    await wrongCode(opened);
    await region.getByRole('tab', { name: 'broken.ts' }).click();
    await expect.poll(() => status(opened), { timeout: 20_000 }).toMatch(/type error on line 2 of twice\.ts/);
    await region.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => status(opened)).not.toContain('type error');
  });

  it('are reached by F8 and Shift+F8, which say line and words, and listed by Ctrl+Shift+M', async () => {
    const opened = await openExample();
    const { page } = opened;
    await wrongCode(opened, 'const a: string = 1;\n\nconst b: number = "2";\n');
    await expect.poll(() => said(opened)).toBe('2 type errors. F8 goes to the next.');
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('F8');
    await expect.poll(() => said(opened)).toBe("Line 1: Type 'number' is not assignable to type 'string'.");
    await page.keyboard.press('F8');
    await expect.poll(() => said(opened)).toBe("Line 3: Type 'string' is not assignable to type 'number'.");
    expect(await tooltip(opened).innerText()).toContain("Type 'string' is not assignable to type 'number'.");
    await page.keyboard.press('Escape');
    expect(await tooltip(opened).count()).toBe(0);
    await page.keyboard.press('Shift+F8');
    await expect.poll(() => said(opened)).toBe("Line 1: Type 'number' is not assignable to type 'string'.");

    await page.keyboard.press('ControlOrMeta+Shift+KeyM');
    const list = opened.region.getByRole('listbox', { name: 'Type errors' });
    await expect.poll(() => list.getByRole('option').count()).toBe(2);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('c');
    expect(await opened.editor.innerText()).toContain('const c: number = "2";');

    await rightCode(opened);
    await page.keyboard.press('F8');
    await expect.poll(() => said(opened)).toBe('No type errors.');
  });

  it('show a type under the pointer, and at the cursor on F2', async () => {
    const opened = await openExample();
    const { page } = opened;
    const type = async () => (await tooltip(opened).allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
    await rightCode(opened, '/** In cents. */\nconst total = [1, 2].map((n) => n * 100);\ntotal;\n');
    await opened.region.locator('.cm-line').nth(2).getByText('total').hover();
    await expect.poll(type).toEqual(['const total: number[] In cents.']);
    await page.mouse.move(5, 5);
    await expect.poll(() => tooltip(opened).count()).toBe(0);

    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('ArrowDown');
    for (let presses = 0; presses < 8; presses++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('F2');
    await expect.poll(type).toEqual(['const total: number[] In cents.']);
    expect(await said(opened)).toBe('const total: number[] In cents.');
    await page.keyboard.press('Escape');
    await expect.poll(() => tooltip(opened).count()).toBe(0);
  });

  it('complete: Tab takes the first offer, Enter stays a new line, and asked for, both take it', async () => {
    const opened = await openExample();
    const { page, editor } = opened;
    const offers = () => page.locator('.cm-tooltip-autocomplete').getByRole('option').allInnerTexts();
    const text = async () => (await editor.locator('.cm-line').allInnerTexts()).map((line) => line.trim());
    await rightCode(opened, '');

    await page.keyboard.type('"a".padS');
    await expect
      .poll(async () => (await offers()).map((offer) => offer.split('\n')[0]))
      .toEqual(['padStart']);
    await page.keyboard.press('Tab');
    expect(await text()).toEqual(['"a".padStart']);

    await rightCode(opened, '');
    await page.keyboard.type('"a".padE');
    await expect.poll(async () => (await offers()).length).toBe(1);
    await page.keyboard.press('Enter');
    expect(await text()).toEqual(['"a".padE', '']);

    await rightCode(opened, "import { seededRandom } from '#course/sim';\nseededRandom(1).");
    await page.keyboard.press('Control+Space');
    await expect.poll(async () => (await offers()).length).toBeGreaterThan(1);
    await expect.poll(() => page.locator('.cm-completionInfo').innerText()).toContain('chance');
    await page.keyboard.press('Enter');
    await expect
      .poll(text)
      .toEqual(["import { seededRandom } from '#course/sim';", 'seededRandom(1).chance']);

    await page.keyboard.press('Control+Space');
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await offers()).length).toBe(0);
  });

  it('go to a definition, by F12 and by a click with Ctrl, in this file and in the other', async () => {
    const opened = await openExample();
    const { page, region } = opened;
    const shown = () => region.getByRole('tab', { selected: true }).innerText();
    const cursorLine = () => region.locator('.cm-activeLine').innerText();
    await wrongCode(
      opened,
      "import { withdraw } from './broken.ts';\nconst a = 1;\nwithdraw('ana', a);\n[a].map;\na.b;\n",
    );

    await region.locator('.cm-line').nth(2).getByText('a', { exact: false }).last().click();
    await region.locator('.cm-line').nth(2).getByText('withdraw').click();
    await page.keyboard.press('F12');
    await expect.poll(shown).toBe('broken.ts');
    await expect.poll(cursorLine).toBe('export function withdraw(account: string, cents: number) {');
    await page.keyboard.insertText('/**/');
    expect(await cursorLine()).toBe('export function /**/withdraw(account: string, cents: number) {');

    await region.getByRole('tab', { name: 'twice.ts' }).click();
    await squiggles(opened).first().waitFor();
    await region
      .locator('.cm-line')
      .nth(3)
      .getByText('map')
      .click({ modifiers: ['ControlOrMeta'] });
    await expect.poll(() => said(opened)).toBe('It is declared outside of these files.');
    await region
      .locator('.cm-line')
      .nth(0)
      .getByText('withdraw')
      .click({ modifiers: ['ControlOrMeta'] });
    await expect.poll(shown).toBe('broken.ts');

    await region
      .locator('.cm-line')
      .nth(5)
      .getByText('accounts')
      .click({ modifiers: ['ControlOrMeta'] });
    await expect.poll(cursorLine).toBe('export const accounts = new Map<string, number>();');
  });

  it('never hold up typing, and come when they come', async () => {
    const opened = await openExample();
    const { page, region, editor } = opened;
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(/language\/lockstep-language/, async (route) => {
      await held;
      await route.continue();
    });
    await type(editor, '');
    await page.keyboard.type('const n: string = 1; console.log("typed", n);');
    await expect.poll(() => region.getByRole('log').innerText()).toContain('typed 1');
    expect(await editor.innerText()).toContain('const n: string = 1; console.log("typed", n);');
    expect(await squiggles(opened).count()).toBe(0);
    await page.keyboard.press('F8');
    await expect.poll(() => said(opened)).toBe('The types are still being checked.');
    release();
    await squiggles(opened).first().waitFor({ timeout: 20_000 });
    expect(await squiggles(opened).allInnerTexts()).toEqual(['n']);
  });

  it('work on without the network once they are there', async () => {
    const opened = await openExample();
    await rightCode(opened);
    await opened.page.context().setOffline(true);
    await wrongCode(opened);
    await opened.page.keyboard.press('F8');
    await expect.poll(() => said(opened)).toMatch(/^Line 2: /);
  });

  it('say so when they cannot be loaded, leave everything else at work, and try again', async () => {
    const opened = await openExample();
    const { page, region, editor } = opened;
    await page.route(/language\/lockstep-language/, (route) => route.abort());
    await type(editor, 'const n: string = 1; console.log("runs", n);');
    await expect
      .poll(() => status(opened))
      .toContain('The types were not checked. The type checker could not be loaded.');
    await expect.poll(() => region.getByRole('log').innerText()).toContain('runs 1');
    await page.keyboard.press('F8');
    await expect.poll(() => said(opened)).toMatch(/^The types were not checked\. /);
    await page.unroute(/language\/lockstep-language/);
    await wrongCode(opened);
    await expect.poll(() => status(opened)).toMatch(/1 type error on line 2/);
  });

  it('leave each editor the name of its file', async () => {
    const opened = await openExample();
    await wrongCode(opened);
    expect(await opened.region.getByRole('textbox', { name: 'twice.ts', exact: true }).count()).toBe(1);
    expect(await opened.region.getByRole('textbox').count()).toBe(1);
  });
});

describe('a type error in an exercise', () => {
  it('fails it with its line and words, while every test keeps its state', async () => {
    const opened = await openExercise();
    const { region, editor } = opened;
    const results = region.getByRole('region', { name: 'Results' });
    const lines = solution.trimEnd().split('\n').length;
    await type(editor, `${solution.trimEnd()}\nexport const spare: number = 'one';\n`);
    await region.getByRole('button', { name: 'Check' }).click();
    await expect
      .poll(() => status(opened), { timeout: 20_000 })
      .toMatch(new RegExp(`^The file has a type error on line ${lines + 1}\\. All \\d+ tests pass\\.$`));
    expect(await results.innerText()).toContain(
      "type error: Type 'string' is not assignable to type 'number'.",
    );
    await expect
      .poll(() =>
        results
          .getByRole('listitem')
          .filter({ hasText: /passed/i })
          .count(),
      )
      .toBe(Object.keys(exercise.hints).length);
    await results.getByRole('button', { name: `Line ${lines + 1}` }).click();
    await expect.poll(() => region.locator('.cm-activeLine').innerText()).toContain('spare');

    await type(editor, solution);
    await region.getByRole('button', { name: 'Check' }).click();
    await expect.poll(() => status(opened), { timeout: 20_000 }).toMatch(/^Solved/);
  });

  it('joins the verdict late when the types load late; the tests do not wait', async () => {
    const opened = await openExercise();
    const { page, region, editor } = opened;
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(/language\/lockstep-language/, async (route) => {
      await held;
      await route.continue();
    });
    await type(editor, `${solution}export const spare: number = 'one';\n`);
    await region.getByRole('button', { name: 'Check' }).click();
    await expect.poll(() => status(opened), { timeout: 20_000 }).toMatch(/^Solved/);
    release();
    await expect
      .poll(() => status(opened), { timeout: 20_000 })
      .toMatch(/^The file has a type error on line/);
  });

  it('is not looked for in an untouched stub', async () => {
    const opened = await openExercise();
    const { page, region } = opened;
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    await region.getByRole('button', { name: 'Check' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => status(opened), { timeout: 20_000 }).toMatch(/still to do/);
    await page.waitForTimeout(500);
    expect(loaded.filter((url) => /lockstep-(types|language)/.test(url))).toEqual([]);
  });
});

describe('what types show', () => {
  it.each(widths)('is accessible and stays within the page, at %i px', async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 844 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(site + lessonPath(example.lesson), { waitUntil: 'load' });
    const region = exampleIn(page);
    const opened: Opened = { page, region, editor: await editorOf(region) };
    await wrongCode(opened, 'const amount: number = 3;\nconst name: string = amount;\n[amount].m');
    await page.keyboard.press('Control+Space');
    await page.locator('.cm-completionInfo').waitFor();
    await expectTidy(page, 'html', 'a completion');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('F8');
    await tooltip(opened).waitFor();
    await expectTidy(page, 'html', 'a problem');
    await page.keyboard.press('F2');
    await page.locator('.cm-type').waitFor();
    await expectTidy(page, 'html', 'a type');
    await page.keyboard.press('ControlOrMeta+Shift+KeyM');
    await region.getByRole('listbox', { name: 'Type errors' }).waitFor();
    await expectTidy(page, 'html', 'the list');
  });

  it('comes to a finger, too', async () => {
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const page = await context.newPage();
    await page.goto(site + lessonPath(example.lesson), { waitUntil: 'load' });
    const region = exampleIn(page);
    const opened: Opened = { page, region, editor: await editorOf(region) };
    await opened.editor.tap();
    await wrongCode(opened);
    await squiggles(opened).first().tap();
    await expect
      .poll(() => tooltip(opened).allInnerTexts())
      .toEqual([expect.stringContaining("Type 'number' is not assignable to type 'string'.")]);
  });
});
