/**
 * What a grading run writes down as it goes, one entry at a time: in the page a message, on the command line a line in
 * a file. When the run has to be killed, the journal is what survives, and it says which test was running.
 */
export type JournalEntry =
  | {
      readonly at: 'collected';
      readonly tests: readonly string[];
      readonly error?: RawError;
      readonly tampered?: string;
    }
  | { readonly at: 'start'; readonly test: string }
  | { readonly at: 'end'; readonly test: string; readonly result: RawResult };

export interface RawResult {
  readonly state: 'pass' | 'fail' | 'skip';
  readonly error?: RawError;
  /** What `unfinished(…)` asked for, whether or not its throw got through. */
  readonly unfinished?: string;
  /** The line of a loop that had to be stopped. */
  readonly endlessLine?: number;
  /** The line where the learner's code last returned. */
  readonly returnedLine?: number;
  /** The built-in that was changed. */
  readonly tampered?: string;
  /** Why the test skipped itself. */
  readonly skipped?: string;
}

/** An error as Vitest reports it: already printed, safe to copy. */
export interface RawError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly expected?: string;
  readonly received?: string;
  /** fast-check wraps the failing expectation; this is it. */
  readonly cause?: RawError;
}

/** How the run came to its end. `crashed`: the process or worker died, most likely for want of memory. */
export type Ending = 'completed' | 'blocked' | 'overran' | 'crashed' | 'stopped';
