import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readExamples } from '../course/examples.ts';
import { closeAll, launch } from './browser.ts';
import { editorOf, openPage, type } from './learner.ts';
import { lessonPath } from './paths.ts';

/** What a live example prints of the simulated world is shown below its console, and nothing that is printed ends the page. */
let page: Page;
let region: Locator;
let editor: Locator;
const drawing = readExamples().find(({ entry }) => entry === '/two-orders.ts')!;
const consoleOf = () => region.getByRole('log', { name: 'Console' }).innerText();
/** With the run in words, if one is drawn. */
async function shown(): Promise<string> {
  const words = region.getByRole('tab', { name: 'In words' });
  if (await words.count()) await words.click();
  return region.innerText();
}

const browser = await launch();
afterAll(() => browser.close());

/** One page for all: a program must leave it alive for the next. Another only after one that failed. */
async function open() {
  await closeAll(browser);
  page = await openPage(browser, lessonPath(drawing.lesson));
  region = page.getByRole('region', { name: `Live example: ${drawing.title}` });
  editor = await editorOf(region);
}
beforeAll(open);
afterEach(({ task }) => (task.result?.state === 'fail' ? open() : undefined));

async function run(code: string) {
  await type(editor, code);
  await region.getByRole('button', { name: 'Run', exact: true }).click();
}

describe('the run of a live example', () => {
  it('is shown below the console, event by event', async () => {
    await expect.poll(consoleOf).toContain('A run of 33 events');
    await expect.poll(shown).toMatch(/gateway-a sends #\d+ “A” to r1/);
    await expect.poll(shown).toMatch(/r2 receives #\d+ “F” from gateway-b/);
  });

  it('follows the learner’s own code', async () => {
    await run(`import { createWorld, send, type Program } from '#course/sim';
const node: Program<null, string> = {
  init: () => null,
  step: (state, input) => ({ state, effects: input.kind === 'start' ? [send('n2', 'my own')] : [] }),
};
const world = createWorld({ seed: 1, nodes: { n1: node, n2: { ...node, step: (state) => ({ state, effects: [] }) } } });
world.run();
console.log(world.trace());`);
    await expect.poll(shown).toMatch(/n2 receives #1 “my own” from n1/);
    expect(await shown()).not.toContain('gateway-a sends');
  });

  it('goes away with a program that prints none', async () => {
    await run('console.log("no run");');
    await expect.poll(consoleOf).toContain('no run');
    await expect.poll(shown).toContain('console.log(trace)');
  });

  it.each([
    ['of another version', '{ version: 2, seed: 1, nodes: [], events: [] }', /version 2, and only version 1/],
    [
      'whose events make no sense',
      '{ version: 1, seed: 1, nodes: ["a"], clients: [], script: [], omitted: 0, events: [{ kind: "bang", at: 0 }, { kind: "deliver", at: -1, node: 7, id: "x" }] }',
      /A run of 2 events/,
    ],
    [
      'of 50,000 events',
      '{ version: 1, seed: 1, nodes: ["a"], clients: [], script: [], omitted: 0, events: Array.from({ length: 5e4 }, (_, at) => ({ kind: "note", node: "a", at, text: "tick" })) }',
      /the first 20,000 are drawn below/,
    ],
  ])('%s leaves the page alive', async (_name, trace, sentence) => {
    await run(`console.log(${trace} as unknown);`);
    await expect.poll(consoleOf, { timeout: 15_000 }).toMatch(sentence);
    await run('console.log("still", "here");');
    await expect.poll(consoleOf, { timeout: 15_000 }).toContain('still here');
  });

  it('comes back with the lesson’s code', async () => {
    await region.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(shown).toMatch(/gateway-a sends #\d+ “A” to r1/);
  });
});
