import type { ExerciseId, Failure, TestVerdict, Verdict } from '../grading/verdict.ts';
import type { Version } from './versions.ts';

/** A verdict and when it was given, in milliseconds since 1970. */
export interface Graded {
  readonly verdict: Verdict;
  readonly at: number;
}

export interface Prediction {
  readonly answer: string;
  readonly at: number;
}

/** What is kept of one exercise or one live example. The newest version is the code as it is. */
export interface Work {
  /** The oldest first. */
  readonly versions: readonly Version[];
  /** The last one given. Never present for a live example. */
  readonly graded?: Graded;
}

/** Everything that a learner has done: what the page stores, and what `.lockstep/progress.json` holds. */
export interface Kept {
  readonly exercises: Readonly<Record<ExerciseId, Work>>;
  /** `chapter/lesson#entry file` → what is kept of that live example. */
  readonly examples: Readonly<Record<string, Work>>;
  /** `chapter/lesson#question` → the answer chosen. */
  readonly predictions: Readonly<Record<string, Prediction>>;
}

/** The one file that page and command line export and import. Times are milliseconds since 1970. */
export interface ProgressFile extends Kept {
  readonly format: 'lockstep-progress';
  readonly version: 1;
  readonly exportedAt: number;
}

export const nothingKept: Kept = { exercises: {}, examples: {}, predictions: {} };

export const progressFile = (kept: Kept, exportedAt: number): ProgressFile => ({
  format: 'lockstep-progress',
  version: 1,
  exportedAt,
  ...kept,
});

/** What is wrong with a file, in sentences that a learner can act on. */
export class UnreadableProgress extends Error {}

/**
 * Reads a progress file as a whole. Fields that are not known are left out.
 *
 * @throws UnreadableProgress saying what is wrong and where, when any part of it is not as it should be
 */
export function parseProgressFile(text: string): ProgressFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UnreadableProgress(
      text.trim() === ''
        ? 'The file is empty.'
        : 'The file is not JSON. It was cut short, or it is not one that “Export progress” wrote.',
    );
  }
  const { format, version } = (value ?? {}) as Partial<Record<string, unknown>>;
  if (format !== 'lockstep-progress')
    throw new UnreadableProgress('The file holds no progress of Lockstep: its format is another one.');
  if (typeof version === 'number' && version > 1)
    throw new UnreadableProgress(
      `The file is of format ${version}, and this edition of the course reads format 1. Open it with a newer edition.`,
    );
  return file(value, '');
}

/** @throws UnreadableProgress */
type Check<T> = (value: unknown, where: string) => T;

const refuse = (where: string, wanted: string): never => {
  throw new UnreadableProgress(
    `In the file, ${where || 'the whole'} should be ${wanted}. The file is damaged, or was changed by hand.`,
  );
};

const within = (where: string, name: string | number) => (where === '' ? `${name}` : `${where} › ${name}`);

const text: Check<string> = (value, where) => (typeof value === 'string' ? value : refuse(where, 'a text'));

const count: Check<number> = (value, where) =>
  Number.isSafeInteger(value) && (value as number) >= 0
    ? (value as number)
    : refuse(where, 'a whole number, 0 or more');

const oneOf =
  <T extends string | number>(...options: readonly T[]): Check<T> =>
  (value, where) =>
    options.includes(value as T) ? (value as T) : refuse(where, `one of ${options.join(', ')}`);

const listOf =
  <T>(item: Check<T>): Check<readonly T[]> =>
  (value, where) =>
    Array.isArray(value)
      ? value.map((each, index) => item(each, within(where, index + 1)))
      : refuse(where, 'a list');

const recordOf =
  <T>(item: Check<T>): Check<Readonly<Record<string, T>>> =>
  (value, where) =>
    Object.fromEntries(
      Object.entries(isObject(value) ? value : refuse(where, 'an object')).map(([name, each]) => [
        name,
        item(each, within(where, name)),
      ]),
    );

/** A field whose check ends in `maybe` may be missing. */
const maybe =
  <T>(check: Check<T>): Check<T | undefined> =>
  (value, where) =>
    value === undefined ? undefined : check(value, where);

const object =
  <T extends object>(fields: { readonly [Name in keyof T]-?: Check<T[Name]> }): Check<T> =>
  (value, where) => {
    const source = isObject(value) ? value : refuse(where, 'an object');
    const out: Partial<T> = {};
    for (const name of Object.keys(fields) as (keyof T & string)[]) {
      const field = fields[name](source[name], within(where, name));
      if (field !== undefined) out[name] = field;
    }
    return out as T;
  };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const failure = object<Failure>({
  kind: oneOf('wrong', 'threw', 'does-not-compile', 'timed-out', 'out-of-memory', 'tampered'),
  name: text,
  message: text,
  expected: maybe(text),
  received: maybe(text),
  line: maybe(count),
  column: maybe(count),
  frame: maybe(text),
});

const verdict = object<Verdict>({
  exercise: text,
  outcome: oneOf('not-started', 'in-progress', 'solved', 'failed'),
  passed: count,
  total: count,
  tests: listOf(
    object<TestVerdict>({
      name: text,
      state: oneOf('passed', 'failed', 'todo', 'timed-out', 'not-run'),
      failure: maybe(failure),
      todo: maybe(text),
      why: maybe(text),
    }),
  ),
  failure: maybe(failure),
});

const files: Check<Version['files']> = (value, where) => {
  const found = recordOf(text)(value, where);
  return Object.keys(found).length > 0 ? found : refuse(where, 'the text of one file or more');
};

const what = oneOf<Version['what']>(
  'original',
  'edited',
  'run',
  'checked',
  'solved',
  'before-reset',
  'before-import',
  'before-disk',
  'other-tab',
  'imported',
);

export const checkVersion: Check<Version> = (value, where) => {
  const version = object<Omit<Version, 'what'> & { what: Version['what'] }>({
    what,
    files,
    at: count,
    session: maybe(text),
  })(value, where);
  return version.what === 'checked'
    ? { ...version, ...object({ passed: count, total: count })(value, where), what: 'checked' }
    : (version as Version);
};

export const checkGraded: Check<Graded> = object<Graded>({ verdict, at: count });
export const checkPrediction: Check<Prediction> = object<Prediction>({ answer: text, at: count });

const work: Check<Work> = (value, where) => {
  const found = object<Work>({ versions: listOf(checkVersion), graded: maybe(checkGraded) })(value, where);
  return found.versions.length > 0 || found.graded
    ? found
    : refuse(where, 'work with a version or a verdict');
};

const file = object<ProgressFile>({
  format: oneOf('lockstep-progress'),
  version: oneOf(1),
  exportedAt: count,
  exercises: recordOf(work),
  examples: recordOf(work),
  predictions: recordOf(checkPrediction),
});
