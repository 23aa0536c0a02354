import { readFileSync } from 'node:fs';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { lessonFiles, readCatalogue } from '../../src/grading/node/catalogue.ts';
import { root } from '../../src/grading/node/root.ts';
import { readExamples } from '../course/examples.ts';
import { expectTidy } from './axe.ts';
import { ownBrowser } from './browser.ts';
import { editorOf, site, taken, type } from './learner.ts';
import { lessonPath } from './paths.ts';

const browser = await ownBrowser();

const chapters = readCatalogue(root);
const [first] = chapters;
const [exercise] = first!.exercises;
const lessons = lessonFiles(root).filter((file) => file.split('/').length === 4);
const titleOf = (lesson: string) => /^title: (.*)$/m.exec(readFileSync(`${root}/${lesson}`, 'utf8'))![1]!;
const solutionOf = (id: string) => readFileSync(`${root}/test/solutions/${id}.ts`, 'utf8');

/** A reader with a browser of her own. */
async function reader(permissions: string[] = []): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: 1440, height: 1000 },
    reducedMotion: 'reduce',
    permissions,
  });
}

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(site + path, { waitUntil: 'load' });
  return page;
}

async function solve(page: Page, { id, title }: { id: string; title: string }): Promise<Locator> {
  const region = page.getByRole('region', { name: `Exercise: ${title}`, exact: true });
  const editor = await editorOf(region);
  await type(editor, solutionOf(id));
  await region.getByRole('button', { name: 'Check' }).click();
  await expect.poll(() => region.getByRole('status').innerText(), { timeout: 20_000 }).toMatch(/solved|all/i);
  await region.getByText(/^(Next lesson|Next chapter|That was the last)/).waitFor();
  return region;
}

const bar = (page: Page) => page.getByRole('progressbar', { name: first!.title, exact: true });
const item = (page: Page, title: string) =>
  page
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: title, exact: true }) })
    .last();

describe('the map', () => {
  it('follows a solved exercise: on the progress page, in the sidebar, on the chapter’s page and on the first page', async () => {
    const context = await reader();
    const page = await open(context, 'progress/');
    const all = first!.exercises.length;
    expect(await bar(page).getAttribute('aria-valuetext')).toBe(`0 of ${all} exercises solved`);
    expect(await item(page, exercise!.title).innerText()).toMatch(/not started/);

    await page.goto(site + lessonPath(exercise!.lesson!), { waitUntil: 'load' });
    await solve(page, exercise!);
    const sidebar = page.getByRole('navigation', { name: 'Docs sidebar' });
    const mine = sidebar.getByRole('link', { name: titleOf(exercise!.lesson!), exact: true });
    await expect.poll(() => mine.getAttribute('title')).toBe('Exercise: solved');
    await expect
      .poll(() => sidebar.getByRole('link', { name: first!.title, exact: true }).getAttribute('title'))
      .toBe(`1 of ${all} exercises solved`);

    await page.goto(`${site}progress/`, { waitUntil: 'load' });
    await expect.poll(() => bar(page).getAttribute('aria-valuenow')).toBe('1');
    expect(await bar(page).getAttribute('aria-valuetext')).toBe(`1 of ${all} exercises solved`);
    expect(await item(page, exercise!.title).innerText()).toMatch(
      /solved\s+(moments|\d+ seconds|1 minute) ago/,
    );
    const time = await item(page, exercise!.title).locator('time').getAttribute('datetime');
    expect(Date.now() - Date.parse(time!)).toBeLessThan(120_000);
    expect(await item(page, first!.exercises[1]!.title).innerText()).toMatch(/not started/);
    expect(await page.getByRole('link', { name: /^(Resume|Next): / }).count()).toBe(1);

    for (const path of ['', `${first!.id}/`]) {
      await page.goto(site + path, { waitUntil: 'load' });
      await expect.poll(() => bar(page).getAttribute('aria-valuenow')).toBe('1');
    }
  });

  it('tells what is under way, and resumes there', async () => {
    const context = await reader();
    const page = await open(context, lessonPath(exercise!.lesson!));
    const region = page.getByRole('region', { name: `Exercise: ${exercise!.title}`, exact: true });
    await type(
      await editorOf(region),
      `${readFileSync(`${root}/exercises/${exercise!.id}.ts`, 'utf8')}// mine\n`,
    );
    await page.waitForTimeout(300);
    await page.goto(`${site}progress/`, { waitUntil: 'load' });
    const tests = Object.keys(exercise!.hints).length;
    await expect.poll(() => item(page, exercise!.title).innerText()).toContain(`in progress, 0 of ${tests}`);
    await page.getByRole('link', { name: `Resume: ${exercise!.title}` }).click();
    await expect.poll(() => page.url()).toContain(lessonPath(exercise!.lesson!));
    await expect
      .poll(async () => (await region.boundingBox())!.y, { message: 'the exercise itself comes into view' })
      .toBeLessThan(400);
  });

  it('resumes the lesson that was opened last', async () => {
    const context = await reader();
    const page = await open(context, lessonPath(lessons[2]!));
    await expect
      .poll(() => page.evaluate(() => JSON.stringify({ ...localStorage })))
      .toContain(titleOf(lessons[2]!));
    await page.goto(site, { waitUntil: 'load' });
    await page.getByRole('link', { name: `Resume: ${titleOf(lessons[2]!)}` }).click();
    await expect.poll(() => page.url()).toBe(site + lessonPath(lessons[2]!));
  });

  it('reads well before anything is done, and without JavaScript', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await open(context, 'progress/');
    const text = await page.locator('main').innerText();
    for (const { title } of chapters.flatMap(({ exercises }) => exercises)) expect(text).toContain(title);
    expect(text).toContain('Nothing solved yet');
    expect(text).toContain('a script has to read it');
    expect(await page.getByRole('link', { name: `Begin: ${first!.title}` }).count()).toBe(1);
  });
});

describe('progress as a file', () => {
  it('comes back after the storage was cleared', async () => {
    const context = await reader();
    const page = await open(context, lessonPath(exercise!.lesson!));
    await solve(page, exercise!);
    await page.goto(`${site}progress/`, { waitUntil: 'load' });
    await expect.poll(() => bar(page).getAttribute('aria-valuenow')).toBe('1');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export progress' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^lockstep-progress-\d{4}-\d\d-\d\d\.json$/);
    const file = (await download.path())!;
    await expect.poll(() => page.getByRole('status').innerText()).toContain(download.suggestedFilename());

    const other = await reader();
    const elsewhere = await open(other, 'progress/');
    expect(await bar(elsewhere).getAttribute('aria-valuenow')).toBe('0');
    const [chooser] = await Promise.all([
      elsewhere.waitForEvent('filechooser'),
      elsewhere.getByRole('button', { name: 'Import progress' }).click(),
    ]);
    await chooser.setFiles(file);
    await expect.poll(() => bar(elsewhere).getAttribute('aria-valuenow')).toBe('1');
    await expect.poll(() => elsewhere.getByRole('status').innerText()).toMatch(/\w+.*\.$/s);

    await elsewhere.goto(site + lessonPath(exercise!.lesson!), { waitUntil: 'load' });
    const region = elsewhere.getByRole('region', { name: `Exercise: ${exercise!.title}`, exact: true });
    const line = solutionOf(exercise!.id)
      .split('\n')
      .find((line) => /^export/.test(line))!;
    expect(await (await editorOf(region)).innerText()).toContain(line);
    await context.close();
  });

  it('may be dropped, and one that is no such file changes nothing and says why', async () => {
    const context = await reader();
    const page = await open(context, 'progress/');
    await page.getByRole('button', { name: 'Import progress' }).waitFor();
    const stored = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
    const before = await stored();
    const files = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['{"format":'], 'progress.json', { type: 'application/json' }));
      return transfer;
    });
    const target = page.getByRole('region', { name: 'Keep it, or take it along' });
    await target.dispatchEvent('drop', { dataTransfer: files });
    await expect.poll(() => page.getByRole('status').innerText()).toMatch(/not JSON.*Nothing was changed/s);
    expect(await stored()).toBe(before);
  });
});

describe('Next', () => {
  const last = lessons.at(-1)!;
  const inside = chapters.flatMap(({ exercises }) => exercises);
  const ends = inside.filter(({ lesson }, index) => lesson !== inside[index + 1]?.lesson);
  const [middle] = ends;
  const atEnd = ends.find(({ lesson }) => {
    const after = lessons[lessons.indexOf(lesson!) + 1];
    return after === undefined || after.split('/')[1] !== lesson!.split('/')[1];
  })!;

  it.each([middle!, atEnd])('leads from the solved $id to the lesson after it', async (exercise) => {
    const after = lessons[lessons.indexOf(exercise.lesson!) + 1];
    const context = await reader();
    const page = await open(context, lessonPath(exercise.lesson!));
    const region = await solve(page, exercise);
    if (after === undefined) {
      expect(exercise.lesson).toBe(last);
      await region.getByRole('link', { name: 'See your progress' }).click();
      await expect.poll(() => page.url()).toBe(`${site}progress/`);
    } else {
      await region.getByRole('link', { name: new RegExp(`: ${titleOf(after)}$`) }).click();
      await expect.poll(() => page.url()).toBe(site + lessonPath(after));
    }
  });
});

const example = readExamples()[0]!;

/** The first live example of the first lesson that has one. */
function liveExample(page: Page) {
  const region = page.getByRole('region', { name: /^Live example: / }).first();
  return { region, said: () => region.getByRole('log', { name: 'Console' }).innerText() };
}

describe('a share link', () => {
  const theirs = 'console.log("somebody", "else");\n';

  let link: string;
  beforeAll(async () => {
    const context = await reader(['clipboard-read', 'clipboard-write']);
    const page = await open(context, lessonPath(example.lesson));
    const { region } = liveExample(page);
    await type(await editorOf(region), theirs);
    await region.getByRole('button', { name: 'Share' }).click();
    await region.getByText(/The link is copied/).waitFor();
    link = await page.evaluate(() => navigator.clipboard.readText());
  });

  it('shows the code elsewhere, and runs it only when the reader says so', async () => {
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/.*\/#code=1\.[\w-]+$/);
    const context = await reader();
    const page = await context.newPage();
    await page.goto(link, { waitUntil: 'load' });
    const { region, said } = liveExample(page);
    const editor = await editorOf(region);
    await expect.poll(() => editor.innerText()).toContain('"somebody", "else"');
    await region.getByRole('note', { name: 'Shared code' }).getByText('shared code, not yours').waitFor();

    const outputs: string[] = [];
    const look = async (milliseconds: number) => {
      for (let waited = 0; waited < milliseconds; waited += 100) {
        outputs.push(await said());
        await page.waitForTimeout(100);
      }
    };
    await look(1_500);
    await editor.focus();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('// typed by the reader');
    await look(1_500);
    expect(outputs.filter((output) => output.trim() !== '')).toEqual([]);

    await region.getByRole('button', { name: 'Run', exact: true }).click();
    await expect.poll(said).toContain('somebody else');
  });

  it('leaves the reader’s own code alone, and gives it back', async () => {
    const context = await reader();
    const page = await open(context, lessonPath(example.lesson));
    const { region, said } = liveExample(page);
    await type(await editorOf(region), 'console.log("my", "own");\n');
    await expect.poll(said).toContain('my own');
    await page.evaluate((hash) => (location.hash = hash), link.slice(link.indexOf('#')));
    await expect.poll(async () => (await editorOf(region)).innerText()).toContain('"somebody", "else"');
    await region.getByRole('button', { name: 'Back to my code' }).click();
    await expect.poll(async () => (await editorOf(region)).innerText()).toContain('"my", "own"');
    await expect.poll(said).toContain('my own');
    expect(page.url(), 'a reload does not bring the other code again').not.toContain('#');
  });

  it('stores nothing of that code until the reader keeps it, and then has the reader’s own in the history', async () => {
    const context = await reader();
    const page = await open(context, lessonPath(example.lesson));
    const { region, said } = liveExample(page);
    await type(await editorOf(region), 'console.log("my", "own");\n');
    await expect.poll(said).toContain('my own');
    await page.evaluate((hash) => (location.hash = hash), link.slice(link.indexOf('#')));
    const banner = region.getByRole('note', { name: 'Shared code' });
    await banner.waitFor();
    const editor = await editorOf(region);
    await expect.poll(() => editor.innerText()).toContain('"somebody", "else"');
    await editor.focus();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('console.log("typed", "here");');
    await region.getByRole('button', { name: 'Run', exact: true }).click();
    await expect.poll(said).toContain('typed here');
    await page.waitForTimeout(600);
    const stored = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
    expect(await stored()).not.toContain('somebody');
    await page.goto(site + lessonPath(example.lesson), { waitUntil: 'load' });
    await page.reload({ waitUntil: 'load' });
    await expect.poll(async () => (await editorOf(region)).innerText()).toContain('"my", "own"');

    await page.evaluate((hash) => (location.hash = hash), link.slice(link.indexOf('#')));
    const scrolled = () => page.evaluate(() => Math.round(scrollY));
    await banner.waitFor();
    await page.waitForTimeout(300);
    const before = await scrolled();
    await banner.getByRole('button', { name: 'Keep it as mine' }).click();
    await region.getByText('The shared code is yours now. What you had is in the history.').waitFor();
    await expect.poll(said).toContain('somebody else');
    expect(await scrolled(), 'the reader stays at the example').toBe(before);
    expect(page.url(), 'a reload does not bring the link’s code again').not.toContain('#');
    await page.reload({ waitUntil: 'load' });
    await expect.poll(async () => (await editorOf(region)).innerText()).toContain('"somebody", "else"');
    await region.getByRole('button', { name: 'History' }).click();
    await region.getByText('"my", "own"').first().waitFor();
  });

  it('to code that is too long is refused, and the file offered in its place', async () => {
    const context = await reader();
    const page = await open(context, lessonPath(example.lesson));
    const { region } = liveExample(page);
    const noise = Array.from({ length: 4_000 }, (_, n) => Math.imul(n + 1, 0x9e3779b1).toString(36)).join('');
    await type(await editorOf(region), `// ${noise}\n`);
    await region.getByRole('button', { name: 'Share' }).click();
    await region.getByText(/too long for a link: .* may have 16,000\. Open it as a file/).waitFor();
    expect(await region.getByLabel('Link to this code').count()).toBe(0);
  });

  it.each([
    ['cut short', (link: string) => link.slice(0, -12), /damaged or cut short/],
    ['malformed', (link: string) => link.replace(/#.*/, '#code=%E0%A4%A'), /damaged or cut short/],
    ['empty', (link: string) => link.replace(/#.*/, '#code='), /damaged or cut short/],
    ['too long', (link: string) => link + 'A'.repeat(50_000), /longer than 16,000 characters/],
    ['of a newer edition', (link: string) => link.replace('=1.', '=2.'), /newer edition/],
  ])('that is %s says so, and the lesson is as it was', async (_what, spoil, sentence) => {
    const context = await reader();
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(spoil(link), { waitUntil: 'load' });
    await expect.poll(() => page.getByRole('alert').innerText()).toMatch(sentence);
    const { region, said } = liveExample(page);
    await region.scrollIntoViewIfNeeded();
    await expect.poll(() => region.innerText()).toMatch(/Finished in/);
    expect((await said()).trim()).not.toBe('');
    expect(await (await editorOf(region)).innerText()).not.toContain('somebody');
    await page.getByRole('alert').getByRole('button', { name: 'Close' }).click();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  it('may be opened twice in an open page, and a damaged one does not end the page', async () => {
    const context = await reader();
    const page = await open(context, lessonPath(example.lesson));
    const go = (hash: string) => page.evaluate((hash) => (location.hash = hash), hash);
    const { region } = liveExample(page);
    const banner = region.getByRole('note', { name: 'Shared code' });
    for (let times = 0; times < 2; times++) {
      await go(link.slice(link.indexOf('#')));
      await banner.getByRole('button', { name: 'Back to my code' }).click();
      await expect.poll(() => banner.count()).toBe(0);
    }
    await page.getByRole('link', { name: 'Progress', exact: true }).click();
    await page.getByRole('heading', { name: 'Progress' }).waitFor();
    await page.goBack();
    await region.waitFor();
    await page.waitForTimeout(500);
    expect(await banner.count(), 'a link is over once its page was left').toBe(0);

    await go('#code=1.%E0%A4%A');
    await expect.poll(() => page.getByRole('alert').innerText()).toMatch(/damaged or cut short/);
    await region.getByRole('button', { name: 'Run', exact: true }).click();
    await expect.poll(() => region.innerText()).toMatch(/Finished in/);
  });

  it('stands in a field where the browser does not let the page copy', async () => {
    const context = await reader();
    const page = await open(context, lessonPath(example.lesson));
    await page.evaluate(() =>
      Object.defineProperty(navigator, 'clipboard', {
        value: { writeText: () => Promise.reject(new Error()) },
      }),
    );
    const { region } = liveExample(page);
    await editorOf(region);
    await region.getByRole('button', { name: 'Share' }).click();
    await expect.poll(() => region.getByLabel('Link to this code').inputValue()).toMatch(/#code=1\.[\w-]+$/);
  });

  it('has a file beside it that holds the current code', async () => {
    const context = await reader();
    const page = await open(context, lessonPath(example.lesson));
    const { region } = liveExample(page);
    await type(await editorOf(region), '// as it is now\n');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      region.getByRole('button', { name: 'Open as a file' }).click(),
    ]);
    const bytes = readFileSync((await download.path())!);
    const several = (await region.getByRole('tab').count()) > 1;
    expect(download.suggestedFilename()).toMatch(several ? /\.zip$/ : /\.ts$/);
    expect(bytes.subarray(0, 2).toString() === 'PK').toBe(several);
    if (!several) expect(bytes.toString()).toBe('// as it is now\n');
  });
});

describe('keyboard shortcuts', () => {
  const dialog = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' });

  it('are listed in a dialog that opens with ? or the button, and gives the focus back', async () => {
    const context = await reader();
    const page = await open(context, lessonPath(lessons[1]!));
    const button = page.getByRole('button', { name: 'Keyboard shortcuts' });
    await button.focus();
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    expect(await dialog(page).innerText()).toMatch(
      /Run the example, or check the exercise\s+Ctrl\s*\+\s*Enter/,
    );
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);

    await page.keyboard.press('?');
    await dialog(page).waitFor();
    await page.keyboard.press('n');
    expect(page.url(), 'no shortcut acts behind the dialog').toBe(site + lessonPath(lessons[1]!));
    await dialog(page).getByRole('button', { name: 'Close' }).click();
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('go to the next lesson, the previous one, the exercise and the progress page', async () => {
    const context = await reader();
    const page = await open(context, lessonPath(lessons[0]!));
    await taken(page);
    const at = (path: string) => expect.poll(() => page.url()).toBe(site + path);
    await page.keyboard.press('n');
    await at(lessonPath(lessons[1]!));
    await page.keyboard.press('p');
    await at(lessonPath(lessons[0]!));
    await page.keyboard.press('e');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toMatch(/^Exercise: /);
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await at('progress/');
  });

  it('run an example from anywhere in it', async () => {
    const context = await reader();
    const page = await open(context, lessonPath(example.lesson));
    const { region, said } = liveExample(page);
    await region.getByRole('checkbox', { name: 'Run as I type' }).uncheck();
    await type(await editorOf(region), 'console.log("from", "a button");\n');
    await region.getByRole('button', { name: 'Share' }).focus();
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect.poll(said).toContain('from a button');
  });

  it('never act while the reader types, and not at all when they are switched off', async () => {
    const context = await reader();
    const page = await open(context, lessonPath(lessons[1]!));
    const { region } = liveExample(page);
    const editor = await editorOf(region);
    await editor.focus();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('// n p e gp ?');
    await page.waitForTimeout(300);
    expect(await dialog(page).count()).toBe(0);
    expect(page.url()).toBe(site + lessonPath(lessons[1]!));
    expect(await editor.innerText()).toContain('// n p e gp ?');

    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await dialog(page).getByRole('checkbox', { name: 'Use these single-key shortcuts' }).uncheck();
    await page.keyboard.press('Escape');
    await page.reload({ waitUntil: 'load' });
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).focus();
    for (const key of ['?', 'n', 'g', 'p']) await page.keyboard.press(key);
    await page.waitForTimeout(300);
    expect(await dialog(page).count()).toBe(0);
    expect(page.url()).toBe(site + lessonPath(lessons[1]!));
  });
});

describe('axe, in light and in dark', () => {
  it('finds nothing serious in dialogs, banners, notices and reports', async () => {
    const context = await reader();
    const page = await open(context, lessonPath(example.lesson));
    const { region } = liveExample(page);
    await type(await editorOf(region), '// shared\n');
    await region.getByRole('button', { name: 'Share' }).click();
    const field = region.getByLabel('Link to this code');
    await field.waitFor();
    await expectTidy(page, 'html', 'the link in a field');

    const link = await field.inputValue();
    await page.evaluate((hash) => (location.hash = hash), link.slice(link.indexOf('#')));
    await region.getByRole('note', { name: 'Shared code' }).waitFor();
    await expectTidy(page, 'html', 'the banner');

    await page.evaluate(() => (location.hash = '#code=1.abc'));
    await page.getByRole('alert').waitFor();
    await expectTidy(page, 'html', 'the notice');

    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await page.getByRole('dialog').waitFor();
    await expectTidy(page, 'html', 'the dialog');

    await page.goto(`${site}progress/`, { waitUntil: 'load' });
    await page.locator('input[type=file]').setInputFiles({
      name: 'progress.json',
      mimeType: 'application/json',
      buffer: Buffer.from('no'),
    });
    await expect.poll(() => page.getByRole('status').innerText()).toContain('Nothing was changed');
    await expectTidy(page, 'html', 'the report');
  });
});
