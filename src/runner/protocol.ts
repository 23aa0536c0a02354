import type { limits } from '../grading/limits.ts';
import type { JournalEntry } from '../grading/journal.ts';
import type { ExerciseId, Failure } from '../grading/verdict.ts';
import type { Trace } from '../sim/trace/trace.ts';
import type { Program } from './program.ts';
import type { ConsoleEntry, Files, GradeRequest } from './runner.ts';

/** What the page asks for. */
export type Job =
  | { readonly do: 'run'; readonly files: Files; readonly entry: string }
  | ({ readonly do: 'grade' } & GradeRequest);

/** What a worker is asked to do: the same, compiled. */
export type Order =
  /** `files` are for showing the line where it failed. */
  | { readonly do: 'run'; readonly files: Files; readonly program: Program }
  | { readonly do: 'grade'; readonly exercise: ExerciseId; readonly program: Program };

export type WorkerFailure = Failure & { readonly file?: string };

/** What a worker says, over a port that no learner code can reach. */
export type WorkerMessage =
  | { readonly say: 'alive' }
  | { readonly say: 'console'; readonly entries: readonly ConsoleEntry[]; readonly dropped: number }
  /** A run of the simulated world that the program printed. */
  | { readonly say: 'trace'; readonly trace: Trace }
  | { readonly say: 'cleared' }
  | { readonly say: 'journal'; readonly entry: JournalEntry }
  /** The answer is refused before any test runs. */
  | { readonly say: 'refused'; readonly failure: Failure }
  | { readonly say: 'finished'; readonly ms: number }
  | { readonly say: 'failed'; readonly failure: WorkerFailure };

/** `blocked`: no sign of life. `overran`: the whole took too long. `crashed`: the worker died. */
export type KillReason = 'blocked' | 'overran' | 'crashed' | 'stopped';

export type FrameMessage = WorkerMessage | { readonly say: 'killed'; readonly why: KillReason };

/** Scripts of workers: `core` runs programs; `full` also holds Vitest and fast-check. */
export type RuntimeKind = 'core' | 'full';

/** `compiler` runs in the frame itself, which outlives every worker. */
export type RuntimePart = RuntimeKind | 'compiler';

export type FrameCommand =
  | { readonly command: 'start'; readonly id: number; readonly kind: RuntimeKind; readonly job: Job | Order }
  | { readonly command: 'stop'; readonly id: number }
  | { readonly command: 'provide'; readonly part: RuntimePart; readonly source: string };

/** The few methods of a MessagePort that a worker needs; a Node worker thread's port has them too. */
export interface Port {
  postMessage(message: unknown): void;
}

export type Limits = typeof limits;
