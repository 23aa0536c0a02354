/**
 * `npm run storm -- --seeds 100000`: Raft in as many storms as you have time for, on all processors. Each seed is a storm.
 * `--first 20001` begins with another seed than 1; `--seed 17` runs one, and tells it event by event.
 */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runStorm, storyOf, tellStorm } from '../test/course/raft/storms.ts';

/** How many seeds a process takes at a time, so that all of them are busy to the end. */
const portion = 500;

const { seeds, first, seed, worker } = options();
if (worker) work();
else if (seed !== undefined) console.log(tellStorm(seed));
else await storm(first, seeds);

function options() {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '20000' },
      first: { type: 'string', default: '1' },
      seed: { type: 'string' },
      worker: { type: 'boolean', default: false },
    },
  });
  const number = (name: 'seeds' | 'first' | 'seed', least: number): number => {
    const value = Number(values[name]);
    if (Number.isSafeInteger(value) && value >= least) return value;
    console.error(`--${name} is a whole number, ${least} or more, and not “${values[name]}”.`);
    process.exit(2);
  };
  return {
    seeds: number('seeds', 1),
    first: number('first', 0),
    seed: values.seed === undefined ? undefined : number('seed', 0),
    worker: values.worker,
  };
}

/** Gives portions of seeds to as many processes as there are processors. Ends with the story of the first failure that one of them finds. */
async function storm(first: number, count: number): Promise<void> {
  const begin = performance.now();
  const end = first + count;
  let next = first;
  const failed: number[] = [];
  await Promise.all(
    Array.from({ length: Math.min(availableParallelism(), Math.ceil(count / portion)) }, runProcess),
  );
  const seconds = (performance.now() - begin) / 1000;
  if (failed.length === 0) {
    console.log(
      `${count} storms, seeds ${first} to ${end - 1}: every promise was kept after every event. ${seconds.toFixed(0)} s, ${(count / seconds).toFixed(0)} storms a second.`,
    );
    return;
  }
  console.log(`${failed.length} of ${count} storms broke something, with seeds ${failed.join(', ')}.\n`);
  console.log(storyOf(Math.min(...failed)));
  process.exitCode = 1;

  function runProcess(): Promise<void> {
    const child = fork(fileURLToPath(import.meta.url), ['--worker']);
    const give = () => {
      if (next >= end) return child.disconnect();
      child.send({ first: next, end: Math.min(next + portion, end) });
      next += portion;
    };
    child.on('message', (seeds: readonly number[]) => {
      failed.push(...seeds);
      give();
    });
    give();
    return new Promise((resolve, reject) => {
      child.on('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`A process ended with ${code}.`)),
      );
    });
  }
}

/** Runs the portions that come, and answers with the seeds that failed. */
function work(): void {
  process.on('message', ({ first, end }: { readonly first: number; readonly end: number }) => {
    const failed: number[] = [];
    for (let seed = first; seed < end; seed++) if (runStorm(seed) !== null) failed.push(seed);
    process.send!(failed);
  });
}
