import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCatalogue } from '../../src/grading/node/catalogue.ts';
import { root } from '../../src/grading/node/root.ts';
import { overflow, seriousViolations } from './axe.ts';
import { launchOptions, ownBrowser } from './browser.ts';
import { editorOf, site, type } from './learner.ts';
import { lessonPath } from './paths.ts';

/** Each fault is the real one: a killed page, a full storage, a storage that the browser refuses, two pages. */
const exercise = readCatalogue(root)[0]!.exercises[0]!;
const lesson = site + lessonPath(exercise.lesson!);
const subject = `exercise:${exercise.id}`;
const path = `/${exercise.id.split('/')[1]}.ts`;
const solution = readFileSync(`${root}/test/solutions/${exercise.id}.ts`, 'utf8');

const browser = await ownBrowser();
let context: BrowserContext;

const wide = { viewport: { width: 1440, height: 1000 }, reducedMotion: 'reduce' as const };

async function open(url = lesson): Promise<{ page: Page; region: Locator }> {
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'load' });
  return { page, region: regionOf(page) };
}

const regionOf = (page: Page) =>
  page.getByRole('region', { name: `Exercise: ${exercise.title}`, exact: true });

async function begin(): Promise<{ page: Page; region: Locator; editor: Locator }> {
  context = await browser.newContext(wide);
  const { page, region } = await open();
  return { page, region, editor: await editorOf(region) };
}

const code = async (region: Locator) => (await (await editorOf(region)).innerText()).trim();
const stored = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage }));
/** How many values are no longer JSON. */
const torn = (page: Page) =>
  page.evaluate(
    () =>
      Object.entries({ ...localStorage }).filter(([key, text]) => {
        try {
          return key.startsWith('lockstep:') && !JSON.parse(text);
        } catch {
          return true;
        }
      }).length,
  );
const press = (region: Locator, name: string) => region.getByRole('button', { name, exact: true }).click();

/** Ends the page's process from outside, as a crash does: nothing in the page runs from here on, not even a loop. */
async function kill(page: Page) {
  const dead = new Promise((resolve) => page.once('crash', resolve));
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  for (const { type, id } of processInfo) if (type === 'renderer') process.kill(id, 'SIGKILL');
  await dead;
  await session.detach();
}

async function history(region: Locator): Promise<string[]> {
  await press(region, 'History');
  const panel = region.getByRole('region', { name: 'History' });
  await panel.waitFor();
  return panel.getByRole('listitem').allInnerTexts();
}

describe('what the learner wrote', () => {
  it('is there after a reload, in an exercise, a live example and a prediction', async () => {
    const { page, region, editor } = await begin();
    await type(editor, '// my exercise\n');
    const example = page.getByRole('region', { name: /^Live example: / }).first();
    await type(await editorOf(example), 'console.log("my", "example");\n');
    const choice = page.getByRole('radio').nth(1);
    await choice.check();
    await page.reload();
    expect(await code(region)).toBe('// my exercise');
    expect(await code(example)).toBe('console.log("my", "example");');
    await expect.poll(() => example.getByRole('log').innerText()).toContain('my example');
    await expect.poll(() => choice.isChecked()).toBe(true);
    await expect.poll(() => example.innerText()).toMatch(/^edited$/m);
    await press(example, 'Reset');
    await expect.poll(() => code(example)).not.toContain('"my"');
    expect(await example.innerText()).not.toMatch(/^edited$/m);
  });

  it('is there when the page goes in the moment of a keystroke', async () => {
    const { page, region, editor } = await begin();
    await type(editor, '// before\n');
    await editor.press('ControlOrMeta+End');
    await page.keyboard.insertText('// the last word');
    await page.goto('about:blank');
    await page.goto(lesson);
    expect(await code(region)).toContain('// the last word');
  });

  it('survives the death of the page', async () => {
    const { page, editor } = await begin();
    await type(editor, '// written before the page died\n');
    await expect.poll(() => stored(page)).toContain('before the page died');
    await kill(page);
    expect(await code((await open()).region)).toBe('// written before the page died');
  });

  it('is what it was before the write in which the page died', async () => {
    const { page, editor } = await begin();
    await type(editor, '// whole\n');
    await expect.poll(() => stored(page)).toContain('// whole');
    // The page stands still inside the write of the next words, half of which have been written, and is killed there.
    await page.evaluate(() => {
      const { setItem } = Storage.prototype;
      Storage.prototype.setItem = function (key, value) {
        if (!value.includes('never whole')) return setItem.call(this, key, value);
        setItem.call(this, key, value.slice(0, value.length / 2));
        for (;;);
      };
    });
    await page.keyboard.insertText('// never whole');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await kill(page);
    const again = await open();
    expect(await torn(again.page)).toBe(1);
    expect(await code(again.region)).toBe('// whole');
  });

  it('can be typed without a wait, however much history there is', async () => {
    const { page, region, editor } = await begin();
    await page.evaluate(
      ([subject, path]) => {
        for (let n = 0; n < 24; n++) {
          const at = Date.now() - (100 - n) * 60_000;
          const files = { [path!]: `// version ${n}\n${'x'.repeat(3_900)}\n` };
          localStorage.setItem(
            `lockstep:v2:${subject}@${at.toString(36)}-seed`,
            JSON.stringify({ what: 'edited', files, at, session: `s${n}` }),
          );
        }
      },
      [subject, path],
    );
    await page.reload();
    await editorOf(region);
    await editor.focus();
    await page.evaluate(() => {
      const shared = Object.assign(window, { written: [] as number[] });
      const { setItem } = Storage.prototype;
      Storage.prototype.setItem = function (key, value) {
        if (this === localStorage) shared.written.push(value.length);
        setItem.call(this, key, value);
      };
    });
    await page.keyboard.type('a sentence of sixty characters, typed as fast as the keys go', { delay: 15 });
    await new Promise((resolve) => setTimeout(resolve, 600));
    const written = await page.evaluate(() => (window as unknown as { written: number[] }).written);
    // The history holds 24 versions of 4,000 characters. A save writes the text as it is now, and none of those.
    expect(written.length).toBeGreaterThan(0);
    expect(Math.max(...written)).toBeLessThan(9_000);
  });
});

describe('the history', () => {
  it('tells what became of each version, and gives one back', async () => {
    const { page, region, editor } = await begin();
    await type(editor, solution);
    await press(region, 'Check');
    await expect
      .poll(() => region.getByRole('status').innerText(), { timeout: 20_000 })
      .toMatch(/solved|all/i);
    await type(editor, '// spoiled\n');
    await press(region, 'Reset');
    expect(await code(region)).toContain('unfinished');
    const versions = await history(region);
    expect(versions.map((text) => text.split('\n').at(-1))).toEqual(['before reset', 'solved']);
    const panel = region.getByRole('region', { name: 'History' });
    expect(
      await panel.getByRole('heading', { name: 'History' }).evaluate((e) => e === document.activeElement),
    ).toBe(true);
    await panel.getByRole('button', { name: /solved/ }).click();
    await expect.poll(() => panel.getByRole('table').innerText()).toContain('BEGIN SOLUTION');
    await press(panel, 'Restore');
    await expect.poll(() => code(region)).toContain('BEGIN SOLUTION');
    expect(
      await region.getByRole('button', { name: 'History' }).evaluate((e) => e === document.activeElement),
    ).toBe(true);
    await region.getByRole('button', { name: 'History' }).press('Enter');
    await panel.waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(
      await region.getByRole('button', { name: 'History' }).evaluate((e) => e === document.activeElement),
    ).toBe(true);
  });

  it.each([
    ['wide', 'light'],
    ['narrow', 'dark'],
  ] as const)('%s and %s: fits, and axe finds nothing serious', async (width, theme) => {
    context = await browser.newContext({
      ...wide,
      colorScheme: theme,
      ...(width === 'narrow' && { viewport: { width: 390, height: 844 } }),
    });
    const { page, region } = await open();
    await type(await editorOf(region), `// a long line ${'x'.repeat(200)}\n`);
    await press(region, 'Reset');
    expect((await history(region)).length).toBe(1);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await seriousViolations(page)).toEqual([]);
  });

  it('takes a reset back', async () => {
    const { region, editor } = await begin();
    await type(editor, '// mine\n');
    await press(region, 'Reset');
    await press(region, 'Undo reset');
    await expect.poll(() => code(region)).toBe('// mine');
  });
});

describe('two pages on the same exercise', () => {
  it('show the later edit, and the page that lost says so and can restore its own', async () => {
    const first = await begin();
    const second = await open();
    const other = await editorOf(second.region);
    await type(first.editor, '// from the first page\n');
    await expect.poll(() => code(second.region)).toBe('// from the first page');
    await type(other, '// from the second page\n');
    await expect.poll(() => code(first.region)).toBe('// from the second page');
    await expect.poll(() => first.region.innerText()).toMatch(/Another tab changed this later/);
    expect((await history(second.region)).join('\n')).toContain('from another tab');
    await press(first.region, 'Restore');
    await expect.poll(() => code(first.region)).toBe('// from the first page');
    await expect.poll(() => code(second.region)).toBe('// from the first page');
  });

  it('lose nothing when both are typed in before either has heard of the other', async () => {
    const first = await begin();
    const second = await open();
    await editorOf(second.region);
    // Both at once: what each page stores reaches the other one only afterwards.
    const put = async (page: Page, region: Locator, text: string) => {
      await page.bringToFront();
      await (await editorOf(region)).focus();
      await page.keyboard.insertText(text);
    };
    await put(first.page, first.region, '// earlier ');
    await put(second.page, second.region, '// later ');
    await expect
      .poll(
        async () =>
          [await code(first.region), await code(second.region)].every((text) => text.includes('// later')),
        {
          timeout: 5_000,
        },
      )
      .toBe(true);
    expect(await stored(first.page)).toContain('// earlier');
  });
});

/** Fills what is left of the storage, to the last character. */
const fill = (page: Page, key = 'filler') =>
  page.evaluate((key) => {
    let part = 0;
    for (let size = 1_000_000; size >= 1; size = Math.floor(size / 2)) {
      try {
        for (;;) {
          localStorage.setItem(`${key}${part}`, 'x'.repeat(size));
          part++;
        }
      } catch {
        // Half of it may still fit.
      }
    }
    return part;
  }, key);

describe('a storage that is full', () => {
  it('says so, keeps the text in the tab, gives it as a file, and stores it once there is room', async () => {
    const { page, region, editor } = await begin();
    expect(await fill(page)).toBeGreaterThan(3);
    await type(editor, '// found no room\n');
    await expect.poll(() => region.innerText()).toMatch(/storage is full/);
    const download = page.waitForEvent('download');
    await press(region, 'Save as a file');
    const file = await (await download).path();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ format: 'lockstep-progress', version: 1 });
    expect(readFileSync(file, 'utf8')).toContain('// found no room');
    await page.evaluate(() => {
      for (const key of Object.keys(localStorage)) if (key.startsWith('filler')) localStorage.removeItem(key);
    });
    await page.keyboard.insertText('// and then some');
    await expect.poll(() => region.innerText()).not.toMatch(/storage is full/);
    await page.reload();
    expect(await code(region)).toContain('// and then some');
  });

  it('gives up the oldest history first, and says nothing while that is enough', async () => {
    const { page, region, editor } = await begin();
    await page.evaluate(
      ([subject, path]) => {
        for (let n = 0; n < 12; n++) {
          const at = Date.now() - (100 - n) * 60_000;
          const mark = n === 4 ? { what: 'solved' } : { what: 'edited' };
          const files = { [path!]: `// version ${n}\n${'x'.repeat(3_900)}\n` };
          localStorage.setItem(
            `lockstep:v2:${subject}@${at.toString(36)}-seed`,
            JSON.stringify({ ...mark, files, at, session: `s${n}` }),
          );
        }
      },
      [subject, path],
    );
    await page.reload();
    await editorOf(region);
    await fill(page);
    await type(editor, '// mine, in the place of an old version\n');
    await expect.poll(() => stored(page)).toContain('in the place of');
    expect(await region.innerText()).not.toMatch(/storage is full/);
    const kept = await stored(page);
    const versions = Array.from({ length: 12 }, (_, n) => n).filter((n) =>
      kept.includes(`// version ${n}\\\\n`),
    );
    expect(versions).toContain(0); // the first
    expect(versions).toContain(4); // the solution
    expect(versions).toContain(11); // the newest
    expect(versions).not.toContain(1);
  });

  it('still shows what was stored before it was full', async () => {
    const { page, region, editor } = await begin();
    await type(editor, '// stored in time\n');
    await expect.poll(() => stored(page)).toContain('stored in time');
    await fill(page);
    await page.reload();
    expect(await code(region)).toBe('// stored in time');
  });
});

describe('a browser that forbids storage', () => {
  let profile: string;
  let forbidding: BrowserContext;
  beforeAll(async () => {
    // “Block all cookies”, as it is set in the preferences: localStorage throws a SecurityError.
    profile = mkdtempSync(join(tmpdir(), 'lockstep-forbidden-'));
    mkdirSync(join(profile, 'Default'));
    writeFileSync(
      join(profile, 'Default', 'Preferences'),
      JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }),
    );
    forbidding = await chromium.launchPersistentContext(profile, { ...launchOptions(), ...wide });
  });
  afterAll(async () => {
    await forbidding?.close();
    rmSync(profile, { recursive: true, force: true });
  });

  it('is told so once on a page, by whatever is changed first, and gets a file', async () => {
    const page = await forbidding.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(lesson, { waitUntil: 'load' });
    expect(
      await page.evaluate(() => {
        try {
          return String(localStorage.length);
        } catch (error) {
          return (error as DOMException).name;
        }
      }),
    ).toBe('SecurityError');
    const region = regionOf(page);
    const says = () => page.getByText(/lets the page store nothing/).count();
    await editorOf(region);
    expect(await says()).toBe(0);
    await page.getByRole('radio').first().check();
    await expect.poll(says).toBe(1);
    await type(await editorOf(region), '// in a private window\n');
    const example = page.getByRole('region', { name: /^Live example: / }).first();
    await type(await editorOf(example), 'console.log("private");\n');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await says()).toBe(1);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a file' }).click();
    const file = readFileSync(await (await download).path(), 'utf8');
    expect(file).toContain('// in a private window');
    expect(file).toContain('console.log(\\"private\\");');
    // The exercise works for all that.
    await type(await editorOf(region), solution);
    await press(region, 'Check');
    await expect
      .poll(() => region.getByRole('status').innerText(), { timeout: 20_000 })
      .toMatch(/solved|all/i);
    await press(region, 'Reset');
    await press(region, 'Undo reset');
    await expect.poll(() => code(region)).toContain('BEGIN SOLUTION');
    expect(problems).toEqual([]);
  });
});

describe('a new edition of the course', () => {
  it('leaves the learner’s code, shows what changed, and is content once that was seen', async () => {
    const { page, region } = await begin();
    await page.evaluate(
      ([subject, path]) => {
        const put = (at: number, what: string, text: string) =>
          localStorage.setItem(
            `lockstep:v2:${subject}@${at.toString(36)}-lastyear`,
            JSON.stringify({ what, files: { [path!]: text }, at, session: 'lastyear' }),
          );
        put(1_000, 'original', '// the stub of last year\n');
        put(2_000, 'edited', '// my code of last year\n');
      },
      [subject, path],
    );
    await page.reload();
    expect(await code(region)).toBe('// my code of last year');
    await press(region, 'Show the change');
    const change = region.getByRole('table');
    await expect.poll(() => change.innerText()).toContain('// the stub of last year');
    expect(await change.innerText()).toContain("from '#course/unfinished'");
    await press(region, 'Keep my code');
    await expect.poll(() => region.innerText()).not.toMatch(/has changed since you began/);
    await page.reload();
    expect(await code(region)).toBe('// my code of last year');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await region.innerText()).not.toMatch(/has changed since you began/);
  });

  it('takes over what the first edition of the workbook stored', async () => {
    const { page, region } = await begin();
    await page.evaluate(
      (id) =>
        localStorage.setItem(
          `lockstep:v1:exercise:${id}`,
          JSON.stringify({
            version: 1,
            code: '// from the first edition\n',
            stub: '// old',
            touchedAt: 1_000,
          }),
        ),
      exercise.id,
    );
    await page.reload();
    await expect.poll(() => code(region)).toBe('// from the first edition');
    await expect.poll(() => stored(page)).not.toContain('lockstep:v1:exercise');
  });
});

describe('an import that the page does not live through', () => {
  /** The store itself, as the pages have it, and a file that another machine exported. */
  async function prepared() {
    const { outputFiles } = await build({
      stdin: {
        contents:
          "import { progress } from './src/workbook/progress.ts'; Object.assign(window, { progress });",
        resolveDir: root,
      },
      bundle: true,
      format: 'iife',
      write: false,
    });
    const script = outputFiles[0]!.text;
    const works = Object.fromEntries(
      readCatalogue(root)
        .flatMap(({ exercises }) => exercises)
        .map(({ id }) => [
          id,
          {
            versions: [{ what: 'edited', files: { [`/${id.split('/')[1]}.ts`]: '// imported\n' }, at: 9e12 }],
          },
        ]),
    );
    const file = JSON.stringify({
      format: 'lockstep-progress',
      version: 1,
      exportedAt: 9e12,
      exercises: works,
      examples: {},
      predictions: { 'c/l#q': { answer: 'imported', at: 1 } },
    });
    return { script, file };
  }
  const importing = (page: Page, file: string) =>
    page.evaluate(
      (file) =>
        (window as unknown as { progress: () => { importProgress: (text: string) => { sentence: string } } })
          .progress()
          .importProgress(file).sentence,
      file,
    );

  it('has changed nothing, and works the next time', async () => {
    const { page, editor } = await begin();
    await type(editor, '// mine\n');
    await expect.poll(() => stored(page)).toContain('// mine');
    const { script, file } = await prepared();
    await page.addScriptTag({ content: script });
    await page.evaluate(() => {
      const { setItem } = Storage.prototype;
      let writes = 0;
      Storage.prototype.setItem = function (key, value) {
        if (++writes === 4) for (;;);
        setItem.call(this, key, value);
      };
    });
    importing(page, file).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await kill(page);
    const again = await open();
    expect(await stored(again.page), 'a part of it was written').toContain('// imported');
    expect(await code(again.region)).toBe('// mine');
    await again.page.addScriptTag({ content: script });
    expect(
      await again.page.evaluate(() =>
        JSON.stringify(
          (window as unknown as { progress: () => { exportProgress: () => unknown } })
            .progress()
            .exportProgress(),
        ),
      ),
    ).not.toContain('imported');
    expect(await importing(again.page, file)).toMatch(/^Imported\./);
    await again.page.reload();
    expect(await code(again.region)).toBe('// imported');
    expect((await history(again.region)).join('\n')).toContain('before import');
  });

  it('changes nothing when the file was cut short', async () => {
    const { page, editor } = await begin();
    await type(editor, '// mine\n');
    await expect.poll(() => stored(page)).toContain('// mine');
    const { script, file } = await prepared();
    await page.addScriptTag({ content: script });
    const before = await stored(page);
    expect(await importing(page, file.slice(0, -40))).toMatch(
      /not JSON\. It was cut short.* Nothing was changed\.$/,
    );
    expect(await stored(page)).toBe(before);
  });
});
