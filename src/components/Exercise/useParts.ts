import { useCallback, useEffect, useState } from 'react';
import { partFiles, type Parts } from '../../grading/parts.ts';
import { editorPath } from '../../grading/type-problems.ts';
import type { ExerciseId } from '../../grading/verdict.ts';
import type { Files } from '../../runner/runner.ts';
import { loadExercise } from '../../workbook/load-exercise.ts';
import { reading } from '../../workbook/reading.ts';

/** The learner's answers to these exercises as they were stored last. @param stubs what stands for one that was not begun */
export const partsNow = (stubs: Parts): Parts =>
  Object.fromEntries(
    Object.entries(stubs).map(([part, stub]) => {
      const path = editorPath(part);
      return [part, reading().readFiles(`exercise:${part}`, { [path]: stub })[path]!];
    }),
  );

/** What the answer may import, for the editor's types. @param wanted false where there is nothing, or nobody has come near yet */
export function useBeside(id: ExerciseId, wanted: boolean): () => Files {
  const [stubs, setStubs] = useState<Parts>({});
  useEffect(() => {
    if (!wanted) return;
    // Without it the check, which loads it again, says what is wrong.
    loadExercise(id).then(
      ({ parts }) => setStubs(parts),
      () => {},
    );
  }, [id, wanted]);
  return useCallback(() => partFiles(partsNow(stubs)), [stubs]);
}
