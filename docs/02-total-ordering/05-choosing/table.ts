import type { Report } from '#course/ordering';
import { approaches } from './approaches.ts';
import { drills, run } from './drills.ts';

const seeds = 5; // try 20

// A second without a pause, and the page takes the run for an endless one.
const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

for (const drill of Object.keys(drills)) {
  console.log(drill);
  for (const [name, approach] of Object.entries(approaches)) {
    const reports: Report[] = [];
    for (let seed = 1; seed <= seeds; seed++) {
      await pause();
      reports.push(run(approach, drill, seed));
    }
    const worst = (of: (it: Report) => number) => Math.max(...reports.map(of));
    const wrong = Object.entries({
      silent: worst(({ asked, answered }) => asked.length - answered.length),
      lost: worst(({ lost }) => lost.length),
      twice: worst(({ twice }) => twice.length),
      apart: worst(({ apart }) => apart.length),
    }).flatMap(([what, count]) => (count > 0 ? `${what} ${count}, ` : []));
    const slowest = worst(({ longestWait }) => longestWait ?? 0);
    console.log(`  ${name}: ${wrong.join('')}slowest ${slowest} ms`);
  }
}
