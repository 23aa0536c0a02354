import type { ExerciseId, Outcome, Verdict } from '../grading/verdict.ts';
import type { Files } from '../runner/runner.ts';
import { createJournal, type Accept, type Journal } from './journal.ts';
import type { Graded, Prediction } from './progress-file.ts';
import type { Progress } from './progress.ts';
import { browserStorage } from './storage.ts';
import type { Version } from './versions.ts';

/** What has a text and a history: an exercise, or a live example as `chapter/lesson#entry file`. */
export type Subject = `exercise:${ExerciseId}` | `example:${string}`;

export interface ExerciseProgress {
  readonly exercise: ExerciseId;
  readonly outcome: Outcome;
  readonly passed: number;
  readonly total: number;
  /** Milliseconds since 1970. */
  readonly touchedAt: number;
}

const has = (value: unknown, field: string) =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Record<string, unknown>)[field] !== 'undefined';
export const isVersion = ((value) => has(value, 'files') && has(value, 'at')) as Accept<Version>;
export const isGraded = ((value) => has(value, 'verdict')) as Accept<Graded>;
export const isPrediction = ((value) => has(value, 'answer')) as Accept<Prediction>;

export const verdictName = (exercise: ExerciseId) => `verdict:${exercise}`;
export const predictionName = (lesson: string, id: string) => `prediction:${lesson}#${id}`;

/** The lesson's name on every site and machine: `/base/chapter/lesson/` → `chapter/lesson`. */
export const lessonOf = (pathname: string) => pathname.split('/').filter(Boolean).slice(-2).join('/');

/**
 * The reading half of the progress store: all that a page needs to draw itself. Writing comes with the editor, in
 * progress.ts.
 */
export function createReading(journal: Journal) {
  const newest = (subject: Subject) => journal.newest(subject, isVersion)?.value;
  const graded = (exercise: ExerciseId) => journal.newest(verdictName(exercise), isGraded)?.value;
  return {
    newest,

    /** The files as the learner left them, where the course gives these. */
    readFiles(subject: Subject, original: Files): Files {
      const version = newest(subject);
      if (!version || version.what === 'original') return original;
      return Object.fromEntries(
        Object.entries(original).map(([path, text]) => [path, version.files[path] ?? text]),
      );
    },

    readVerdict: (exercise: ExerciseId): Verdict | undefined => graded(exercise)?.verdict,

    readPrediction: (lesson: string, id: string): string | undefined =>
      journal.newest(predictionName(lesson, id), isPrediction)?.value.answer,

    /** Every exercise the learner has touched, the latest first. */
    readProgress(): ExerciseProgress[] {
      const ids = ['exercise:', 'verdict:'].flatMap((begin) =>
        journal.names(begin).map((name) => name.slice(begin.length)),
      );
      return [...new Set(ids)]
        .flatMap((exercise) => {
          const version = newest(`exercise:${exercise}`);
          const last = graded(exercise);
          if (!version && !last) return [];
          const { outcome = 'not-started', passed = 0, total = 0 } = last?.verdict ?? {};
          const touchedAt = Math.max(version?.at ?? 0, last?.at ?? 0);
          return [{ exercise, outcome, passed, total, touchedAt }];
        })
        .sort((a, b) => b.touchedAt - a.touchedAt);
    },

    /** A preference of this browser, such as whether an example runs as it is typed. */
    readSetting(name: string): boolean | undefined {
      const text = journal.readPlain(`setting:${name}`);
      return text === null ? undefined : text === 'true';
    },

    saveSetting: (name: string, value: boolean): void => journal.writePlain(`setting:${name}`, String(value)),

    /** Looks again at what other tabs have stored, of which a frozen page was told nothing. */
    refresh: journal.refresh,

    /** Told of every change, in this tab or, with `true`, in another. @returns a function that ends it */
    subscribe: journal.subscribe,
  };
}

export type Reading = ReturnType<typeof createReading>;

let storage: ReturnType<typeof browserStorage> | null = null;
let journal: Journal | undefined;
let shared: Reading | undefined;

export const pageStorage = () => (storage === null ? (storage = browserStorage()) : storage);

/** The page's own journal. Not for the server's rendering, where nobody has done anything yet. */
export const pageJournal = (): Journal => (journal ??= createJournal(pageStorage()));

export function reading(): Reading {
  if (!shared) {
    shared = createReading(pageJournal());
    // What an earlier edition stored is taken over by the writing half, and then shows.
    if (pageStorage()?.keys().some(isFromFirstEdition)) void loadProgress().catch(() => undefined);
  }
  return shared;
}

const isFromFirstEdition = (key: string) => /^lockstep:v1:(exercise|prediction|setting):/.test(key);

/** The writing half, which comes with the editor. */
export const loadProgress = async (): Promise<Progress> =>
  (await import(/* webpackChunkName: "lockstep-progress" */ './progress.ts')).progress();
