import type { ExerciseId, Verdict } from '../grading/verdict.ts';
import type { Files } from '../runner/runner.ts';
import { readFirstEdition } from './first-edition.ts';
import type { Journal } from './journal.ts';
import { asImported, describeMerge, merge, type ImportReport } from './merge.ts';
import {
  parseProgressFile,
  progressFile,
  UnreadableProgress,
  type Graded,
  type Kept,
  type Prediction,
  type ProgressFile,
  type Work,
} from './progress-file.ts';
import {
  createReading,
  isGraded,
  isPrediction,
  isVersion,
  pageJournal,
  pageStorage,
  predictionName,
  verdictName,
  type Subject,
} from './reading.ts';
import type { Storage } from './storage.ts';
import { sameFiles } from './same-files.ts';
import {
  compact,
  expendable,
  isSameVersion,
  leastTellingFirst,
  tellsMore,
  type Mark,
  type Version,
} from './versions.ts';

/** `full`: it is kept in this page only, until there is room. `forbidden`: everything is. */
export type Saved = 'saved' | 'full' | 'forbidden';

interface Options {
  readonly now?: () => number;
  /** Names this visit to the page; no two visits may have the same. */
  readonly session?: string;
}

/**
 * Remembers what the learner wrote, what came of it, and how it came about. A browser that forbids storage costs the
 * memory, nothing else.
 */
export function createProgress(journal: Journal, { now = Date.now, session = newSession() }: Options = {}) {
  const read = createReading(journal);
  journal.rollBackAbandoned(now() - ABANDONED);

  const versionsOf = (subject: Subject) => journal.read(subject, isVersion).map(({ value }) => value);

  const standing = (): Saved => (journal.forbidden ? 'forbidden' : journal.full() ? 'full' : 'saved');
  const later = (than: number | undefined) => Math.max(now(), (than ?? 0) + 1);

  /** Stores a value, in the place of old history if there is no other room, and in this page if there is none at all. */
  function append(name: string, at: number, value: unknown): Saved {
    const saved = write(name, at, value);
    journal.tell();
    return saved;
  }

  function write(name: string, at: number, value: unknown): Saved {
    const given: [string, string][] = [];
    const victims = leastMissed();
    for (;;) {
      try {
        journal.put(name, at, session, value);
        journal.release();
        return journal.forbidden ? 'forbidden' : 'saved';
      } catch {
        const { value: key, done } = victims.next();
        if (done) {
          // History that made no room for it went for nothing.
          given.forEach(([key, text]) => journal.restore(key, text));
          journal.hold(name, at, session, value);
          return 'full';
        }
        given.push([key, journal.remove(key)]);
      }
    }
  }

  /** Keys of what may go when there is no room: the oldest history first, and never what an editor shows. */
  function* leastMissed(): Generator<string, undefined> {
    const all = subjects().map((subject) => entriesOf(subject));
    for (const { superfluous } of all) yield* superfluous;
    const keys = new Map(
      all.flatMap(({ entries }) => entries.map(({ key, value }) => [value, key] as const)),
    );
    const versions = all.flatMap(({ history }) => expendable(history)).sort(leastTellingFirst);
    for (const version of versions) if (keys.has(version)) yield keys.get(version)!;
    return undefined;
  }

  /** What is written down about a text, and the keys of it that add nothing to the history. */
  function entriesOf(subject: Subject) {
    const entries = journal.read(subject, isVersion);
    const history = compact(entries.map(({ value }) => value));
    const made = history.filter((version) => !entries.some(({ value }) => value === version));
    const superfluous = entries
      .filter(({ value }) => !history.includes(value) && value !== entries.at(-1)!.value)
      // A mark and the time of a later, equal text together make one version; either is needed.
      .filter(({ value }) => !made.some(({ files }) => sameFiles(files, value.files)))
      .map(({ key }) => key);
    return { entries, history, superfluous };
  }

  const subjects = () => [...journal.names('exercise:'), ...journal.names('example:')] as Subject[];

  /** What is about to be written is not written yet, so what it will make superfluous stays until the next time. */
  const sweep = (subject: Subject) =>
    [...journal.torn(subject), ...entriesOf(subject).superfluous].forEach((key) => journal.remove(key));

  function kept(): Kept {
    const work = (subject: Subject, graded?: Graded): Work => ({
      versions: compact(versionsOf(subject)),
      ...(graded && { graded }),
    });
    const named = <T>(begin: string, value: (rest: string) => T) =>
      journal
        .names(begin)
        .map((name) => [name.slice(begin.length), value(name.slice(begin.length))] as const);
    const gradedOf = (id: ExerciseId) => journal.newest(verdictName(id), isGraded)?.value;
    return {
      exercises: Object.fromEntries(
        [...named('exercise:', (id) => id), ...named('verdict:', (id) => id)]
          .map(([id]) => [id, work(`exercise:${id}`, gradedOf(id))] as const)
          .filter(([, { versions, graded }]) => versions.length > 0 || graded),
      ),
      examples: Object.fromEntries(
        named('example:', (id) => work(`example:${id}`)).filter(([, { versions }]) => versions.length > 0),
      ),
      predictions: Object.fromEntries(
        named('prediction:', (id) => journal.newest(`prediction:${id}`, isPrediction)?.value).filter(
          (pair): pair is readonly [string, Prediction] => pair[1] !== undefined,
        ),
      ),
    };
  }

  /** Writes all of it or nothing. @returns false when there is no room */
  function adopt(before: Kept, after: Kept): boolean {
    const batch = newSession();
    const written = news(before, after);
    try {
      journal.begin(batch, now());
      for (const [name, at, value] of written) journal.put(name, at, batch, value);
    } catch {
      journal.rollBack(batch);
      return false;
    }
    journal.commit(batch);
    subjects().forEach(sweep);
    return true;
  }

  const store = {
    ...read,

    /** The history of a text, the oldest version first; the last one is what the editor shows. */
    history: (subject: Subject): Version[] => compact(versionsOf(subject)),

    /**
     * Stores a text as what the editor shows from now on. Edits that follow each other without a pause become one version.
     *
     * @param original the text as this edition of the course gives it
     * @param writtenAt when the learner wrote it, if not now
     */
    save(subject: Subject, original: Files, files: Files, mark: Mark, writtenAt = now()): Saved {
      sweep(subject);
      const history = compact(versionsOf(subject));
      const newest = history.at(-1);
      const same = history.find((version) => sameFiles(version.files, files));
      const known = same && (tellsMore(same, mark) || (same.what === mark.what && mark.what !== 'checked'));
      if (known && same === newest) return standing();
      const at = Math.max(writtenAt, (newest?.at ?? 0) + 2);
      const begins = !newest || (newest.what === 'original' && !sameFiles(newest.files, original));
      if (begins && mark.what !== 'original')
        append(subject, at - 1, { what: 'original', files: original, at: at - 1, session });
      return append(subject, at, { ...(known ? same : mark), files, at, session });
    },

    /** Puts a text into the history at a time that has passed, under what the editor shows. */
    archive(subject: Subject, files: Files, at: number, mark: Mark): Saved {
      return append(subject, at, { ...mark, files, at, session });
    },

    /** The learner has seen what a new edition changed, and keeps the code. */
    acceptEdition(subject: Subject, original: Files): Saved {
      const newest = read.newest(subject);
      if (!newest) return 'saved';
      const at = later(newest.at);
      // The code first: should the tab die between the two, the code is still what the editor shows.
      const saved = append(subject, at + 1, { ...newest, at: at + 1, session });
      append(subject, at, { what: 'original', files: original, at, session });
      return saved;
    },

    saveVerdict(exercise: ExerciseId, verdict: Verdict): Saved {
      return replace(verdictName(exercise), isGraded, (at) => ({ verdict, at }));
    },

    savePrediction(lesson: string, id: string, answer: string): Saved {
      return replace(predictionName(lesson, id), isPrediction, (at) => ({ answer, at }));
    },

    exportProgress: (): ProgressFile => progressFile(kept(), now()),

    /** Merges a progress file into what is here. It changes everything that it must, or nothing. */
    importProgress(text: string): ImportReport {
      let file: ProgressFile;
      try {
        file = parseProgressFile(text);
      } catch (error) {
        if (error instanceof UnreadableProgress) return refused(error.message);
        throw error;
      }
      const before = kept();
      const after = merge(before, asImported(file, before));
      return adopt(before, after)
        ? describeMerge(before, file, after)
        : refused('The browser’s storage has no room for what the file holds.');
    },

    /** Takes over what an earlier edition of the workbook stored; what cannot be written yet stays where it is. */
    takeOver(storage: Storage): void {
      const items = Object.fromEntries(storage.keys().map((key) => [key, storage.getItem(key) ?? '']));
      const { kept: old, settings, keys } = readFirstEdition(items);
      if (keys.length === 0) return;
      const before = kept();
      const after = merge(before, old);
      if (!adopt(before, after)) {
        for (const [name, at, value] of news(before, after)) journal.hold(name, at, session, value);
        return journal.tell();
      }
      for (const [name, value] of Object.entries(settings)) read.saveSetting(name, value);
      for (const key of keys) storage.removeItem(key);
    },
  };

  /** A value with no history: the one before is kept only until there is another. */
  function replace<T>(name: string, accept: (value: unknown) => value is T, next: (at: number) => T): Saved {
    const entries = journal.read(name, accept);
    for (const { key } of entries.slice(0, -1)) journal.remove(key);
    const at = later(entries.at(-1)?.at);
    return append(name, at, next(at));
  }

  return store;
}

export type Progress = ReturnType<typeof createProgress>;

/** An import takes less than a second; one that is still open after a minute was cut off. */
const ABANDONED = 60_000;

const refused = (problem: string): ImportReport => ({
  kind: 'refused',
  sentence: `${problem} Nothing was changed.`,
});

const newSession = () => Math.random().toString(36).slice(2, 10);

/** What is in one and not in the other, as the journal names it: name, time, value. */
function news(before: Kept, after: Kept): [name: string, at: number, value: unknown][] {
  const news: [string, number, unknown][] = [];
  for (const [section, kind] of [
    ['exercises', 'exercise'],
    ['examples', 'example'],
  ] as const) {
    for (const [id, { versions, graded }] of Object.entries(after[section])) {
      const had = before[section][id];
      for (const version of versions)
        if (!had?.versions.some((old) => isSameVersion(old, version)))
          news.push([`${kind}:${id}`, version.at, version]);
      if (graded && graded !== had?.graded) news.push([verdictName(id), graded.at, graded]);
    }
  }
  for (const [id, prediction] of Object.entries(after.predictions))
    if (before.predictions[id] !== prediction) news.push([`prediction:${id}`, prediction.at, prediction]);
  return news;
}

let shared: Progress | undefined;

/** The page's own store. Not for the server's rendering, where nobody has done anything yet. */
export function progress(): Progress {
  if (!shared) {
    shared = createProgress(pageJournal());
    const storage = pageStorage();
    if (storage) shared.takeOver(storage);
  }
  return shared;
}
