import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { root } from '../../src/grading/node/root.ts';
import { ownBrowser } from './browser.ts';
import { editorOf, openPage, site, type } from './learner.ts';

/** A learner whose whole server is wrong, or is built of other answers. */
const lesson = 'raft/the-cluster-lab/';
const read = (path: string) => readFileSync(`${root}/test/${path}.ts`, 'utf8');

const browser = await ownBrowser();

const exerciseIn = (page: Page, name: string) => page.getByRole('region', { name: `Exercise: ${name}` });

async function check(page: Page, name: string, code: string) {
  const region = exerciseIn(page, name);
  await type(await editorOf(region), code);
  await region.getByRole('button', { name: 'Check' }).click();
  await expect
    .poll(() => region.getByRole('status').first().innerText(), { timeout: 60_000 })
    .toMatch(/of \d+ tests pass|Solved/);
  return region;
}

describe('a failed run of a cluster', () => {
  it('leads in two clicks to the picture of the step that failed, with the learner’s own server', async () => {
    const page = await openPage(browser, lesson);
    const mistake = read('mistakes/raft/raft-node/commits-older-terms-by-counting');
    const region = await check(page, 'The whole server', mistake);
    const failed = region.getByRole('listitem').filter({ hasText: 'With seed 1:' });
    expect(await failed.count()).toBe(1);
    const [, sentence] = /With seed 1: (.+)/.exec(await failed.innerText())!;
    await failed.getByRole('link', { name: 'Open in the cluster lab' }).click();

    await page.waitForURL(`${site}lab/**`);
    const lab = page.getByRole('region', { name: 'Cluster lab' });
    await expect.poll(() => lab.innerText(), { timeout: 30_000 }).toContain(sentence!);
    const [, at] = /is broken at (\d+) ms/.exec(await lab.innerText())!;
    await expect.poll(() => lab.getByRole('slider').inputValue()).toBe(at!);
  });
});

describe('an answer that imports another', () => {
  it('is graded with what the learner wrote there', async () => {
    const page = await openPage(browser, lesson);
    const answer = read('solutions/raft/raft-node')
      .replace(
        '  const isUpToDate =\n    lastLogTerm > ownTerm ||\n    (lastLogTerm === ownTerm && lastLogIndex >= log.length);',
        '  const isUpToDate = compare({ term, lastLogIndex, lastLogTerm }, log);',
      )
      .replace(
        /^import \{$/m,
        "import { isUpToDate as compare } from '#exercise/raft/grant-vote';\nimport {",
      );
    let region = await check(page, 'The whole server', answer);
    expect(await region.innerText()).toContain('To do: raft/grant-vote: compare the last terms');

    await page.goto(`${site}raft/leader-election/`, { waitUntil: 'load' });
    await check(page, 'Grant vote', read('solutions/raft/grant-vote'));
    await page.goto(`${site}${lesson}`, { waitUntil: 'load' });
    region = exerciseIn(page, 'The whole server');
    await editorOf(region);
    await region.getByRole('button', { name: 'Check' }).click();
    await expect.poll(() => region.innerText(), { timeout: 60_000 }).toContain('Solved: all');
  });
});
