/**
 * `npm run test:e2e`: the built site in real Chromium, in two lanes side by side (test/e2e/vitest.config.ts).
 * `npm run test:e2e -- map`: the files whose name contains the word, one after the other.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from '../src/grading/node/root.ts';

const lanes = ['acting', 'reading'];
const filter = process.argv.slice(2);
if (filter.length > 0) process.exit((await run(filter)).code);

const ends = await Promise.all(lanes.map((lane) => run(['--project', lane], lane)));
// A lane that failed speaks last: a log is read from its end.
ends.sort((a, b) => a.code - b.code);
for (const { said } of ends) console.log(said.join('\n'));
process.exit(ends.at(-1)!.code);

/** @returns the exit code. Each line of a lane bears its name; from the first on that sums it up, they are kept in `said`. */
async function run(
  options: readonly string[],
  lane?: string,
): Promise<{ readonly code: number; readonly said: readonly string[] }> {
  const vitest = spawn(
    process.execPath,
    [`${root}/node_modules/vitest/vitest.mjs`, 'run', '--config', 'test/e2e/vitest.config.ts', ...options],
    lane === undefined
      ? { cwd: root, stdio: 'inherit' }
      : { cwd: root, stdio: 'pipe', env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' } },
  );
  const said: string[] = [];
  const hear = (text: string) => {
    const line = `${lane!.padEnd(7)} │ ${text}`;
    if (said.length > 0 || /⎯ (Failed|Unhandled)| Test Files /.test(text)) said.push(line);
    else console.log(line);
  };
  for (const output of [vitest.stdout, vitest.stderr]) if (output) createInterface(output).on('line', hear);
  return new Promise((resolve) => vitest.on('close', (code) => resolve({ code: code ?? 1, said })));
}
