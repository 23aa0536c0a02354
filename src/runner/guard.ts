/**
 * What instrumented code calls: `loop` once per iteration, `at` where a function returns.
 *
 * A thread that spins cannot be interrupted from its own event loop. The guard throws from inside the loop, so that
 * one endless loop fails one test and the rest of the suite goes on.
 */
export class EndlessLoopError extends RangeError {
  override readonly name = 'EndlessLoopError';
}

export interface Guard {
  loop(line: number): void;
  at(line: number): void;
  /** A suite that calls the learner's code many times in one turn says so: each may take as long, and where the last returned is past. */
  turn(): void;
  /** Forgets the past: a new test begins. */
  begin(): void;
  /** The line of the loop that ran over the limit since `begin`. */
  readonly endlessLine: number | undefined;
  /** The line of the last `return` since `begin`. */
  readonly returnedLine: number | undefined;
}

const CHECK_EVERY = 16;

export function createGuard(limitMs: number): Guard {
  // Captured now: a suite may install fake timers, and the guard must go on telling real time.
  const now = performance.now.bind(performance);
  let turnStarted = now();
  let calls = 0;
  let endlessLine: number | undefined;
  let returnedLine: number | undefined;
  const timer: unknown = setInterval(() => (turnStarted = now()), 25);
  if (typeof timer === 'object') (timer as { unref(): void }).unref();

  return {
    loop(line) {
      // Once tripped, every further loop throws: `while (true) try { for (;;) {} } catch {}` must end too.
      if (endlessLine === undefined) {
        if (++calls % CHECK_EVERY !== 0 || now() - turnStarted <= limitMs) return;
        endlessLine = line;
      }
      throw new EndlessLoopError(endlessLoopMessage(endlessLine, limitMs));
    },
    at(line) {
      returnedLine = line;
    },
    turn() {
      turnStarted = now();
      returnedLine = undefined;
    },
    begin() {
      turnStarted = now();
      endlessLine = undefined;
      returnedLine = undefined;
    },
    get endlessLine() {
      return endlessLine;
    },
    get returnedLine() {
      return returnedLine;
    },
  };
}

/** The line of a loop in a file of which no line is spoken of. */
export const elsewhere = 0;

export const endlessLoopMessage = (line: number, limitMs: number) =>
  `${line === elsewhere ? 'A loop in another file, which this one imports,' : `The loop on line ${line}`} ran for more than ${seconds(limitMs)} without coming to an end.`;

export const seconds = (ms: number) => (ms === 1000 ? '1 second' : `${ms / 1000} seconds`);
