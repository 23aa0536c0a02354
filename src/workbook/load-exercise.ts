import type { Parts } from '../grading/parts.ts';
import type { ExerciseId } from '../grading/verdict.ts';
import type { CompiledSuite } from '../runner/runner.ts';
import { loaders } from '@generated/lockstep-exercises/default/loaders';

/** What the learner does not see until it is needed. Hidden, not secret. */
export interface ExerciseFiles {
  readonly suite: CompiledSuite;
  readonly solution: string;
  /** Exercises whose answers may be imported → their stubs. */
  readonly parts: Parts;
  /** Full test name → hint. */
  readonly hints: Readonly<Record<string, string>>;
}

/** @throws Error when the chunk cannot be loaded, for example offline before the first visit */
export async function loadExercise(id: ExerciseId): Promise<ExerciseFiles> {
  const load = loaders[id];
  if (!load) throw new Error(`There is no exercise "${id}".`);
  return (await load()).default;
}
