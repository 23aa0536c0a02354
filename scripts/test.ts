/**
 * `npm test`: proves the course (unit tests and gates), then grades the exercises and prints the scoreboard.
 * `npm test -- <filter>`: grades only the exercises whose id contains the filter.
 * `npm test -- <filter> --seed 7`: runs what is drawn from seeds with this seed only.
 */
import { startVitest } from 'vitest/node';
import { grade, readOptions } from './grade.ts';

const { filter, strict, seed } = readOptions();
let code = 0;
if (filter === undefined) {
  const vitest = await startVitest('test', [], { watch: false });
  await vitest.close();
  code = Number(process.exitCode ?? 0);
}
const graded = await grade({ filter, strict, seed });
process.exit(Math.max(code, graded));
