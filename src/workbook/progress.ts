import type { ExerciseId, Outcome, Verdict } from '../grading/verdict.ts';
import { browserStorage, memoryStorage, type Storage } from './storage.ts';

/** One exercise as the learner left it. */
export interface Work {
  readonly version: 1;
  readonly code: string;
  /** The stub the code was begun from, so that a new edition of the course can be noticed. */
  readonly stub: string;
  readonly verdict?: Verdict;
  /** The code as it was before the last Reset. */
  readonly beforeReset?: string;
  /** Milliseconds since 1970. */
  readonly touchedAt: number;
}

export interface ExerciseProgress {
  readonly exercise: ExerciseId;
  readonly outcome: Outcome;
  readonly passed: number;
  readonly total: number;
  readonly touchedAt: number;
}

export type Saved = 'saved' | 'full' | 'forbidden';

const prefix = 'lockstep:v1:';
const workKey = (exercise: ExerciseId) => `${prefix}exercise:${exercise}`;
const predictionKey = (lesson: string, id: string) => `${prefix}prediction:${lesson}#${id}`;

/** Remembers what the learner wrote and what came of it. A browser that forbids storage costs the memory, nothing else. */
export function createProgress(storage: Storage | undefined, now: () => number = Date.now) {
  const kept = storage ?? memoryStorage();
  const listeners = new Set<() => void>();

  function write(key: string, value: unknown): Saved {
    let saved: Saved = storage ? 'saved' : 'forbidden';
    try {
      kept.setItem(key, JSON.stringify(value));
    } catch {
      saved = 'full';
    }
    listeners.forEach((listener) => listener());
    return saved;
  }

  function read(key: string): unknown {
    try {
      return JSON.parse(kept.getItem(key) ?? 'null');
    } catch {
      return null; // half-written by a tab that died
    }
  }

  function readWork(exercise: ExerciseId): Work | undefined {
    const work = read(workKey(exercise));
    return isWork(work) ? work : undefined;
  }

  return {
    readWork,

    saveWork(exercise: ExerciseId, change: Pick<Work, 'code' | 'stub'> & Partial<Work>): Saved {
      return write(workKey(exercise), { ...readWork(exercise), ...change, version: 1, touchedAt: now() });
    },

    /** Every exercise the learner has touched, the latest first. */
    readProgress(): ExerciseProgress[] {
      return kept
        .keys()
        .filter((key) => key.startsWith(workKey('')))
        .flatMap((key) => {
          const exercise = key.slice(workKey('').length);
          const work = readWork(exercise);
          if (!work) return [];
          const { outcome = 'not-started', passed = 0, total = 0 } = work.verdict ?? {};
          return [{ exercise, outcome, passed, total, touchedAt: work.touchedAt }];
        })
        .sort((a, b) => b.touchedAt - a.touchedAt);
    },

    readPrediction(lesson: string, id: string): string | undefined {
      const answer = read(predictionKey(lesson, id));
      return typeof answer === 'string' ? answer : undefined;
    },

    savePrediction: (lesson: string, id: string, answer: string): Saved =>
      write(predictionKey(lesson, id), answer),

    readSetting(name: string): boolean | undefined {
      const value = read(`${prefix}setting:${name}`);
      return typeof value === 'boolean' ? value : undefined;
    },

    saveSetting: (name: string, value: boolean): Saved => write(`${prefix}setting:${name}`, value),

    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export type Progress = ReturnType<typeof createProgress>;

let shared: Progress | undefined;

/** The page's own store. Not for the server's rendering, where nobody has done anything yet. */
export const progress = (): Progress => (shared ??= createProgress(browserStorage()));

function isWork(value: unknown): value is Work {
  const work = value as Work | null;
  return (
    typeof work === 'object' &&
    work !== null &&
    work.version === 1 &&
    typeof work.code === 'string' &&
    typeof work.stub === 'string'
  );
}
