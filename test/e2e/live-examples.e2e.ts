import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { badWorlds } from '../course/bad-worlds.ts';
import { readExamples } from '../course/examples.ts';
import { closeAll, launch } from './browser.ts';
import { editorOf, openPage, type } from './learner.ts';
import { lessonPath } from './paths.ts';

let page: Page;
let region: Locator;
let editor: Locator;
const said = () => region.getByRole('log', { name: 'Console' }).innerText();

const browser = await launch();
afterAll(() => browser.close());

/** One page for all: a program must leave it alive for the next. Another only after one that failed. */
async function open() {
  await closeAll(browser);
  page = await openPage(browser, lessonPath(readExamples()[0]!.lesson));
  region = page.getByRole('region', { name: /^Live example: / }).first();
  editor = await editorOf(region);
}
beforeAll(open);
afterEach(({ task }) => (task.result?.state === 'fail' ? open() : undefined));

async function run(code: string) {
  await type(editor, code);
  await region.getByRole('button', { name: 'Run', exact: true }).click();
}

const badPrograms: [string, string, RegExp][] = [
  ['while (true) {}', 'console.log("before");\nwhile (true) {}', /loop on line 2 ran for more than 1 second/],
  [
    'endless microtasks',
    'const f = (): unknown => Promise.resolve().then(f);\nf();',
    /Nothing came back for 3 seconds/,
  ],
  ['endless recursion', 'const f = (): number => f() + 1;\nf();', /kept calling itself/],
  [
    'a 10^8-element array',
    'console.log(new Array(1e8).fill(0).length);',
    /100000000|memory|Nothing came back/,
  ],
  ['100,000 console lines', 'for (let i = 0; i < 1e5; i++) console.log("line", i);', /98,000/],
  ['a 10 MB string', 'console.log("x".repeat(1e7));', /9,990,000 more characters/],
  ['a syntax error', 'const a = ;', /Unexpected token/],
  ['a thrown non-error', 'throw "a string";', /a string/],
  ['a rejected promise', 'Promise.reject(new Error("nobody listens"));', /nobody listens/],
  ['a promise that never settles', 'await new Promise(() => {});', /nothing will settle/],
  ['fetch', 'await fetch("/");', /fetch is not defined.*without a network/],
  ['localStorage', 'localStorage.clear();', /localStorage is not defined.*no storage/],
  ['parent.document', 'parent.document.title = "gone";', /parent is not defined.*apart from the page/],
  ['process.exit', 'process.exit(0);', /process is not defined.*also runs in the browser/],
  ['an empty file', '', /Finished/],
  ['a forged message', 'postMessage({ say: "finished" });', /cannot post messages/],
  ['an import that leads nowhere', 'import { x } from "./nothing.ts";\nconsole.log(x);', /nothing\.ts/],
  [
    'ten million iterations',
    'let n = 0;\nfor (let i = 0; i < 1e7; i++) n += 1;\nconsole.log("counted", n);',
    /counted 10000000/,
  ],
  ...badWorlds.map(({ name, code, says }) => [name, code, says] as [string, string, RegExp]),
];

describe('a live example', () => {
  it.each(badPrograms)('survives %s and says what happened', async (_name, code, sentence) => {
    await run(code);
    await expect
      .poll(async () => `${await said()}\n${await region.innerText()}`, { timeout: 15_000 })
      .toMatch(sentence);
    // Alive: the page still answers, and the next run works.
    await run('console.log("still", "here");');
    await expect.poll(said, { timeout: 15_000 }).toContain('still here');
  });

  it('stops on Stop', async () => {
    await run('setInterval(() => console.log("tick"), 50);');
    await expect.poll(said).toContain('tick');
    await region.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => region.innerText()).toMatch(/stopped/i);
  });

  it('runs with the network off', async () => {
    await page.context().setOffline(true);
    await run('console.log("off", "line");');
    await expect.poll(said).toContain('off line');
    await page.context().setOffline(false);
  });

  it('gets its first code back on Reset', async () => {
    await region.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => editor.innerText()).not.toContain('"line"');
  });
});
