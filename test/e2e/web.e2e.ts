import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveFolder, type Served } from '../../scripts/serve-folder.ts';
import { readCatalogue } from '../../src/grading/node/catalogue.ts';
import { root } from '../../src/grading/node/root.ts';
import { writeServiceWorker } from '../../src/plugins/offline.ts';
import { anchorOf } from '../../src/workbook/catalogue.ts';
import { ownBrowser } from './browser.ts';
import { editorOf, openPage, taken, type } from './learner.ts';
import { lessonPath } from './paths.ts';

const browser = await ownBrowser();

const exercises = readCatalogue(root).flatMap((chapter) => chapter.exercises);
const exercise = exercises[0]!;
const lesson = lessonPath(exercise.lesson!);
const otherExercise = exercises.at(-1)!;
const otherLesson = lessonPath(otherExercise.lesson!);
const title = /^title: (.+)$/m.exec(readFileSync(`${root}/${otherExercise.lesson!}`, 'utf8'))![1]!;
const solutionOf = (id: string) => readFileSync(`${root}/test/solutions/${id}.ts`, 'utf8');

const exerciseOn = (page: Page, { title }: { title: string }) =>
  page.getByRole('region', { name: `Exercise: ${title}`, exact: true });

describe('search', () => {
  let page: Page;
  beforeEach(async () => {
    page = await openPage(browser, lesson);
    await taken(page);
  });

  const box = () => page.getByRole('combobox', { name: 'Search' });

  it('finds a lesson by keyboard alone', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type(title);
    await expect.poll(() => page.getByRole('option').first().innerText()).toContain(title);
    expect(await box().getAttribute('aria-activedescendant')).toBe(
      await page.getByRole('option', { selected: true }).getAttribute('id'),
    );
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).pathname).toContain(otherLesson);
    await expect.poll(() => page.getByRole('heading', { level: 1 }).innerText()).toBe(title);
  });

  it('finds an exercise by its title and leads to it', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(otherExercise.title);
    const hit = page.getByRole('option', { name: `Exercise ${otherExercise.title}` }).first();
    await hit.waitFor();
    for (let presses = 0; presses < 12; presses++) {
      if ((await hit.getAttribute('aria-selected')) === 'true') break;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).hash).toBe(`#${anchorOf(otherExercise.id)}`);
    await expect
      .poll(() => exerciseOn(page, otherExercise).evaluate((element) => element.getBoundingClientRect().top))
      .toBeLessThan(400);
  });

  it('answers what was typed before the page came alive', async () => {
    await page.goto(page.url(), { waitUntil: 'commit' });
    await box().fill(title);
    await expect.poll(() => page.getByRole('option').first().innerText()).toContain(title);
  });

  it('finds what only the prose says, and shows it', async () => {
    await box().fill('floating-point');
    await expect.poll(() => page.locator('[role="option"] mark').allInnerTexts()).toContain('Floating');
  });

  it('goes to the first place as soon as it is found, when Enter came before the answer', async () => {
    await page.keyboard.press('/');
    await page.keyboard.insertText(title);
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).pathname).toContain(otherLesson);
  });

  it('says so when nothing is found, and leaves on Escape', async () => {
    await box().fill('qqqqqqqq');
    await expect.poll(() => page.getByRole('search').innerText()).toContain('Nothing found for “qqqqqqqq”.');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('search').innerText()).not.toContain('Nothing found');
    await page.keyboard.press('Escape');
    expect(await box().inputValue()).toBe('');
    expect(await box().evaluate((element) => element === document.activeElement)).toBe(false);
  });

  it('leaves a slash alone that is typed into code', async () => {
    const editor = await editorOf(exerciseOn(page, exercise));
    await type(editor, '');
    await page.keyboard.type('// mine');
    expect(await editor.innerText()).toContain('// mine');
  });

  it('loads nothing before the box is touched', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.reload({ waitUntil: 'networkidle' });
    expect(asked.filter((url) => /search/.test(url))).toEqual([]);
    await box().focus();
    await expect.poll(() => asked.some((url) => url.includes('search-index.json'))).toBe(true);
  });
});

describe('on paper', () => {
  it('stands every line of the code as it was left, and nothing that is pressed', async () => {
    const page = await openPage(browser, lesson);
    const mine = Array.from({ length: 90 }, (_, line) => `// my line ${line + 1}`).join('\n');
    await type(await editorOf(exerciseOn(page, exercise)), mine);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const lines = async () => (await exerciseOn(page, exercise).innerText()).match(/my line \d+/g);
    await expect.poll(lines).toEqual(Array.from({ length: 90 }, (_, line) => `my line ${line + 1}`));

    // The editor of the first example has come, that of the last has not.
    for (const example of await page.getByRole('region', { name: /^Live example: / }).all()) {
      const files = await example.getByRole('tab', { includeHidden: true }).allTextContents();
      for (const file of files) await expect.poll(() => example.innerText()).toContain(file);
    }
    const pressed = page.locator('button, input:not([type="radio"]), select, nav, footer');
    const visible = () =>
      pressed.evaluateAll((all) => all.flatMap((each) => (each.checkVisibility() ? [each.outerHTML] : [])));
    await expect.poll(visible).toEqual([]);
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(33, 31, 27)');

    await page.emulateMedia({ media: 'screen' });
    await expect.poll(() => exerciseOn(page, exercise).getByRole('button').count()).toBeGreaterThan(2);
    expect(await (await editorOf(exerciseOn(page, exercise))).innerText()).toContain('// my line 1');
  });
});

describe('a site of its own', () => {
  const base = process.env['LOCKSTEP_BASE_URL'] ?? '/';
  let folder: string;
  let served: Served;
  let context: BrowserContext;
  let page: Page;
  let home: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lockstep-site-'));
    cpSync(`${root}/build`, folder, { recursive: true });
    served = await serveFolder(folder, { base });
    home = served.origin + base;
    context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, reducedMotion: 'reduce' });
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
    served.close();
    rmSync(folder, { recursive: true });
  });

  /** Until the worker has kept everything and answers for the page. */
  const kept = () =>
    page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', undefined, {
      timeout: 60_000,
    });
  const notice = () => page.getByRole('complementary', { name: 'New edition' });
  /** The page as it comes, from the worker or the server; React would put its own words in. */
  const sent = () => page.evaluate(() => fetch(location.href).then((answer) => answer.text()));
  const edit = (path: string, from: string, to: string) => {
    const file = `${folder}/${path}index.html`;
    const html = readFileSync(file, 'utf8');
    expect(html).toContain(from);
    writeFileSync(file, html.replaceAll(from, to));
  };

  it('reads and grades a lesson that was never opened, once the server is gone', async () => {
    await page.goto(home);
    await kept();
    served.close();
    await page.goto(home + otherLesson);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(title);
    const region = exerciseOn(page, otherExercise);
    await type(await editorOf(region), solutionOf(otherExercise.id));
    await region.getByRole('button', { name: 'Check' }).click();
    const tests = Object.keys(otherExercise.hints).length;
    await expect
      .poll(
        () =>
          region
            .getByRole('listitem')
            .filter({ hasText: /passed/i })
            .count(),
        { timeout: 20_000 },
      )
      .toBe(tests);
    // Search too, and the address without its last slash, and an address that never was.
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Search' }).fill(exercise.title);
    await page.getByRole('option').first().waitFor();
    await page.goto((home + lesson).replace(/\/$/, ''));
    expect(await exerciseOn(page, exercise).count()).toBe(1);
    await page.goto(`${home}never-written/`);
    await expect.poll(() => page.locator('main').innerText()).toContain('there is no page here');
  });

  it('opens, runs and grades offline on the page of the first visit, without a reload', async () => {
    await page.goto(home + lesson);
    await kept();
    served.close();
    const region = exerciseOn(page, exercise);
    await type(await editorOf(region), solutionOf(exercise.id));
    await region.getByRole('button', { name: 'Check' }).click();
    await expect
      .poll(
        () =>
          region
            .getByRole('listitem')
            .filter({ hasText: /passed/i })
            .count(),
        { timeout: 20_000 },
      )
      .toBe(Object.keys(exercise.hints).length);
  });

  it('tells of a new edition, and brings it when the reader asks, with what was typed', async () => {
    await page.goto(home + lesson);
    await kept();
    expect(await notice().count()).toBe(0);
    edit(lesson, 'Pitfalls and corrections', 'Pitfalls of the second edition');
    await writeServiceWorker(folder);
    await page.reload();
    await expect.poll(() => notice().getByRole('status').innerText()).toBe('New edition available.');
    expect(await sent()).not.toContain('Pitfalls of the second edition');

    await type(await editorOf(exerciseOn(page, exercise)), '// mine\n');
    await page.evaluate(() => Object.assign(window, { sameVisit: true }));
    await page.waitForTimeout(1_500);
    expect(await page.evaluate(() => 'sameVisit' in window), 'it reloaded by itself').toBe(true);

    await notice().getByRole('button', { name: 'Reload' }).click();
    await page.waitForFunction(() => !('sameVisit' in window));
    expect(await sent()).toContain('Pitfalls of the second edition');
    expect(await (await editorOf(exerciseOn(page, exercise))).innerText()).toContain('// mine');
    expect(await notice().count()).toBe(0);
  });

  it('takes Later for an answer until the next visit', async () => {
    await page.goto(home + lesson);
    await kept();
    edit(lesson, 'Pitfalls and corrections', 'Pitfalls of the second edition');
    await writeServiceWorker(folder);
    await page.reload();
    await notice().getByRole('button', { name: 'Later' }).click();
    expect(await notice().count()).toBe(0);
    await page.reload();
    await notice().waitFor();
  });

  /** Workers and caches that are left in the browser. */
  const left = () =>
    page.evaluate(async () => [
      ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
      ...(await caches.keys()),
    ]);

  it('forgets what was kept when the host has no worker any more', async () => {
    await page.goto(home + lesson);
    await kept();
    rmSync(`${folder}/sw.js`);
    edit(lesson, 'Pitfalls and corrections', 'Pitfalls of the second edition');
    await page.reload();
    await expect.poll(left, { timeout: 10_000 }).toEqual([]);
    await page.reload();
    expect(await sent()).toContain('Pitfalls of the second edition');
  });

  it('makes room for npm start at the same address', async () => {
    await page.goto(home + lesson);
    await kept();
    cpSync(`${root}/static/sw.js`, `${folder}/sw.js`);
    edit(lesson, 'Pitfalls and corrections', 'Pitfalls of the second edition');
    await page.reload();
    await notice().getByRole('button', { name: 'Reload' }).click();
    await expect.poll(left, { timeout: 10_000 }).toEqual([]);
    await page.reload();
    expect(await sent()).toContain('Pitfalls of the second edition');
  });

  it('can be installed, whatever its base path', async () => {
    await page.goto(home);
    const session = await context.newCDPSession(page);
    const { manifest, errors } = (await session.send('Page.getAppManifest')) as unknown as {
      manifest: { startUrl: string; scope: string; name: string };
      errors: unknown[];
    };
    expect(errors).toEqual([]);
    expect(manifest).toMatchObject({ name: 'Lockstep', startUrl: home, scope: home });
    await kept();
    const { installabilityErrors } = (await session.send('Page.getInstallabilityErrors')) as unknown as {
      installabilityErrors: { errorId: string }[];
    };
    const inTest = 'in-incognito'; // as each context of a test is
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== inTest)).toEqual([]);
  });
});
