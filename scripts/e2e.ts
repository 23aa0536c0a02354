/**
 * `npm run test:e2e`: the built site in real Chromium, in two lanes side by side (test/e2e/vitest.config.ts).
 * `npm run test:e2e -- map`: the files whose name contains the word, one after the other.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from '../src/grading/node/root.ts';

const lanes = ['acting', 'reading'];
const filter = process.argv.slice(2);
const codes =
  filter.length > 0
    ? [await run(filter)]
    : await Promise.all(lanes.map((lane) => run(['--project', lane], lane)));
process.exit(Math.max(...codes));

/** @returns the exit code. Each line of a lane bears its name. */
async function run(options: readonly string[], lane?: string): Promise<number> {
  const vitest = spawn(
    process.execPath,
    [`${root}/node_modules/vitest/vitest.mjs`, 'run', '--config', 'test/e2e/vitest.config.ts', ...options],
    { cwd: root, stdio: lane === undefined ? 'inherit' : 'pipe' },
  );
  for (const output of [vitest.stdout, vitest.stderr])
    if (output) createInterface(output).on('line', (line) => console.log(`${lane!.padEnd(7)} │ ${line}`));
  return new Promise((resolve) => vitest.on('close', (code) => resolve(code ?? 1)));
}
