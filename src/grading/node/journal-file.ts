import type { ExerciseId } from '../verdict.ts';

export const journalFile = (directory: string, exercise: ExerciseId) =>
  `${directory}/${exercise.replaceAll('/', '--')}.jsonl`;
