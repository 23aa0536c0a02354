import { TestRunner } from 'vitest';
import type { File, Task, Test } from '@vitest/runner';
import { getNames, getTests } from '@vitest/runner/utils';
import type { Guard } from '../runner/guard.ts';
import { watchIntrinsics } from './intrinsics.ts';
import type { JournalEntry, RawError } from './journal.ts';
import { takeUnfinished } from './unfinished.ts';

/**
 * Vitest's own runner, keeping a journal. The page and the command line grade with this one class; only where the
 * journal goes differs.
 */
export function journallingRunner(guard: Guard, write: (entry: JournalEntry) => void) {
  const undoTampering = watchIntrinsics();
  const turn = nextTurn();
  let tampered: string | undefined;
  let unhandled: { reason: unknown } | undefined;
  onUnhandledRejection((reason) => (unhandled ??= { reason }));

  return class JournallingRunner extends TestRunner {
    onCollected(files: File[]) {
      tampered ??= undoTampering();
      const file = files[0]!;
      const error = file.result?.errors?.[0];
      write({
        at: 'collected',
        tests: getTests(file).map(fullName),
        ...(error && { error: rawError(error) }),
        ...(tampered !== undefined && { tampered }),
      });
      takeUnfinished();
    }

    override async onBeforeRunTask(test: Test) {
      if (test.mode === 'run' || test.mode === 'queued') write({ at: 'start', test: fullName(test) });
      await super.onBeforeRunTask(test);
    }

    override onBeforeTryTask(test: Test) {
      unhandled = undefined;
      guard.begin();
      super.onBeforeTryTask(test);
    }

    /** A promise that nobody awaits may still reject: its turn comes before the verdict. */
    override async onAfterTryTask(test: Test) {
      await turn();
      super.onAfterTryTask(test);
      if (unhandled) throw unhandled.reason;
    }

    /** A test that skips itself, because one before it says enough, does not come to `onAfterRunTask`. */
    onAfterRetryTask(test: Test) {
      if (test.result?.state !== 'skip') return;
      const { note: skipped } = test.result as { readonly note?: string };
      const result = { state: 'skip', ...(skipped !== undefined && { skipped }) } as const;
      write({ at: 'end', test: fullName(test), result });
    }

    override onAfterRunTask(test: Test) {
      super.onAfterRunTask(test);
      tampered ??= undoTampering();
      const error = test.result?.errors?.[0];
      const unfinished = takeUnfinished();
      const { endlessLine, returnedLine } = guard;
      write({
        at: 'end',
        test: fullName(test),
        result: {
          state:
            test.mode === 'skip' || test.mode === 'todo'
              ? 'skip'
              : test.result?.state === 'pass'
                ? 'pass'
                : 'fail',
          ...(error && { error: rawError(error) }),
          ...(unfinished !== undefined && { unfinished }),
          ...(endlessLine !== undefined && { endlessLine }),
          ...(returnedLine !== undefined && { returnedLine }),
          ...(tampered !== undefined && { tampered }),
        },
      });
    }
  };
}

/** The same counterexample for the same answer, today and tomorrow, here and there. */
export const fastCheckSettings = { seed: 20261124 };

const fullName = (task: Task) => getNames(task).slice(1).join(' › ');

interface SerializedError {
  name?: string;
  message?: string;
  stack?: string;
  expected?: unknown;
  actual?: unknown;
  cause?: SerializedError;
}

function rawError(error: SerializedError): RawError {
  const printed = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const expected = printed(error.expected);
  const received = printed(error.actual);
  return {
    name: String(error.name ?? (error.stack ? 'Error' : 'Thrown value')),
    message: String(error.message ?? error),
    stack: String(error.stack ?? ''),
    ...(expected !== undefined && { expected }),
    ...(received !== undefined && { received }),
    ...(error.cause && typeof error.cause === 'object' && { cause: rawError(error.cause) }),
  };
}

/**
 * Resolves when what was ready to happen has happened, unhandled rejections included. Not by a timer where that can be
 * helped: browsers hold back the sixth timer of a chain for 4 ms, and a suite would wait after every test.
 */
function nextTurn(): () => Promise<void> {
  if (typeof setImmediate === 'function') {
    const later = setImmediate;
    return () => new Promise((resolve) => void later(resolve));
  }
  const { port1, port2 } = new MessageChannel();
  const hop = () =>
    new Promise<void>((resolve) => {
      port1.onmessage = () => resolve();
      port2.postMessage(undefined);
    });
  // A rejection is reported in a turn of its own, which may come behind one message, and comes before the second.
  return async () => {
    await hop();
    await hop();
  };
}

function onUnhandledRejection(listener: (reason: unknown) => void) {
  if (typeof process === 'object' && typeof process.on === 'function') {
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', listener);
  } else {
    addEventListener('unhandledrejection', (event) => {
      event.preventDefault();
      listener((event as PromiseRejectionEvent).reason);
    });
  }
}
