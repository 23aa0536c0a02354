import { existsSync } from 'node:fs';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import { afterAll, afterEach } from 'vitest';

const executablePath =
  process.env['CHROMIUM'] ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);

/** A browser that speaks to nobody but the test. @throws Error when there is none: a missing browser is not a pass */
export const launch = async (): Promise<Browser> => chromium.launch(launchOptions());

/** The browser of a file of tests. What a test opens in it is gone when the test ends, however it ends: the next has the machine for itself. */
export async function ownBrowser(): Promise<Browser> {
  const browser = await launch();
  afterEach(() => closeAll(browser));
  afterAll(() => browser.close());
  return browser;
}

/** Every page that is open in it. */
export async function closeAll(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
}

/** @throws Error when there is no browser */
export function launchOptions(): LaunchOptions {
  if (executablePath === undefined)
    throw new Error('No Chromium found. Install it, or set CHROMIUM to its path.');
  return {
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
