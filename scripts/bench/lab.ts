import type { Browser, Page } from 'playwright-core';
import { labAddress, labHash } from '../../src/raft/lab-link.ts';
import { framesIn, median } from './frames.ts';

/** Seven servers, and a client in a hurry: some two hundred messages on their way at a time. */
const crowd = [
  'seed 1',
  'nodes n1 n2 n3 n4 n5 n6 n7',
  'latency 60ms to 90ms',
  'at 20ms fire election of n1',
  ...Array.from({ length: 200 }, (_, at) => `at ${500 + at * 10}ms client c sends add x 1 to n1`),
  'until 3s',
].join('\n');

/** Frames of the whole lab while it plays. */
export async function labFrames(browser: Browser, origin: string, width: number): Promise<string> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, serviceWorkers: 'block' });
  await page.goto(origin + labAddress + labHash({ scenario: crowd, event: 3_500 }));
  const lab = page.getByRole('region', { name: 'Cluster lab' });
  const messages = lab.getByRole('group', { name: 'Messages on their way' }).getByRole('button');
  await messages.nth(100).waitFor({ state: 'attached' });
  const count = await messages.count();
  await lab.getByLabel(/^Speed/).selectOption('1');
  await lab.getByRole('button', { name: 'Play', exact: true }).click();
  const told = `${count} messages: ${await framesIn(page)}`;
  await page.close();
  return told;
}

/** The longest task, in milliseconds and as a median, while the lab comes into a lesson, on a phone a quarter as fast as this machine. */
export async function longestWhileTheLabComes(browser: Browser, url: string, runs: number): Promise<number> {
  const longest: number[] = [];
  for (let run = 0; run < runs; run++) {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 }, serviceWorkers: 'block' });
    longest.push(await longestTask(page, url));
    await page.close();
  }
  return median(longest);
}

async function longestTask(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: 'networkidle' });
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.evaluate(() => {
    const tasks: number[] = [0];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({
      type: 'longtask',
    });
    document.querySelector('[data-lab]')!.scrollIntoView();
  });
  await page.getByRole('tab', { name: 'Events' }).waitFor({ state: 'attached' });
  await page.waitForTimeout(1_500);
  return page.evaluate(() => Math.max(...(window as unknown as { tasks: number[] }).tasks));
}
