import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Theme } from './axe.ts';
import { site } from './learner.ts';

export interface Visit {
  readonly page: Page;
  /** What went wrong in the page, and what it asked of others than the site. */
  readonly problems: readonly string[];
  /** The addresses that the page asked for. */
  readonly asked: readonly string[];
  leave(): Promise<void>;
}

/** A first visit, until the page has nothing more to ask for. */
export async function visit(
  browser: Browser,
  path: string,
  theme: Theme,
  options: BrowserContextOptions,
): Promise<Visit> {
  const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme: theme, ...options });
  await watchShift(context);
  const page = await context.newPage();
  const problems: string[] = [];
  const asked: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    asked.push(request.url());
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith('http') && host !== new URL(site).host) problems.push(`asked ${request.url()}`);
  });
  await page.goto(site + path, { waitUntil: 'networkidle' });
  return { page, problems, asked, leave: () => context.close() };
}

/** From here on the pages of the context count what moves in them: see `shift`. */
export const watchShift = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    const shared = window as unknown as { shift: number };
    shared.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shared.shift += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });

/** By how much anything has moved by itself since the visit began. */
export const shift = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { shift: number }).shift);

/**
 * Goes down the page as a reader does, and waits in each place until all that loads late has come there, in view: editors
 * and their first runs, pictures, the lab, the comparison. @returns what never came
 */
export const goThrough = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const patience = 20_000;
    const frame = () => new Promise(requestAnimationFrame);
    const late = () => [
      ...[...document.querySelectorAll('[aria-label^="Live example: "], [aria-label^="Exercise: "]')]
        .filter(
          (region) =>
            !region.querySelector('.cm-content') ||
            /Running…|The run is being drawn…/.test(region.textContent),
        )
        .map((region) => [region, region.getAttribute('aria-label')!] as const),
      ...[...document.querySelectorAll('[data-run-figure], [data-lab], [data-architectures]')]
        .filter((figure) => !figure.querySelector('input[type="range"], [data-ready]'))
        .map((figure) => [figure, `Figure: ${figure.textContent.slice(0, 60)}`] as const),
    ];
    const isInView = (element: Element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    };

    for (let y = 0; y < document.body.scrollHeight; y += innerHeight * 0.8) {
      scrollTo({ top: y, behavior: 'instant' });
      await frame();
      await frame();
      const until = performance.now() + patience;
      while (performance.now() < until && late().some(([element]) => isInView(element))) await frame();
    }
    return late().map(([, name]) => name);
  });

/** The page, as it stands, under a mouse where it was under a finger. */
export async function takeMouse(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: false });
  await page.waitForFunction(() => !matchMedia('(pointer: coarse)').matches);
}
