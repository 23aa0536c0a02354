import type { Parts } from '../grading/parts.ts';
import type { Contract } from '../grading/precheck.ts';
import type { Program, ProgramModule } from './program.ts';
import type { Trace } from '../sim/trace/trace.ts';
import type { ExerciseId, Failure, TestVerdict, Verdict } from '../grading/verdict.ts';

/** Absolute virtual path → source, for example `{ '/example.ts': '…' }`. */
export type Files = Readonly<Record<string, string>>;

export interface RunRequest {
  readonly files: Files;
  /** The path of the file to run. */
  readonly entry: string;
  /** The files as the build compiled them, if nobody has changed them since. */
  readonly program?: Program;
}

export interface ConsoleEntry {
  /** Unique and rising within one run. */
  readonly id: number;
  readonly level: 'log' | 'info' | 'warn' | 'error' | 'debug';
  /** How many groups the entry stands in. */
  readonly depth: number;
  /** True for the line that opens a group. */
  readonly group?: boolean;
  readonly text: string;
  readonly file?: string;
  readonly line?: number;
}

export type RunEvent =
  | {
      readonly kind: 'console';
      readonly entries: readonly ConsoleEntry[];
      /** Lines cut since the last event. */ readonly dropped: number;
    }
  /** A run of the simulated world that the program printed, at most `traceBounds` of it. The last one is to be shown. */
  | { readonly kind: 'trace'; readonly trace: Trace }
  | { readonly kind: 'cleared' }
  | { readonly kind: 'ended'; readonly end: RunEnd };

export type RunEnd =
  | { readonly how: 'finished'; readonly ms: number }
  | { readonly how: 'stopped' }
  | { readonly how: 'failed'; readonly failure: Failure & { readonly file?: string } };

export interface RunHandle {
  stop(): void;
}

/** The unmodified suite, compiled when the site is built (`compileSuite`). */
export interface CompiledSuite extends Contract {
  readonly module: ProgramModule;
}

export interface GradeRequest {
  readonly exercise: ExerciseId;
  /** The learner's file. */
  readonly answer: string;
  /** Answers to other exercises that it may import. */
  readonly parts?: Parts;
  readonly suite: CompiledSuite;
}

export interface GradeHandle {
  readonly verdict: Promise<Verdict>;
  stop(): void;
}

/** Told as each test ends, so that the page can fill its list; the verdict is what counts. */
export type OnTest = (test: TestVerdict) => void;
