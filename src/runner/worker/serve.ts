import { failureFrom } from '../../grading/conclude.ts';
import { limits } from '../../grading/limits.ts';
import { codeFrame } from '../code-frame.ts';
import { compile, CompileError } from '../compile.ts';
import { confine } from '../confine.ts';
import { createGuard, type Guard } from '../guard.ts';
import type { Job, Port, WorkerFailure, WorkerMessage } from '../protocol.ts';
import type { Files } from '../runner.ts';
import { installConsole } from './console.ts';
import { createModules, resolveRelative } from './modules.ts';

export type Builtins = Readonly<Record<string, Record<string, unknown>>>;
export type Say = (message: WorkerMessage) => void;
export type Grade = (
  job: Extract<Job, { do: 'grade' }>,
  say: Say,
  guard: Guard,
  builtins: Builtins,
) => Promise<void>;

/** Does one job, then is done with: every run gets a fresh worker. */
export async function serve(port: Port, job: Job, builtins: Builtins, grade?: Grade): Promise<void> {
  // Bound before any learner code runs: replacing MessagePort.prototype.postMessage later catches nothing.
  const say: Say = port.postMessage.bind(port);
  const every = setInterval;
  say({ say: 'alive' });
  every(() => say({ say: 'alive' }), 200);
  confine(globalThis);
  const guard = createGuard(limits.loop);
  const output = installConsole({
    write: (entries, dropped) => say({ say: 'console', entries, dropped }),
    clear: () => say({ say: 'cleared' }),
  });
  const startedAt = performance.now();
  try {
    if (job.do === 'run') await runProgram(job.files, job.entry, guard, builtins);
    else await grade!(job, say, guard, builtins);
    output.flush();
    say({ say: 'finished', ms: performance.now() - startedAt });
  } catch (error) {
    output.flush();
    say({ say: 'failed', failure: workerFailure(error, job) });
  }
}

async function runProgram(files: Files, entry: string, guard: Guard, builtins: Builtins): Promise<void> {
  const has = (path: string) => Object.hasOwn(files, path);
  const modules = createModules({
    guard,
    compile: (path) => compile(files[path]!, path),
    resolve(specifier, importer) {
      if (Object.hasOwn(builtins, specifier)) return { builtin: builtins[specifier]! };
      const path = /^[./]/.test(specifier) ? resolveRelative(specifier, importer, has) : undefined;
      return path === undefined ? undefined : { path };
    },
    explainMissing: (specifier, importer) =>
      /^[./]/.test(specifier)
        ? `${importer} imports '${specifier}', which does not exist. Files here: ${Object.keys(files).join(', ')}.`
        : `${importer} imports '${specifier}', which is not available here. Available: ${Object.keys(builtins).join(', ')}.`,
  });
  const timers = trackTimers();
  const crash = uncaught();
  await Promise.race([modules.load(entry).then(timers.settled), timers.stalled, crash]);
}

/**
 * A program ends when its modules have run and no timer is left. It has stalled when neither is true and nothing can
 * happen any more: the top level awaits a promise that nobody will settle.
 */
function trackTimers() {
  const { setTimeout: later, setInterval: every, clearTimeout: cancel } = globalThis;
  const pending = new Set<unknown>();
  let whenIdle: (() => void) | undefined;
  const idle = () => {
    // Two turns: a rejection that nobody handles is reported in a turn of its own.
    if (pending.size === 0) later(() => later(() => pending.size === 0 && whenIdle?.(), 0), 0);
  };
  const track =
    (schedule: typeof later, once: boolean) =>
    (callback: (...values: unknown[]) => void, ms?: number, ...values: unknown[]) => {
      const id: unknown = schedule(() => {
        if (once) pending.delete(id);
        try {
          callback(...values);
        } finally {
          idle();
        }
      }, ms);
      pending.add(id);
      return id;
    };
  const clear = (id: unknown) => {
    cancel(id as number);
    if (pending.delete(id)) idle();
  };
  Object.assign(globalThis, {
    setTimeout: track(later, true),
    setInterval: track(every as typeof later, false),
    clearTimeout: clear,
    clearInterval: clear,
  });
  return {
    settled: () =>
      new Promise<void>((resolve) => {
        whenIdle = resolve;
        idle();
      }),
    stalled: new Promise<never>((_, reject) => {
      let quiet = 0;
      every(() => {
        quiet = pending.size === 0 && !whenIdle ? quiet + 1 : 0;
        if (quiet === 20)
          reject(new StalledError('The program waits for a promise that nothing will settle.'));
      }, 50);
    }),
  };
}

class StalledError extends Error {
  override readonly name = 'StalledError';
}

function uncaught(): Promise<never> {
  return new Promise((_, reject) => {
    if (typeof addEventListener !== 'function') return;
    addEventListener('error', (event) => {
      event.preventDefault();
      reject(event.error);
    });
    addEventListener('unhandledrejection', (event) => {
      event.preventDefault();
      reject(event.reason);
    });
  });
}

function workerFailure(thrown: unknown, job: Job): WorkerFailure {
  if (thrown instanceof CompileError) {
    const { name, message, path, line, column, frame } = thrown;
    return { kind: 'does-not-compile', name, message, file: path, line, column, frame };
  }
  if (thrown instanceof StalledError)
    return { kind: 'timed-out', name: thrown.name, message: thrown.message };
  if (!(thrown instanceof Error)) {
    return {
      kind: 'threw',
      name: 'Thrown value',
      message: `The program threw ${String(thrown)}, which is not an Error.`,
    };
  }
  const { name, message, stack = '' } = thrown;
  const paths = job.do === 'run' ? Object.keys(job.files) : [];
  const at = /[ (@](\/[\w./-]+\.ts):(\d+):\d+\)?$/m.exec(stack);
  const file = at && paths.includes(at[1]!) ? at[1]! : undefined;
  const source = file !== undefined && job.do === 'run' ? job.files[file]! : '';
  const failure = failureFrom({ name, message, stack }, source);
  return file === undefined ? failure : { ...failure, file, ...frameOf(source, Number(at![2])) };
}

const frameOf = (source: string, line: number) => ({ line, frame: codeFrame(source, line) });
