import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectTidy, widths } from './axe.ts';
import { ownBrowser } from './browser.ts';
import { phone, site, taken } from './learner.ts';
import { lessonPath } from './paths.ts';

/** The shop under five architectures, as a reader with a pointer, a keyboard, a phone or a link meets it. */
const lesson = site + lessonPath('docs/05-events/07-choosing/index.mdx');

const browser = await ownBrowser();

interface Visit {
  readonly url?: string;
  readonly width?: number;
  readonly theme?: 'light' | 'dark';
}

async function visit({ url = lesson, width = 1440, theme = 'light' }: Visit = {}) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
    colorScheme: theme,
  });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'load' });
  await taken(page);
  const shop = page.locator('[data-architectures]');
  await shop.scrollIntoViewIfNeeded();
  await ready(shop);
  return { page, shop };
}

/** All five have run under the setting that is in force. */
const ready = (shop: Locator) => shop.locator('[data-ready]').waitFor({ timeout: 30_000 });
const tab = (shop: Locator, name: string) => shop.getByRole('tab', { name, exact: true });
const fault = (shop: Locator, words: string) => shop.getByRole('switch', { name: words });
const time = async (shop: Locator) =>
  Number.parseInt((await shop.getByRole('slider').getAttribute('aria-valuetext'))!, 10);
const node = (shop: Locator, name: string) => shop.getByRole('region', { name, exact: true });
/** A cell of the table: a question, and the column of an architecture, from 1. */
const cell = (shop: Locator, asks: string, column: number) =>
  shop
    .getByRole('table')
    .filter({ hasText: 'Shipped or billed twice' })
    .getByRole('row')
    .filter({ hasText: asks })
    .getByRole('cell')
    .nth(column - 1)
    .innerText();
const toggle = async (shop: Locator, words: string) => {
  await fault(shop, words).click();
  await ready(shop);
};

describe('the comparison', () => {
  it('has the names of all five architectures in full under a finger, beside each other', async () => {
    const context = await browser.newContext({ ...phone, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(lesson, { waitUntil: 'load' });
    await taken(page);
    const shop = page.locator('[data-architectures]');
    await shop.scrollIntoViewIfNeeded();
    await ready(shop);
    const cut = await shop
      .getByRole('tab')
      .evaluateAll((tabs) =>
        tabs.filter((tab) => tab.scrollWidth > tab.clientWidth).map((tab) => tab.textContent),
      );
    expect(cut).toEqual([]);
  });

  it('lets a seed be cleared and written anew, and says what one is', async () => {
    const { shop } = await visit();
    const seed = shop.getByRole('spinbutton', { name: 'Seed' });
    const before = await seed.inputValue();
    await seed.focus();
    for (const _digit of before) await seed.press('Backspace');
    expect(await seed.inputValue()).toBe('');
    await expect
      .poll(() => shop.getByRole('alert').innerText())
      .toBe(`A seed is a whole number, 0 or more. Until there is one, the run keeps seed ${before}.`);
    await seed.pressSequentially('41');
    await expect.poll(() => shop.getByRole('alert').count()).toBe(0);
    await shop.getByRole('button', { name: 'Next seed' }).click();
    expect(await seed.inputValue()).toBe('42');
  });

  it('switches the architecture and keeps the moment', async () => {
    const { shop } = await visit();
    const before = await time(shop);
    await tab(shop, 'Command sourcing').click();
    await expect.poll(() => node(shop, 'orders').innerText()).toContain('4 place-order: order 4');
    expect(await node(shop, 'orders').innerText()).toContain('refused');
    expect(Math.abs((await time(shop)) - before)).toBeLessThan(15);
    await tab(shop, 'Notification').click();
    await expect.poll(() => time(shop)).toBe(before);
  });

  it('measures what a fault does to whom', async () => {
    const { shop } = await visit();
    const wait = (column: number) => cell(shop, 'Longest wait for a parcel', column);
    const [asking, copying] = [await wait(1), await wait(2)];
    await toggle(shop, 'users is down');
    expect(Number.parseInt(await wait(1), 10)).toBeGreaterThan(Number.parseInt(asking, 10) + 200);
    expect(await wait(2)).toBe(copying);
    await toggle(shop, 'users is down');
    expect(await wait(1)).toBe(asking);
  });

  it('replays under another release, and marks where the histories differ', async () => {
    const { shop } = await visit();
    const replay = shop.getByRole('region', { name: 'Replay' });
    const differing = () => replay.getByRole('row').filter({ hasText: 'differs:' }).allInnerTexts();
    await tab(shop, 'Event sourcing').click();
    await replay.getByRole('button', { name: 'Deploy release 2 and replay' }).click();
    expect(await replay.getByRole('status').innerText()).toMatch(/^None of \d+ entries/);
    expect(await differing()).toEqual([]);

    await tab(shop, 'Command sourcing').click();
    await expect
      .poll(() => replay.getByRole('status').innerText())
      .toContain('Order 2 was invoiced at 100.00');
    expect((await differing())[0]).toMatch(
      /place-order 2 → placed, 100\.00[\s\S]*place-order 2 → placed, 90\.00/,
    );
    await replay.getByRole('switch', { name: 'old commands keep the rules of their day' }).click();
    expect(await differing()).toEqual([]);
  });

  it('keeps its setting in the address, and opens it again', async () => {
    const { page, shop } = await visit();
    await tab(shop, 'CQRS').click();
    await toggle(shop, 'messages get lost');
    await expect.poll(() => page.url()).toMatch(/#shop=cqrs&faults=loss&at=\d+$/);
    const [url, answer] = [page.url(), await cell(shop, 'Longest wait for an answer', 5)];

    const again = await visit({ url });
    expect(await tab(again.shop, 'CQRS').getAttribute('aria-selected')).toBe('true');
    expect(await fault(again.shop, 'messages get lost').isChecked()).toBe(true);
    expect(await cell(again.shop, 'Longest wait for an answer', 5)).toBe(answer);
  });

  it('says why a link was not opened, and opens all the same', async () => {
    const { shop } = await visit({ url: `${lesson}#shop=microservices` });
    expect(await shop.getByRole('status').first().innerText()).toContain(
      '“microservices” is no architecture',
    );
  });

  it('is there for the keyboard alone', async () => {
    const { page, shop } = await visit();
    await fault(shop, 'orders is down').focus();
    await page.keyboard.press('Space');
    await ready(shop);
    await tab(shop, 'Notification').focus();
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe('Carried state');
    const before = await time(shop);
    await shop.getByRole('application').focus();
    for (let presses = 0; presses < 4; presses++) await page.keyboard.press('ArrowRight');
    await expect.poll(() => time(shop)).toBeGreaterThan(before);
    await expect.poll(() => node(shop, 'orders').innerText()).toContain('down');
  });

  it.each(widths)('is tidy at %i pixels', async (width) => {
    const { page, shop } = await visit({ width });
    await tab(shop, 'Command sourcing').click();
    await toggle(shop, 'orders is down');
    await shop.getByRole('button', { name: 'Deploy release 2 and replay' }).click();
    await expectTidy(page, '[data-architectures]', `the comparison at ${width} pixels`);
  });

  it('puts a line for every architecture below each question on a phone', async () => {
    const { shop } = await visit({ width: 390 });
    const cells = shop.getByRole('row').filter({ hasText: 'Messages for a paid order' }).getByRole('cell');
    const boxes = await cells.evaluateAll((all) =>
      all.map((each) => {
        const { top, left, right } = each.getBoundingClientRect();
        return { top, left, right };
      }),
    );
    expect(boxes).toHaveLength(5);
    expect(new Set(boxes.map(({ top }) => Math.round(top))).size).toBe(5);
    for (const { left, right } of boxes) expect([left >= 0, right <= 390]).toEqual([true, true]);
  });
});

const focused = (page: Page) => page.evaluate(() => document.activeElement!.textContent);
