import { existsSync } from 'node:fs';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

const executablePath =
  process.env['CHROMIUM'] ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);

/** A browser that speaks to nobody but the test. @throws Error when there is none: a missing browser is not a pass */
export const launch = async (): Promise<Browser> => chromium.launch(launchOptions());

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
