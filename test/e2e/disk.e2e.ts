import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { filesUnder, readCatalogue } from '../../src/grading/node/catalogue.ts';
import { root } from '../../src/grading/node/root.ts';
import { seriousViolations } from './axe.ts';
import { ownBrowser } from './browser.ts';
import { editorOf, site, type } from './learner.ts';
import { lessonPath } from './paths.ts';

const { id, title, lesson } = readCatalogue(root).flatMap((chapter) => chapter.exercises)[0]!;
const stub = readFileSync(`${root}/exercises/${id}.ts`, 'utf8');

const browser = await ownBrowser();

/** What the page asked of the files on disk. */
function askedOf(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('__lockstep'))
      asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  return asked;
}

const exerciseOn = (page: Page) => page.getByRole('region', { name: `Exercise: ${title}`, exact: true });

/** Until the dev server has compiled the whole course, on a machine that is busy with other tests. */
const patience = 300_000;

describe('under npm start, the editor of an exercise is the file', () => {
  let folder: string;
  let file: string;
  let server: ChildProcess;
  let origin: string;
  let context: BrowserContext;
  let page: Page;
  let region: Locator;

  beforeAll(async () => {
    folder = `${mkdtempSync(`${tmpdir()}/lockstep-`)}/exercises`;
    cpSync(`${root}/exercises`, folder, { recursive: true });
    file = `${folder}/${id}.ts`;
    const port = await freePort();
    origin = `http://127.0.0.1:${port}/lockstep/`;
    server = spawn(
      process.execPath,
      [
        `${root}/node_modules/@docusaurus/core/bin/docusaurus.mjs`,
        'start',
        '--no-open',
        '--host',
        '127.0.0.1',
        '--port',
        `${port}`,
      ],
      {
        cwd: root,
        env: {
          ...process.env,
          LOCKSTEP_EXERCISES: folder,
          LOCKSTEP_BASE_URL: '/lockstep/',
          NODE_ENV: 'development',
        },
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
    await vi.waitFor(async () => expect((await fetch(origin)).status).toBe(200), {
      timeout: patience,
      interval: 250,
    });
  }, patience);

  afterAll(() => {
    server?.kill();
    rmSync(`${folder}/..`, { recursive: true, force: true });
  });

  beforeEach(async () => {
    rmSync(`${folder}/..`, { recursive: true });
    cpSync(`${root}/exercises`, folder, { recursive: true });
    writeFileSync(file, stub);
    context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, reducedMotion: 'reduce' });
    page = await open(context);
    region = exerciseOn(page);
    await expect.poll(said, { timeout: 30_000 }).toContain(`exercises/${id}.ts`);
  });

  async function open(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    await page.goto(origin + lessonPath(lesson!));
    await editorOf(exerciseOn(page));
    return page;
  }

  const said = () => region.innerText();
  const onDisk = () => readFileSync(file, 'utf8');
  const inPage = (of: Page = page) => exerciseOn(of).locator('.cm-content').innerText();
  const saved = () => readdirSync(file.replace(/[^/]+$/, '')).filter((name) => name.includes('.saved-'));
  const press = (name: string) => region.getByRole('button', { name }).click();

  /** As many editors save: a new file takes the place of the old one. */
  function saveElsewhere(code: string) {
    writeFileSync(`${file}~`, code);
    renameSync(`${file}~`, file);
  }

  /** The learner types, and another editor saves before the page has. */
  async function bothChange() {
    let first = true;
    await page.route('**/__lockstep/exercises/**', (route) => {
      if (first && route.request().method() === 'PUT') {
        first = false;
        saveElsewhere('// from the editor\n');
      }
      return route.continue();
    });
    await type(await editorOf(region), '// from the page\n');
    await region.getByRole('button', { name: 'Keep mine' }).waitFor();
    expect(onDisk()).toBe('// from the editor\n');
    expect(await inPage()).toContain('// from the page');
  }

  it('typing in the page saves to disk', async () => {
    await type(await editorOf(region), '// typed in the page\n');
    await expect.poll(onDisk).toBe('// typed in the page\n');
    await expect.poll(said).toContain(`Saved to exercises/${id}.ts`);
    expect(saved()).toEqual([]);
  });

  it('saving in another editor updates the page', async () => {
    saveElsewhere('// saved elsewhere\n');
    await expect.poll(inPage).toContain('// saved elsewhere');
    await expect.poll(said).toContain('The file changed on disk');
    writeFileSync(file, '// and again, in place\n');
    await expect.poll(inPage).toContain('// and again, in place');
  });

  it('both changed, and mine is kept: the file’s text is beside the file', async () => {
    await bothChange();
    await press('Keep mine');
    await expect.poll(onDisk).toBe('// from the page\n');
    await expect.poll(saved).toHaveLength(1);
    expect(readFileSync(`${file.replace(/[^/]+$/, '')}${saved()[0]}`, 'utf8')).toBe('// from the editor\n');
    await expect.poll(said).toContain(saved()[0]!);
  });

  it('both changed, and the file’s is taken: the page’s text is in the history', async () => {
    await bothChange();
    await press('Take the file’s');
    await expect.poll(inPage).toContain('// from the editor');
    expect(onDisk()).toBe('// from the editor\n');
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).toContain('// from the page');
  });

  it('both changed, and both are looked at, with the keyboard alone, before one is chosen', async () => {
    await bothChange();
    await region.getByRole('button', { name: 'See both' }).focus();
    await page.keyboard.press('Enter');
    const both = region.getByRole('region', { name: 'Page and file', exact: true });
    await both.waitFor();
    expect(await both.getByRole('row').allInnerTexts()).toEqual([
      expect.stringMatching(/this page\s+the file/),
      expect.stringMatching(/from the page\s+1\s+\/\/ from the editor/),
    ]);
    expect(await seriousViolations(page)).toEqual([]);
    await region.getByRole('button', { name: 'Keep mine' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(onDisk).toBe('// from the page\n');
    await both.waitFor({ state: 'detached' });
  });

  it('at the first contact, a text here and another there are not mixed up: the learner chooses', async () => {
    await type(await editorOf(region), '// only in this browser\n');
    await expect.poll(onDisk).toBe('// only in this browser\n');
    await page.goto('about:blank');
    writeFileSync(file, '// only on disk\n');
    // As if this browser had never met this folder.
    const storageState = await context.storageState();
    for (const origin of storageState.origins)
      origin.localStorage = origin.localStorage.filter(({ name }) => !name.startsWith('lockstep:disk:'));
    await context.close();
    context = await browser.newContext({ storageState });
    page = await open(context);
    region = exerciseOn(page);
    await region.getByRole('button', { name: 'Keep mine' }).waitFor();
    expect([await inPage(), onDisk()]).toEqual([
      expect.stringContaining('// only in this browser'),
      '// only on disk\n',
    ]);
  });

  it('two windows of a browser do not write against each other, and when one closes, the other goes on', async () => {
    const second = await open(context);
    await type(await editorOf(region), '// in the first window\n');
    await expect.poll(onDisk).toBe('// in the first window\n');
    const editor = await editorOf(exerciseOn(second));
    await editor.click();
    await expect.poll(() => inPage(second)).toContain('// in the first window');
    await type(await editorOf(exerciseOn(second)), '// in the second window\n');
    await expect.poll(onDisk).toBe('// in the second window\n');
    await expect.poll(said).toContain('Another window of this browser saves');
    await second.close();
    saveElsewhere('// after the second window\n');
    await expect.poll(inPage).toContain('// after the second window');
    expect(saved()).toEqual([]);
  });

  it('nobody else is let in: not another site, not its script in the page of the dev server', async () => {
    const path = `${origin}__lockstep/exercises/${id}`;
    const statusFrom = (page: Page) =>
      page.evaluate(
        (path) =>
          fetch(path, { headers: { 'x-lockstep-token': 'guessed' } }).then(
            ({ status }) => status,
            () => 'not sent',
          ),
        path,
      );
    expect(await statusFrom(page)).toBe(401);
    const other = await context.newPage();
    await other.goto(site);
    expect(await statusFrom(other)).toBe('not sent');
    const html = await other.evaluate(
      (origin) =>
        fetch(origin).then(
          (answer) => answer.text(),
          () => 'unreadable',
        ),
      origin,
    );
    expect(html).toBe('unreadable');
  });
});

describe('the built site', () => {
  it('has no endpoint, no token and no code that would ask', async () => {
    for (const method of ['GET', 'PUT']) {
      const { status } = await fetch(`${site}__lockstep/exercises/${id}`, { method });
      expect(status).toBe(404);
    }
    const telling = ['.html', '.js'].flatMap((ending) =>
      filesUnder(`${root}/build`, ending).filter(
        (path) =>
          path.includes('lockstep-disk') ||
          /__lockstep\/|x-lockstep-token|meta name="?lockstep-disk/.test(
            readFileSync(`${root}/build/${path}`, 'utf8'),
          ),
      ),
    );
    expect(telling).toEqual([]);
  });

  it('asks for none while the learner writes', async () => {
    const page = await browser.newPage();
    const asked = askedOf(page);
    const problems: string[] = [];
    page.on('console', (message) => {
      // The tests' site has no service worker, and says so.
      if (message.type() === 'error' && !message.text().includes('when fetching the script'))
        problems.push(message.text());
    });
    await page.goto(site + lessonPath(lesson!));
    await type(await editorOf(exerciseOn(page)), '// mine\n');
    await expect.poll(() => page.evaluate(() => JSON.stringify({ ...localStorage }))).toContain('// mine');
    await page.waitForTimeout(1_000);
    expect([asked, problems]).toEqual([[], []]);
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
