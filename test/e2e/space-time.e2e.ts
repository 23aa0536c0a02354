import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectTidy, widths } from './axe.ts';
import { ownBrowser } from './browser.ts';
import { site } from './learner.ts';
import { moved, watchShift } from './visit.ts';

/** The picture of a run, as a reader with a keyboard, a pointer, a phone or a link meets it. */
const lesson = `${site}total-ordering/choosing/`;
const title = 'One number, two requests';

const browser = await ownBrowser();

interface Visit {
  readonly url?: string;
  readonly width?: number;
  readonly motion?: 'reduce' | 'no-preference';
}

async function visit({ url = lesson, width = 1440, motion = 'reduce' }: Visit = {}) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    reducedMotion: motion,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await watchShift(context);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', ({ message }) => /sandboxed and lacks/.test(message) || problems.push(message));
  await page.goto(url, { waitUntil: 'load' });
  const figure = page.locator(`[data-run-figure="${title}"]`);
  await figure.scrollIntoViewIfNeeded();
  const picture = figure.getByRole('application');
  await picture.waitFor({ timeout: 20_000 });
  return { page, figure, picture, problems };
}

const told = (figure: Locator) => figure.getByRole('tabpanel');
const tab = (figure: Locator, name: string) => figure.getByRole('tab', { name }).click();

async function write(figure: Locator, text: string): Promise<void> {
  await tab(figure, 'Scenario');
  await figure.getByRole('textbox', { name: /^The scenario/ }).fill(text);
  await figure.getByRole('button', { name: 'Run', exact: true }).click();
}

describe('a scenario in a lesson', () => {
  it('is drawn by the server, for those who have no script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(lesson);
    const still = page.locator(`[data-run-figure="${title}"]`).getByRole('img');
    expect(await still.getAttribute('aria-label')).toContain('crashes');
    expect(await still.locator('svg[data-width="wide"] [data-event]').count()).toBeGreaterThan(20);
  });

  it('comes without moving anything', async () => {
    const { page, problems } = await visit();
    await page.waitForTimeout(500);
    expect(await moved(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('can be stepped through by keyboard alone', async () => {
    const { page, figure, picture } = await visit();
    await picture.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => told(figure).innerText()).toContain('0 ms');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => told(figure).innerText()).toContain('sequencer starts');
    // Along the line of the sequencer, past what the others do.
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => told(figure).innerText()).toContain('sequencer receives #1 “A” from A');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => told(figure).innerText()).toContain('sequencer starts');
    await page.keyboard.press('f');
    await expect.poll(() => told(figure).innerText()).toContain('the link from sequencer to standby is cut');
    await page.keyboard.press('End');
    await expect.poll(() => told(figure).innerText()).toMatch(/180 ms/);
  });

  it('says where the reader has got to, once, and not on the way', async () => {
    const { page, figure, picture } = await visit();
    await page.evaluate(() => {
      const said: string[] = [];
      Object.assign(window, { said });
      for (const status of document.querySelectorAll('[data-run-figure] [role="status"]'))
        new MutationObserver(() => said.push(status.textContent ?? '')).observe(status, {
          childList: true,
          characterData: true,
          subtree: true,
        });
    });
    await picture.focus();
    await page.keyboard.press('Home');
    for (let step = 0; step < 8; step++) await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(900);
    const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
    expect(said).toHaveLength(1);
    expect(said[0]).toBe(
      (await told(figure).locator('p').first().innerText()).replace(/^(\d+ ms)\s*/, '$1: '),
    );
  });

  it('shows what a node knew before and after the selected event, and the message', async () => {
    const { figure } = await visit();
    const panel = told(figure);
    await expect.poll(() => panel.innerText()).toContain('sequencer receives #10 “F” from B');
    expect(await panel.innerText()).toContain('What sequencer knows, before and after');
    expect(await panel.locator('li', { hasText: 'published' }).locator('del').innerText()).toBe('1');
    expect(await panel.locator('li', { hasText: 'published' }).locator('ins').innerText()).toBe('2');
    expect(await panel.locator('pre').last().innerText()).toBe("'F'");
  });

  it('selects the mark and the arrow that are clicked', async () => {
    const { figure, picture } = await visit();
    await picture.getByText('crashes').waitFor();
    const crash = picture
      .locator('g[data-event]')
      .filter({ has: figure.page().locator('path[class*="cross"]') });
    await crash.locator('circle').last().click({ force: true });
    await expect.poll(() => told(figure).innerText()).toContain('sequencer crashes');
    expect(await told(figure).innerText()).toContain('has lost its memory');
  });

  it('lists the same events in words, in step with the picture', async () => {
    const { page, figure, picture } = await visit();
    await tab(figure, 'In words');
    const current = figure.locator('li[aria-current="step"]');
    expect(await current.innerText()).toContain('sequencer receives #10');
    await picture.focus();
    await page.keyboard.press('End');
    await expect.poll(() => current.innerText()).toContain('180 ms');
    await figure.getByRole('button', { name: 'Earlier' }).click();
    await figure.getByRole('button', { name: /r1 applies entry 1: A/ }).click();
    await expect.poll(() => current.innerText()).toContain('r1 applies entry 1');
  });

  it('plays only when it is told to, and never for those who want no motion', async () => {
    const moving = await visit({ motion: 'no-preference' });
    const time = () => moving.figure.getByRole('slider').inputValue();
    const before = await time();
    await moving.page.waitForTimeout(1_500);
    expect(await time()).toBe(before);
    await moving.picture.focus();
    await moving.page.keyboard.press('Space');
    await expect.poll(time, { timeout: 5_000 }).not.toBe(before);
    await moving.page.keyboard.press('Space');
    const stopped = await time();
    await moving.page.waitForTimeout(1_500);
    expect(await time()).toBe(stopped);

    const still = await visit();
    expect(await still.figure.getByRole('button', { name: 'Play' }).count()).toBe(0);
  });

  it.each(widths)('has nothing that sticks out, and nothing serious for axe, at %i px', async (width) => {
    const { page, figure } = await visit({ width });
    for (const name of ['Event', 'In words', 'Key', 'Lines', 'Scenario']) {
      await tab(figure, name);
      await expectTidy(page, '[data-run-figure]', name);
    }
  });
});

describe('a run of more than 10,000 events', () => {
  const long = [
    'system quorum',
    'seed 5',
    'latency 5ms to 15ms',
    'loss 2%',
    ...Array.from({ length: 400 }, (_, n) => `at ${20 * n + 10}ms client A sends c${n} to n1`),
    'until 9s',
  ].join('\n');

  it('draws only what is in view, wherever the reader scrubs to', async () => {
    const { page, figure, picture, problems } = await visit();
    await write(figure, long);
    const slider = figure.getByRole('slider');
    await expect
      .poll(async () => Number(await slider.getAttribute('max')), { timeout: 20_000 })
      .toBeGreaterThan(3_500);
    await tab(figure, 'In words');
    await expect.poll(() => events(page, figure), { timeout: 10_000 }).toBeGreaterThan(3_500);
    const last = Number(await slider.getAttribute('max'));
    for (const part of [0, 0.25, 0.5, 0.75, 1]) {
      const moment = Math.round(part * last);
      await slider.fill(String(moment));
      await expect.poll(() => figure.locator('li[aria-current="step"]').count()).toBe(1);
      const drawn = await picture.locator('[data-event]').count();
      expect(drawn, `at ${moment}`).toBeGreaterThan(5);
      expect(drawn, `at ${moment}`).toBeLessThan(400);
      const ring = await picture.locator('circle[class*="ring"]').boundingBox();
      const box = await picture.boundingBox();
      expect(ring!.y).toBeGreaterThanOrEqual(box!.y - 10);
      expect(ring!.y + ring!.height).toBeLessThanOrEqual(box!.y + box!.height + 10);
    }
    expect(problems).toEqual([]);
    const frames = await framesWhileScrolling(picture);
    console.log(
      `frames while scrolling: median ${frames.at(frames.length / 2)!.toFixed(1)} ms, 95 of 100 within ${frames.at(frames.length * 0.95)!.toFixed(1)} ms`,
    );
  });

  /** How long each of 100 frames takes in which the picture moves by 60 pixels, the shortest first. Told, not judged: machines differ. */
  const framesWhileScrolling = (picture: Locator) =>
    picture.evaluate(async (element) => {
      const frames: number[] = [];
      element.scrollTop = 0;
      let last = performance.now();
      while (frames.length < 100) {
        element.scrollTop += 60;
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        frames.push(now - last);
        last = now;
      }
      return frames.sort((a, b) => a - b);
    });

  const events = async (_page: Page, figure: Locator) =>
    Number(/of (\d+)/.exec(await told(figure).getByRole('status').innerText())?.[1] ?? 0);
});

describe('a link to a run', () => {
  it('opens the very run: its seed and its script', async () => {
    const first = await visit();
    await write(
      first.figure,
      'system non-gating\nseed 9\nlatency 3ms to 30ms\nat 5ms client Z sends Q to sequencer\nuntil 90ms',
    );
    await first.figure.getByRole('button', { name: 'Copy link' }).click();
    await first.figure.getByText('The link is copied.').waitFor();
    const url = await first.page.evaluate(() => navigator.clipboard.readText());
    await tab(first.figure, 'In words');
    const story = await told(first.figure).locator('ol').innerText();
    expect(story).toContain('Z wants “Q” done');

    const second = await visit({ url });
    await second.figure.getByText('This run came with the link.').waitFor();
    await tab(second.figure, 'In words');
    await expect.poll(() => told(second.figure).locator('ol').innerText()).toBe(story);
    await second.figure.getByRole('button', { name: 'Show the lesson’s own' }).click();
    await expect.poll(() => told(second.figure).locator('ol').innerText()).not.toBe(story);
  });

  it.each(['#run=', '#run=1.abc', '#run=nonsense', '#run=7.abc', '#run=%zz'])(
    'that was edited to %s ends in a sentence, and the page lives on',
    async (hash) => {
      const { figure, picture, problems } = await visit({ url: lesson + hash });
      await figure.getByText(/^The run in this link was not opened: /).waitFor();
      await picture.press('Home');
      await expect.poll(() => told(figure).innerText()).toContain('0 ms');
      expect(problems).toEqual([]);
    },
  );

  it('says which line of a scenario cannot be read, and keeps the picture', async () => {
    const { figure, picture } = await visit();
    await write(figure, 'system non-gating\nseed 1\nexplode sequencer\nuntil 5ms');
    await figure
      .getByRole('alert')
      .getByText(/^Line 3: /)
      .waitFor();
    expect(await picture.locator('[data-event]').count()).toBeGreaterThan(5);
  });
});
