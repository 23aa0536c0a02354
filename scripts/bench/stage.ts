/**
 * How fast a run is indexed and a moment of it found, and how long a frame takes with seven servers and over two hundred messages on
 * their way: `npm run bench:stage`. It needs Chromium. The bars are 100 ms for 20,000 events, 1 ms for a moment, and 16.7 ms for a frame.
 */
import { framesOf, frameAt } from '../../src/components/ClusterStage/frames.ts';
import { after } from '../../src/components/ClusterStage/playhead.ts';
import { lastSentence } from '../../src/components/ClusterStage/sentences.ts';
import { run } from '../../src/components/ClusterStage/testing.ts';
import { launch } from '../../test/e2e/browser.ts';
import { bundleStage, crowd, openStage } from '../../test/e2e/stage-browser.ts';
import { framesIn, median } from './frames.ts';

const timed = (work: () => unknown) => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

const requests = Array.from(
  { length: 300 },
  (_, at) => `at ${300 + at * 20}ms client c sends add x ${at} to n1`,
);
const long = run(7, `latency 5ms to 15ms\nloss 2%\n${requests.join('\n')}\nuntil 9s`);
const trace = { ...long, events: long.events.slice(0, 20_000) };
const frames = framesOf(trace);
const moments = Array.from({ length: 1_000 }, (_, at) => after(frames, (at * 7_919) % trace.events.length));

console.log(`a run of ${trace.events.length} events, medians`);
const rows: readonly (readonly [string, number])[] = [
  ['index', median(Array.from({ length: 15 }, () => timed(() => framesOf(trace))))],
  ['a moment', median(moments.map((moment) => timed(() => frameAt(frames, moment))))],
  ['its sentence', median(moments.map(({ event }) => timed(() => lastSentence(frames, event))))],
];
for (const [what, ms] of rows) console.log(`  ${what.padEnd(14)}${ms.toFixed(2)} ms`);

const browser = await launch();
const bundle = await bundleStage();
for (const width of [800, 390]) {
  const { page } = await openStage(browser, bundle, crowd, { width, motion: 'no-preference' });
  const messages = await page
    .getByRole('group', { name: 'Messages on their way' })
    .getByRole('button')
    .count();
  await page.getByLabel(/^Speed/).selectOption('1');
  await page.getByRole('button', { name: 'Play' }).click();
  console.log(`${width} px, ${messages} messages: ${await framesIn(page)}`);
  await page.context().close();
}
await browser.close();
