/**
 * `npm test`: proves the course (unit tests and gates), then grades the exercises and prints the scoreboard.
 * `npm test -- <filter>`: grades only the exercises whose id contains the filter.
 */
import { startVitest } from 'vitest/node';
import { grade } from './grade.ts';

const filter = process.argv.slice(2).find((word) => !word.startsWith('-'));
let code = 0;
if (filter === undefined) {
  const vitest = await startVitest('test', [], { watch: false });
  await vitest.close();
  code = Number(process.exitCode ?? 0);
}
const graded = await grade({ filter, strict: process.argv.includes('--strict') });
process.exit(Math.max(code, graded));
