import type { ExerciseId } from './verdict.ts';

/**
 * Answers to other exercises that an answer imports: `import { isUpToDate } from '#exercise/raft/grant-vote'`. By exercise, as they are
 * now. A part imports nothing but `#course/unfinished`.
 */
export type Parts = Readonly<Record<ExerciseId, string>>;

export const partSpecifier = (part: ExerciseId): string => `#exercise/${part}`;
export const partOf = (specifier: string): ExerciseId | undefined => /^#exercise\/(.+)$/.exec(specifier)?.[1];

/** Where a compiled part claims to live: its lines are not those of the answer (see `answerPath`). */
export const partPath = (part: ExerciseId): string => `/exercises/${part}.part.js`;

/** Where the source of a part stands beside an answer, for whoever checks types or runs both. */
export const partFile = (part: ExerciseId): string => `/${part}.ts`;

export const partFiles = (parts: Parts): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(parts).map(([part, text]) => [partFile(part), text]));

/** Stands for `#course/unfinished` in a part, so that what is to do there says where. */
export const unfinishedPath = (part: ExerciseId): string => `${partPath(part)}.unfinished.js`;
export const unfinishedIn = (part: ExerciseId): string =>
  `import { unfinished as toDo } from '#course/unfinished';
export const unfinished = (what) => toDo(${JSON.stringify(`${part}: `)} + what);`;
