/**
 * How many entries a second three servers commit in one process, beside what the engine gives at most and beside another Raft in
 * JavaScript: `npm run bench:raft`. One entry a message, 64 of them not yet committed.
 *
 * Loops take turns, in short rounds of about the same length, so that a busy machine slows all of them; the best round of each counts.
 * The bars are those of the quiet machine, and, as shares of the ceiling of the same run, hold on a busy one.
 */
import { watch } from '../../src/raft/invariants/checker.ts';
import type { World } from '../../src/sim/index.ts';
import { allTrials, holdUnderSeeds, mitList, seedsOfEach } from '../../test/course/raft/mit.ts';
import { bare } from './raft/bare.ts';
import { ceiling } from './raft/ceiling.ts';
import { inWorld } from './raft/world.ts';
import { liferaft } from './liferaft/run.ts';

const commits = 20_000;
/** Few enough for the trace that a world keeps when it is not told how much: it holds on to every state of every server. */
const traced = 5_000;
const rounds = 15;
const outstanding = 64;
/** A log is copied with each entry: short logs are fast logs. A real server discards entries as often, a segment at a time. */
const snapshotAfter = 64;

type Loops = Readonly<Record<string, readonly [commits: number, run: () => number]>>;

/** It is several times as fast as the others, and its rounds shall be as long as theirs. */
const top: Loops = { ceiling: [4 * commits, () => ceiling(4 * commits, outstanding)] };
const watched = (world: World) => {
  const look = watch(world);
  return () => look()?.sentence;
};
/** A state that was frozen has another shape to V8, and code that has met both is slower ever after: so checks come last. */
const phases: readonly Loops[] = [
  {
    ...top,
    'bare core': [commits, () => bare(commits, outstanding, snapshotAfter)],
    'bare core, 64 clients': [commits, () => bare(commits, outstanding, snapshotAfter, 64)],
    'bare core, a snapshot every 512 entries': [commits, () => bare(commits, outstanding, 512)],
  },
  {
    ...top,
    'in a world': [commits, () => inWorld(commits, snapshotAfter, { trace: false, checks: false })],
    'in a world with a trace': [traced, () => inWorld(traced, snapshotAfter, { trace: true, checks: false })],
    'in a world with trace and invariants': [
      traced,
      () => inWorld(traced, snapshotAfter, { trace: true, checks: false }, watched),
    ],
  },
  { 'in a world with trace and checks': [traced, () => inWorld(traced, snapshotAfter, {})] },
];

interface Best {
  readonly perSecond: number;
  readonly messages: number;
}

const best = new Map<string, Best>();
for (const loops of phases) {
  for (let round = 0; round < rounds; round++) {
    for (const [name, [count, run]] of Object.entries(loops)) {
      globalThis.gc?.();
      const begin = performance.now();
      const delivered = run();
      const seconds = (performance.now() - begin) / 1_000;
      if (count / seconds > (best.get(name)?.perSecond ?? 0))
        best.set(name, { perSecond: count / seconds, messages: delivered / seconds });
    }
  }
}
const other = Math.max(await liferaft(2_000, outstanding), await liferaft(2_000, outstanding));
best.set('@markwylde/liferaft 1.4.0', { perSecond: other, messages: NaN });

const highest = best.get('ceiling')!.perSecond;
console.log(`${commits} commits, best of ${rounds} rounds, node ${process.versions.node}\n`);
for (const [name, { perSecond, messages }] of best) {
  const sent = Number.isNaN(messages) ? '' : `${(messages / 1e6).toFixed(2)} M messages/s`;
  console.log(
    `${name.padEnd(40)}${`${(perSecond / 1_000).toFixed(0)} k commits/s`.padStart(18)}${sent.padStart(20)}${(perSecond / highest).toFixed(3).padStart(8)}`,
  );
}

/** Bar in commits a second, and the share of the ceiling that it is on the quiet machine of the reference. */
const bars = [
  { name: 'bare core', perSecond: 250_000, share: 0.24 },
  { name: 'in a world with trace and invariants', perSecond: 50_000, share: 0.05 },
];
for (const { name, perSecond, share } of bars) {
  const measured = best.get(name)!.perSecond;
  if (measured >= perSecond || measured >= highest * share) continue;
  console.log(`\n${name}: ${Math.round(measured)} commits a second are below the bar of ${perSecond}.`);
  process.exitCode = 1;
}

const mostSeconds = 10;
const began = process.cpuUsage();
allTrials.forEach(holdUnderSeeds);
const { user, system } = process.cpuUsage(began);
const seconds = (user + system) / 1e6;
console.log(
  `\nMIT’s list of ${Object.keys(mitList).length} tests, ${allTrials.length} trials, ${seedsOfEach} seeds of each: ${seconds.toFixed(1)} s of a processor`,
);
if (seconds > mostSeconds) {
  console.log(`That is more than ${mostSeconds} s.`);
  process.exitCode = 1;
}
// The nodes of liferaft would keep the process alive.
process.exit();
