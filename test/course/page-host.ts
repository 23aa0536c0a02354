import { build } from 'esbuild';
import { Worker } from 'node:worker_threads';
import { conclude } from '../../src/grading/conclude.ts';
import type { Ending, JournalEntry } from '../../src/grading/journal.ts';
import { partFiles, type Parts } from '../../src/grading/parts.ts';
import { limits } from '../../src/grading/limits.ts';
import { concludeVerdict, type Verdict } from '../../src/grading/verdict.ts';
import { compileSuite, prepare } from '../../src/runner/prepare.ts';
import type { Job, WorkerMessage } from '../../src/runner/protocol.ts';
import { root } from '../../src/grading/node/root.ts';
import { editorPath, withTypeProblems } from '../../src/grading/type-problems.ts';
import { openLanguageHost } from './language-host.ts';

/**
 * The page's own workers, bundled as for the page, in Node worker threads: they run, grade and check types as in the browser,
 * fast enough to do it for every answer in the repository. The end-to-end tests do the same in real Chromium.
 */
export async function openPageHost() {
  const bundle = await build({
    stdin: {
      contents: `
        import { parentPort } from 'node:worker_threads';
        import { testBuiltins } from './src/runner/worker/test-builtins.ts';
        import { grade } from './src/runner/worker/grade.ts';
        import { serve } from './src/runner/worker/serve.ts';
        parentPort.once('message', (order) => void serve(parentPort, order, testBuiltins, grade));`,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    external: ['node:worker_threads'],
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const source = bundle.outputFiles[0]!.text;
  let language: ReturnType<typeof openLanguageHost> | undefined;

  async function work(job: Job, onMessage: (message: WorkerMessage) => void): Promise<Ending> {
    const prepared = prepare(job);
    if ('answer' in prepared) {
      onMessage(prepared.answer);
      return 'completed';
    }
    const worker = new Worker(source, { eval: true, stdout: true, stderr: true });
    return new Promise((resolve) => {
      const end = (ending: Ending) => {
        clearInterval(watch);
        void worker.terminate();
        resolve(ending);
      };
      let seenAt = Date.now();
      const watch = setInterval(() => Date.now() - seenAt > limits.blocked && end('blocked'), 100);
      worker.on('error', () => end('crashed'));
      worker.on('message', (message: WorkerMessage) => {
        seenAt = Date.now();
        onMessage(message);
        if (message.say === 'finished' || message.say === 'failed') end('completed');
      });
      worker.postMessage(prepared.order);
    });
  }

  return {
    async grade(
      exercise: string,
      answer: string,
      suite: string,
      imports: readonly string[],
      parts: Parts = {},
    ): Promise<Verdict> {
      const path = editorPath(exercise);
      const files = { ...partFiles(parts), [path]: answer };
      const problems = (language ??= openLanguageHost()).then((checker) =>
        checker.ask('diagnose', { files }),
      );
      const journal: JournalEntry[] = [];
      let whole: Verdict | undefined;
      const ending = await work(
        { do: 'grade', exercise, answer, parts, suite: compileSuite(exercise, suite, imports) },
        (message) => {
          if (message.say === 'journal') journal.push(message.entry);
          if (message.say === 'refused' || message.say === 'failed')
            whole = concludeVerdict(exercise, [], message.failure);
        },
      );
      const verdict = whole ?? conclude(exercise, answer, journal, ending);
      return withTypeProblems(verdict, (await problems)[path]!, answer);
    },

    /** Everything a program said, and how it ended. */
    async run(files: Readonly<Record<string, string>>, entry: string): Promise<WorkerMessage[]> {
      const messages: WorkerMessage[] = [];
      await work({ do: 'run', files, entry }, (message) => messages.push(message));
      return messages;
    },
  };
}

/** One after the other: two cores are soon full, and a starved worker looks like one that hangs. */
export async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
