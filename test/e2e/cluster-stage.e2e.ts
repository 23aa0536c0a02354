import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { calm } from '../../src/components/ClusterStage/testing.ts';
import { expectTidy, widths } from './axe.ts';
import { ownBrowser } from './browser.ts';
import { bundleStage, crowd, openStage, type Looks } from './stage-browser.ts';
import type { StagePage } from './stage-page.tsx';

/** The picture of a cluster, as a reader with a keyboard, a pointer, a phone or a screen reader meets it. */
const [browser, bundle] = await Promise.all([ownBrowser(), bundleStage()]);

const ordinary: StagePage = { servers: 5, lines: `${calm}at 300ms crash n3\nuntil 600ms`, at: 104 };
const open = (shown: StagePage = ordinary, looks?: Looks) => openStage(browser, bundle, shown, looks);
const told = (page: Page) => page.locator('p:has(> b)').first().innerText();
const time = async (page: Page) => Number(await page.getByRole('slider').inputValue());
const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click();

describe('a run on the stage', () => {
  it('can be gone through by keyboard alone', async () => {
    const { page, problems } = await open();
    await page.getByRole('slider').focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => told(page)).toContain('it stands for election in term 1');
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(() => told(page)).toContain('n1 sends RequestVote of term 1 to n');
    await page.keyboard.press('Home');
    await expect.poll(() => told(page)).toContain('Nothing has happened yet.');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => told(page)).toContain('n1 starts');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => told(page)).toContain('n2 starts');
    await page.keyboard.press('End');
    await expect.poll(() => time(page)).toBeGreaterThan(580);
    expect(problems).toEqual([]);
  });

  it('has servers and messages that a keyboard reaches, and tells what they are', async () => {
    const { page } = await open();
    const servers = page.getByRole('group', { name: 'Servers' }).getByRole('button');
    expect(await servers.evaluateAll((all) => all.map(({ tabIndex }) => tabIndex as number))).toEqual([
      0, -1, -1, -1, -1,
    ]);
    await servers.first().focus();
    expect(await page.evaluate(() => document.activeElement!.getAttribute('aria-label'))).toMatch(
      /^n1: candidate in term 1, with 1 vote\. Log of 0 entries, 0 committed\. election timer: \d+ ms left\.$/,
    );
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('tabpanel').innerText()).toContain('n2: follower');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement!.getAttribute('aria-label'))).toBe(
      'RequestVote of term 1 from n1 to n2: the sender’s log is empty',
    );
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByRole('tabpanel').innerText())
      .toContain('n1 to n3: RequestVote of term 1');
  });

  it('tells of the message that is clicked', async () => {
    const { page } = await open();
    const message = page.getByRole('button', { name: /^RequestVote of term 1 from n1 to n4/ });
    const box = (await message.boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await expect
      .poll(() => page.getByRole('tabpanel').innerText())
      .toContain('n1 to n4: RequestVote of term 1');
  });

  it('says where the reader has got to, once, and not on the way', async () => {
    const { page } = await open();
    await page.waitForTimeout(500);
    await page.evaluate(() => {
      const said: string[] = [];
      Object.assign(window, { said });
      const status = document.querySelector('section section [role="status"]')!;
      new MutationObserver(() => said.push(status.textContent ?? '')).observe(status, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    await page.getByRole('slider').focus();
    for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(900);
    const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
    expect(said).toHaveLength(1);
    expect(await told(page)).toContain(said[0]);
  });

  it('has the same facts in tables', async () => {
    const { page } = await open();
    await tab(page, 'Tables');
    const row = page.getByRole('row', { name: /^n1/ });
    expect(await row.innerText()).toMatch(/candidate, voted for by n1\s+1\s+n1\s+empty/);
    const messages = page.getByRole('tabpanel').getByRole('listitem');
    expect(await messages.count()).toBe(4);
    expect(await messages.first().innerText()).toContain('40 % of the way');
  });

  it('lists all its events, and goes to the one that is chosen', async () => {
    const { page } = await open();
    await tab(page, 'In words');
    await page.getByRole('button', { name: /^n1 receives RequestVoteReply of term 1 from n2/ }).click();
    await expect.poll(() => time(page)).toBe(120);
  });

  it('glides when it is played, and stops when it is told to', async () => {
    const { page } = await open(ordinary, { motion: 'no-preference' });
    await page.getByRole('slider').focus();
    await page.keyboard.press('Space');
    await page.waitForTimeout(600);
    await page.keyboard.press('Space');
    const stopped = await time(page);
    expect(stopped).toBeGreaterThan(110);
    expect(stopped).toBeLessThan(200);
    await page.waitForTimeout(400);
    expect(await time(page)).toBe(stopped);
  });

  it('goes from step to step for those who want no motion', async () => {
    const { page } = await open();
    await page.getByLabel(/^Speed/).selectOption('10');
    await page.getByRole('button', { name: 'Play' }).click();
    const times = new Set<number>();
    for (let look = 0; look < 30; look++) {
      times.add(await time(page));
      await page.waitForTimeout(20);
    }
    await page.getByRole('button', { name: 'Pause' }).click();
    expect(times.size).toBeGreaterThan(1);
    for (const each of times) expect(Number.isInteger(each)).toBe(true);
  });

  it('does not play while it is out of sight', async () => {
    const { page } = await open(ordinary, { motion: 'no-preference' });
    await page.evaluate(() => (document.body.style.paddingBottom = '4000px'));
    await page.getByRole('button', { name: 'Play' }).click();
    await page.evaluate(() => scrollTo(0, 3_000));
    await page.waitForTimeout(200);
    const hidden = await time(page);
    await page.waitForTimeout(500);
    expect(await time(page)).toBe(hidden);
    await page.evaluate(() => scrollTo(0, 0));
    await expect.poll(() => time(page)).toBeGreaterThan(hidden);
  });

  it.each(widths)('has nothing that sticks out, and nothing serious for axe, at %i px', async (width) => {
    for (const shown of [ordinary, { ...ordinary, at: 560 }]) {
      const { page } = await open(shown, { width });
      for (const name of ['Chosen', 'Tables', 'In words', 'Key']) {
        await tab(page, name);
        await expectTidy(page, '#stage', name);
      }
      await page.context().close();
    }
  });
});

describe('seven servers and two hundred messages', () => {
  it('are drawn as few elements, with every frame of the screen', async () => {
    const { page, problems } = await open(crowd, { motion: 'no-preference' });
    const flying = await page
      .getByRole('group', { name: 'Messages on their way' })
      .getByRole('button')
      .count();
    expect(flying).toBeGreaterThan(200);
    await page.getByLabel(/^Speed/).selectOption('1');
    await page.getByRole('button', { name: 'Play' }).click();
    const frames = await framesOf(page, 120);
    expect(await page.locator('svg path[class*="message"]').count()).toBeLessThan(15);
    expect(problems).toEqual([]);
    console.log(
      `frames with ${flying} messages: median ${frames.at(frames.length / 2)!.toFixed(1)} ms, 95 of 100 within ${frames.at(frames.length * 0.95)!.toFixed(1)} ms`,
    );
  });

  /** How long each frame takes while the run is played, the shortest first. Told, not judged: machines differ. */
  const framesOf = (page: Page, count: number) =>
    page.evaluate(async (count) => {
      const frames: number[] = [];
      let last = performance.now();
      while (frames.length < count) {
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        frames.push(now - last);
        last = now;
      }
      return frames.sort((a, b) => a - b);
    }, count);
});
