import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  readonly run: (within: string, options: RunOptions) => Promise<AxeResults>;
}

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Wide and narrow. */
export const widths = [1440, 390] as const;

/** Nothing sticks out of the page, and axe finds nothing serious within a selector, in light and in dark. */
export async function expectTidy(page: Page, within: string, name: string): Promise<void> {
  for (const theme of themes) {
    await turn(page, theme);
    expect(await seriousViolations(page, within), `${name}, ${theme}`).toEqual([]);
    expect(await overflow(page), `pixels that stick out sideways with ${name}, ${theme}`).toBeLessThanOrEqual(
      0,
    );
  }
}

/** The page, as it stands, in the other colours, once they have come. A theme is nothing but CSS. */
export async function turn(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.evaluate(async (theme) => {
    document.documentElement.dataset['theme'] = theme;
    const turning = document.getAnimations().filter((each) => each instanceof CSSTransition);
    await Promise.allSettled(turning.map(({ finished }) => finished));
  }, theme);
}

export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What else axe looks for does not change with the theme. */
export const coloursOnly: RunOptions = { runOnly: ['color-contrast', 'link-in-text-block'] };

/** What axe finds on the page as it is, dialogs included, or within the elements of a selector, that is serious or critical: a sentence each. */
export async function seriousViolations(
  page: Page,
  within = 'html',
  options: RunOptions = {},
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const { violations } = await page.evaluate(
    // What it finds in order it need not describe; the frame in which code runs has nothing to see.
    ([within, options]) =>
      (window as unknown as { axe: Axe }).axe.run(within, {
        resultTypes: ['violations'],
        iframes: false,
        ...options,
      }),
    [within, options] as const,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
    );
}
