import { approaches } from './approaches.ts';
import { drills, run } from './drills.ts';

const seeds = 5; // try 20

/** Lets the page breathe between two rows: it is a hundred runs. */
const breathe = () => new Promise((done) => setTimeout(done, 30));
const cell = (value: string | number) => String(value).padStart(8);

for (const drill of Object.keys(drills)) {
  console.log(
    drill.padEnd(23),
    ...['silent', 'lost', 'twice', 'apart', 'slowest'].map(cell),
  );
  for (const [name, approach] of Object.entries(approaches)) {
    const reports = Array.from({ length: seeds }, (_, n) =>
      run(approach, drill, n + 1),
    );
    const worst = (of: (it: (typeof reports)[0]) => number) =>
      cell(Math.max(...reports.map(of)));
    console.log(
      ' ',
      name.padEnd(21),
      worst(({ asked, answered }) => asked.length - answered.length),
      worst(({ lost }) => lost.length),
      worst(({ twice }) => twice.length),
      worst(({ apart }) => apart.length),
      worst(({ longestWait }) => longestWait ?? 0),
    );
    await breathe();
  }
}
