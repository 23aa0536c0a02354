import type { ExerciseId } from '../grading/verdict.ts';

export interface ChapterSummary {
  readonly id: string;
  readonly title: string;
  readonly exercises: readonly ExerciseSummary[];
}

export interface ExerciseSummary {
  readonly id: ExerciseId;
  readonly title: string;
  readonly tests: number;
  /** Path of the lesson below the base path, with slashes at both ends. */
  readonly lesson: string;
}

/** `docs/01-state-machines/02-slug/index.mdx` → `/state-machines/slug/`. */
export const lessonPath = (lesson: string): string =>
  `/${lesson
    .replace(/^docs\//, '')
    .replace(/index\.mdx$/, '')
    .replace(/(^|\/)\d+-/g, '$1')}`;

/** Where an exercise stands in its lesson: the part of a link behind the `#`. */
export const anchorOf = (id: ExerciseId): string => `exercise-${id.split('/')[1]}`;
