import { afterEach, inject, type TestContext } from 'vitest';
import { unfinished } from './unfinished.ts';

/**
 * Whole runs begin once no test of a single step fails: there would be nothing more to learn from them. What is to do in a step is to
 * do in them, too. Called while the tests are collected.
 *
 * @param note what a test says that does not run
 * @returns what each test of whole runs begins with
 */
export function stepsBefore(note: string): (context: Pick<TestContext, 'skip'>) => void {
  let todo: string | undefined;
  let isWrong = false;
  afterEach(({ task }) => {
    for (const { message } of task.result?.errors ?? []) {
      const [, what] = /To do: (.*)/.exec(message) ?? [];
      if (what === undefined) isWrong = true;
      else todo ??= what;
    }
  });
  return ({ skip }) => {
    if (todo !== undefined) unfinished(todo);
    skip(isWrong, note);
  };
}

/** The seeds 1, 2, 3 …, so many of them, or the one that `npm test -- raft/raft-node --seed 7` names. */
export function seeds(count: number): readonly number[] {
  const named = inject('seed' as never) as number | undefined;
  return named === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [named];
}

/** The last line of a message about one of them. */
export const alone = (exercise: string, seed: number): string =>
  `To run this seed alone: npm test -- ${exercise} --seed ${seed}`;
