import { anchorOf, type ChapterSummary, type ExerciseSummary } from './catalogue.ts';
import type { ExerciseProgress } from './reading.ts';

/** How far the learner has come with an exercise. A wrong answer is under way like any other. */
export type Standing =
  | { readonly kind: 'not-started' }
  | { readonly kind: 'in-progress'; readonly passed: number; readonly total: number }
  | { readonly kind: 'solved' };

export interface ExerciseOnMap extends ExerciseSummary {
  readonly standing: Standing;
  /** Milliseconds since 1970. */
  readonly touchedAt?: number;
}

export interface ChapterOnMap extends Omit<ChapterSummary, 'exercises'> {
  readonly exercises: readonly ExerciseOnMap[];
}

/** The lesson that was opened last. */
export interface OpenedLesson {
  readonly title: string;
  /** Below the base path, with slashes at both ends. */
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
}

export type NextStep =
  | { readonly kind: 'begin' | 'resume' | 'next'; readonly title: string; readonly path: string }
  | { readonly kind: 'done' };

/** Every exercise of the course, in its order, with how it stands. */
export function drawMap(
  chapters: readonly ChapterSummary[],
  progress: readonly ExerciseProgress[],
): ChapterOnMap[] {
  const mine = new Map(progress.map((entry) => [entry.exercise, entry]));
  return chapters.map((chapter) => ({
    ...chapter,
    exercises: chapter.exercises.map((exercise) => {
      const entry = mine.get(exercise.id);
      return {
        ...exercise,
        standing: standingOf(exercise, entry),
        ...(entry && { touchedAt: entry.touchedAt }),
      };
    }),
  }));
}

function standingOf({ tests }: ExerciseSummary, entry: ExerciseProgress | undefined): Standing {
  if (!entry) return { kind: 'not-started' };
  if (entry.outcome === 'solved') return { kind: 'solved' };
  // Typed into, and never checked.
  if (entry.total === 0) return { kind: 'in-progress', passed: 0, total: tests };
  if (entry.outcome === 'not-started') return { kind: 'not-started' };
  return { kind: 'in-progress', passed: entry.passed, total: entry.total };
}

/** How several exercises stand together, such as those of one lesson. */
export function together(exercises: readonly ExerciseOnMap[]): Standing {
  if (exercises.every(({ standing }) => standing.kind === 'not-started')) return { kind: 'not-started' };
  if (exercises.every(({ standing }) => standing.kind === 'solved')) return { kind: 'solved' };
  const sum = (count: (exercise: ExerciseOnMap) => number) =>
    exercises.reduce((total, exercise) => total + count(exercise), 0);
  return {
    kind: 'in-progress',
    passed: sum(({ standing, tests }) =>
      standing.kind === 'solved' ? tests : standing.kind === 'in-progress' ? standing.passed : 0,
    ),
    total: sum(({ standing, tests }) => (standing.kind === 'in-progress' ? standing.total : tests)),
  };
}

export function standingInWords(standing: Standing): string {
  switch (standing.kind) {
    case 'not-started':
      return 'not started';
    case 'in-progress':
      return `in progress, ${standing.passed} of ${standing.total} tests`;
    case 'solved':
      return 'solved';
  }
}

export const countSolved = (exercises: readonly ExerciseOnMap[]) =>
  exercises.filter(({ standing }) => standing.kind === 'solved').length;

export const solvedInWords = (exercises: readonly ExerciseOnMap[]) =>
  `${countSolved(exercises)} of ${exercises.length} ${exercises.length === 1 ? 'exercise' : 'exercises'} solved`;

/**
 * Where the learner goes on: the lesson that was opened last, or the exercise that was touched last, whichever is later. After
 * a solved exercise, the next one that is not.
 */
export function nextStep(map: readonly ChapterOnMap[], opened?: OpenedLesson): NextStep {
  const exercises = map.flatMap((chapter) => chapter.exercises);
  const [latest] = exercises
    .filter(({ touchedAt }) => touchedAt !== undefined)
    .sort((a, b) => b.touchedAt! - a.touchedAt!);
  if (opened && opened.path !== latest?.lesson && opened.openedAt > (latest?.touchedAt ?? -Infinity))
    return { kind: 'resume', title: opened.title, path: opened.path };
  if (!latest) return begin(map);
  if (latest.standing.kind !== 'solved') return { kind: 'resume', title: latest.title, path: pathOf(latest) };
  const at = exercises.indexOf(latest);
  const next = [...exercises.slice(at + 1), ...exercises.slice(0, at)].find(
    ({ standing }) => standing.kind !== 'solved',
  );
  return next ? { kind: 'next', title: next.title, path: next.lesson } : { kind: 'done' };
}

/** The exercise in its lesson, below the base path. */
export const pathOf = ({ id, lesson }: ExerciseSummary) => `${lesson}#${anchorOf(id)}`;

function begin([first]: readonly ChapterOnMap[]): NextStep {
  return first ? { kind: 'begin', title: first.title, path: `/${first.id}/` } : { kind: 'done' };
}
