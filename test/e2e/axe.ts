import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  readonly run: (within: string, options: RunOptions) => Promise<AxeResults>;
}

/** Wide and narrow, light and dark. */
export const views = [
  [1440, 'light'],
  [1440, 'dark'],
  [390, 'light'],
  [390, 'dark'],
] as const;

/** Nothing sticks out of the page, and axe finds nothing serious within a selector. */
export async function expectTidy(page: Page, within: string, name: string): Promise<void> {
  expect(await seriousViolations(page, within), name).toEqual([]);
  expect(await overflow(page), `pixels that stick out sideways with ${name}`).toBeLessThanOrEqual(0);
}

export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What axe finds on the page as it is, dialogs included, or within the elements of a selector, that is serious or critical: a sentence each. */
export async function seriousViolations(page: Page, within = 'html'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const { violations } = await page.evaluate(
    // What it finds in order it need not describe; the frame in which code runs has nothing to see.
    (within) =>
      (window as unknown as { axe: Axe }).axe.run(within, { resultTypes: ['violations'], iframes: false }),
    within,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
    );
}
