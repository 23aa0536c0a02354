import { appendFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { confine } from '../../runner/confine.ts';
import { createGuard } from '../../runner/guard.ts';
import { fastCheckSettings, journallingRunner } from '../host.ts';
import type { Ending, JournalEntry } from '../journal.ts';
import { limits } from '../limits.ts';
import { journalFile } from './journal-file.ts';

/**
 * Vitest loads this as its runner, in one process for each suite. The journal goes to a file, line by line, so that it
 * outlives the process.
 */
const directory = process.env['LOCKSTEP_JOURNAL'];
if (directory === undefined)
  throw new Error('LOCKSTEP_JOURNAL is not set. Grade with `npm test`, not with Vitest directly.');
let journal: string | undefined;
const append = (line: JournalEntry | { ending: Ending }) =>
  appendFileSync(journal!, `${JSON.stringify(line)}\n`);

fc.configureGlobal(fastCheckSettings);
const guard = createGuard(limits.loop);
Object.assign(globalThis, { __lockstep: guard });

export default class NodeRunner extends journallingRunner(guard, append) {
  override importFile(path: string, source: 'collect' | 'setup') {
    if (source === 'collect') {
      journal = journalFile(directory!, /test\/suites\/(.+)\.test\.ts$/.exec(path)![1]!);
      confine(globalThis);
      startWatchdog(journal);
    }
    return super.importFile(path, source);
  }

  override onAfterRunFiles() {
    append({ ending: 'completed' });
    super.onAfterRunFiles();
  }
}

/**
 * Recursion between promises holds the thread with no loop for the guard to stop, and Vitest's own time limit needs
 * that thread. A second thread watches for the heartbeat; when it stops, the process is ended and the journal says why.
 */
function startWatchdog(journal: string): void {
  const beat = new Int32Array(new SharedArrayBuffer(4));
  setInterval(() => Atomics.add(beat, 0, 1), 100).unref();
  const watch = `
    const { workerData: { beat, journal, limits } } = require('node:worker_threads');
    const startedAt = Date.now();
    let last = -1;
    let seenAt = startedAt;
    const end = (ending) => {
      require('node:fs').appendFileSync(journal, JSON.stringify({ ending }) + '\\n');
      process.kill(process.pid, 'SIGKILL');
    };
    setInterval(() => {
      const now = Date.now();
      const current = Atomics.load(beat, 0);
      if (current !== last) { last = current; seenAt = now; }
      if (now - seenAt > limits.blocked) end('blocked');
      if (now - startedAt > limits.total) end('overran');
    }, 100);`;
  new Worker(watch, { eval: true, workerData: { beat, journal, limits } }).unref();
}
