import type { Browser, Locator, Page } from 'playwright-core';
import { inject } from 'vitest';

export const site = inject('site');

export const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
} as const;

export async function openPage(browser: Browser, path: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 1000 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(site + path, { waitUntil: 'load' });
  return page;
}

/** Once React has taken over the page: before that it hears no key, and may still put an element in the place of another. */
export const taken = (page: Page): Promise<void> =>
  page.locator('html[data-has-hydrated="true"]').waitFor({ state: 'attached' });

/** The editor of a region, once it can be typed into. */
export async function editorOf(region: Locator): Promise<Locator> {
  await taken(region.page());
  await region.scrollIntoViewIfNeeded();
  const editor = region.locator('.cm-content[contenteditable="true"]');
  await editor.waitFor({ timeout: 20_000 });
  return editor;
}

/** Replaces everything in the editor, by keyboard alone. */
export async function type(editor: Locator, code: string): Promise<void> {
  const page = editor.page();
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(code);
}
