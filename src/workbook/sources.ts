import type { ExerciseId } from '../grading/verdict.ts';
import type { Program } from '../runner/program.ts';

/** What the build puts into a lesson's page about the code it shows (src/plugins/remark-lesson-files.ts). */
export interface LiveExampleSource {
  /** Virtual path of the file that runs, for example `/example.ts`. */
  readonly entry: string;
  /** Virtual path → source, in the order of the tabs. */
  readonly files: Readonly<Record<string, string>>;
  /** The files, compiled. */
  readonly program: Program;
  /** The lines that it prints, from its `.out` file. */
  readonly expected: readonly string[];
}

export interface ExerciseSource {
  readonly title: string;
  readonly summary: string;
  readonly stub: string;
  /** Exercises whose answers this one may import. */
  readonly parts: readonly ExerciseId[];
  /** How many tests the suite has. */
  readonly tests: number;
}
