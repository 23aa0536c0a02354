import type { Page } from 'playwright-core';

export const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;

/** While something plays in a page: how far apart its frames are, how many come late, and how long the page works for each. */
export async function framesIn(page: Page, count = 180): Promise<string> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const worked = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1_000 * metrics.find(({ name }) => name === 'TaskDuration')!.value;
  };
  const before = await worked();
  const spans = await page.evaluate(async (count) => {
    const spans: number[] = [];
    for (let last = performance.now(); spans.length < count;) {
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      spans.push(now - last);
      last = now;
    }
    return spans;
  }, count);
  const busy = ((await worked()) - before) / spans.length;
  const late = spans.filter((span) => span > 20).length;
  return `a frame every ${median(spans).toFixed(1)} ms, ${late} of ${count} late; ${busy.toFixed(1)} ms of work in each`;
}
