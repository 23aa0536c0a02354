import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Theme } from './axe.ts';
import { site } from './learner.ts';

export interface Visit {
  readonly page: Page;
  /** What went wrong in the page, and what it asked of others than the site. */
  readonly problems: readonly string[];
  /** The addresses that the page asked for. */
  readonly asked: readonly string[];
}

/** A first visit, until the page has nothing more to ask for. */
export async function visit(
  browser: Browser,
  path: string,
  theme: Theme,
  {
    waitUntil = 'networkidle',
    ...options
  }: BrowserContextOptions & { readonly waitUntil?: 'load' | 'networkidle' },
): Promise<Visit> {
  const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme: theme, ...options });
  await watchShift(context);
  const page = await context.newPage();
  const problems: string[] = [];
  const asked: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  const pending = new Set<string>();
  page.on('requestfinished', (request) => pending.delete(request.url()));
  page.on('requestfailed', (request) => pending.delete(request.url()));
  page.on('request', (request) => {
    pending.add(request.url());
    asked.push(request.url());
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith('http') && host !== new URL(site).host) problems.push(`asked ${request.url()}`);
  });
  await page.goto(site + path, { waitUntil }).catch(({ message }: Error) => {
    throw new Error(`${message}\nStill to come: ${[...pending].join(' ') || 'nothing'}`);
  });
  return { page, problems, asked };
}

export interface Moved {
  /** As Web Vitals count it. */
  readonly by: number;
  readonly what: string;
}

/** From here on the pages of the context note what moves in them by itself: see `moved`. */
export const watchShift = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    interface Shift extends PerformanceEntry {
      readonly value: number;
      readonly sources: readonly { node?: Node; previousRect: DOMRect; currentRect: DOMRect }[];
    }
    const moved: Moved[] = [];
    Object.assign(window, { moved });
    const place = ({ x, y, width, height }: DOMRect) => [x, y, width, height].map(Math.round).join(' ');
    const told = (node?: Node) =>
      node instanceof Element ? (node.cloneNode(false) as Element).outerHTML : (node?.textContent ?? '');
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as Shift[]) {
        const what = sources.map(
          ({ node, previousRect, currentRect }) =>
            `${told(node).slice(0, 120)} from ${place(previousRect)} to ${place(currentRect)}`,
        );
        moved.push({ by: value, what: what.join('; ') });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });

/** What has moved by itself since the visit began, in pixels from where to where; nothing as long as it adds up to less than `allowed`. */
export async function moved(page: Page, allowed = 0): Promise<readonly Moved[]> {
  const all = await page.evaluate(() => (window as unknown as { moved: readonly Moved[] }).moved);
  return all.reduce((sum, { by }) => sum + by, 0) < allowed ? [] : all;
}

/**
 * Goes down the page as a reader does, and waits in each place until all that loads late has come there, in view: editors
 * and their first runs, pictures, the lab, the comparison. @returns what never came
 *
 * @throws Error when the browser paints no frame ever again, while scripts and timers go on, as Chromium 156, headless or
 * not, does at times on a busy machine: its compositor waits for a tile that nobody draws (“Not activating because pending
 * tree not ready”). Another visit finds it well.
 */
export const goThrough = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const patience = 20_000;
    const frame = () =>
      new Promise<void>((resolve, reject) => {
        const last = setTimeout(() => reject(new Error('The browser draws no more.')), 10_000);
        requestAnimationFrame(() => (clearTimeout(last), resolve()));
      });
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
