import { failureFrom } from '../../grading/conclude.ts';
import { limits } from '../../grading/limits.ts';
import { codeFrame } from '../code-frame.ts';
import { confine } from '../confine.ts';
import { createGuard, type Guard } from '../guard.ts';
import type { Order, Port, WorkerFailure, WorkerMessage } from '../protocol.ts';
import type { Program } from '../program.ts';
import type { Builtins } from './builtins.ts';
import { installConsole } from './console.ts';
import { createModules } from './modules.ts';

export type Say = (message: WorkerMessage) => void;
export type Grade = (
  order: Extract<Order, { do: 'grade' }>,
  say: Say,
  guard: Guard,
  builtins: Builtins,
) => Promise<void>;

/** Carries out one order, then is done with: every run gets a fresh worker. */
export async function serve(port: Port, order: Order, builtins: Builtins, grade?: Grade): Promise<void> {
  // Bound before any learner code runs: replacing MessagePort.prototype.postMessage later catches nothing.
  const say: Say = port.postMessage.bind(port);
  const every = setInterval;
  say({ say: 'alive' });
  every(() => say({ say: 'alive' }), 200);
  confine(globalThis);
  const guard = createGuard(limits.loop);
  const output = installConsole({
    write: (entries, dropped) => say({ say: 'console', entries, dropped }),
    draw: (trace) => say({ say: 'trace', trace }),
    clear: () => say({ say: 'cleared' }),
  });
  const startedAt = performance.now();
  try {
    if (order.do === 'run') await runProgram(order.program, guard, builtins);
    else await grade!(order, say, guard, builtins);
    output.flush();
    say({ say: 'finished', ms: performance.now() - startedAt });
  } catch (error) {
    output.flush();
    say({ say: 'failed', failure: workerFailure(error, order) });
  }
}

async function runProgram(program: Program, guard: Guard, builtins: Builtins): Promise<void> {
  // A built-in that refuses something stands deep in its own calls: ten frames, V8’s measure, would not reach down to the program’s line.
  Error.stackTraceLimit = 50;
  const modules = createModules(program, builtins, guard);
  const timers = trackTimers();
  const crash = uncaught();
  await Promise.race([modules.load(program.entry).then(timers.settled), timers.stalled, crash]);
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

function workerFailure(thrown: unknown, order: Order): WorkerFailure {
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
  const files = order.do === 'run' ? order.files : {};
  const at = /[ (@](\/[\w./-]+\.ts):(\d+):\d+\)?$/m.exec(stack);
  const file = at && Object.hasOwn(files, at[1]!) ? at[1]! : undefined;
  const source = file === undefined ? '' : files[file]!;
  const failure = failureFrom({ name, message, stack }, source);
  return file === undefined ? failure : { ...failure, file, ...frameOf(source, Number(at![2])) };
}

const frameOf = (source: string, line: number) => ({ line, frame: codeFrame(source, line) });
