import { existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { exerciseIds } from '../../grading/node/catalogue.ts';
import { cutStub } from '../../grading/stub.ts';
import type { ExerciseId, Verdict } from '../../grading/verdict.ts';
import { asImported, describeMerge, merge, type ImportReport } from '../merge.ts';
import {
  nothingKept,
  parseProgressFile,
  progressFile,
  UnreadableProgress,
  type Kept,
  type ProgressFile,
  type Work,
} from '../progress-file.ts';
import { sameFiles } from '../same-files.ts';
import { compact, type Mark, type Version } from '../versions.ts';
import { replaceFiles, type FileChange } from './replace-file.ts';
import { saveBeside } from './save-beside.ts';

/** History and verdicts of the files in `exercises/`: the same format as the page's export. */
const recordPath = (root: string) => `${root}/.lockstep/progress.json`;

export interface DiskImport {
  readonly report: ImportReport;
  /** Exercise files that hold the imported code now. */
  readonly written: readonly ExerciseId[];
  /** Where what they held before was copied to. */
  readonly saved: readonly string[];
  /** Where the imported code was put of exercises whose files hold newer code. */
  readonly older: readonly string[];
}

/** Everything on this disk: what `npm test` has recorded, and the exercise files as they are. */
export function exportFromDisk(root: string, now = Date.now()): ProgressFile {
  return progressFile(withFiles(readRecord(root), root), now);
}

/**
 * Merges a progress file into `exercises/` and the record. What a file in `exercises/` held is copied beside it before it
 * changes. When anything cannot be written, nothing is changed.
 */
export function importToDisk(root: string, text: string, now = Date.now()): DiskImport {
  const refused = (problem: string): DiskImport => ({
    report: { kind: 'refused', sentence: `${problem} Nothing was changed.` },
    written: [],
    saved: [],
    older: [],
  });
  let file: ProgressFile;
  let mine: Kept;
  try {
    file = parseProgressFile(text);
    mine = withFiles(readRecord(root), root);
  } catch (error) {
    if (error instanceof UnreadableProgress) return refused(error.message);
    throw error;
  }
  const theirs = asImported(file, mine);
  const after = merge(mine, theirs);
  const changes = exerciseIds(root).flatMap((id) => changeOf(root, id, after.exercises[id]));
  const saved: string[] = [];
  const older: string[] = [];
  try {
    for (const { path, stub, before } of changes)
      if (before !== undefined && before !== stub) saved.push(saveBeside(path, before));
    for (const { path, text } of exerciseIds(root).flatMap((id) =>
      supersededOf(root, id, mine, theirs, after),
    ))
      older.push(saveBeside(path, text));
    replaceFiles([...changes, recordOf(root, after, now)]);
  } catch (error) {
    [...saved, ...older].forEach((copy) => rmSync(copy));
    return refused(`The files could not be written: ${(error as Error).message}.`);
  }
  return { report: describeMerge(mine, file, after), written: changes.map(({ id }) => id), saved, older };
}

/** Writes down what `npm test` found out, with the code that it found it out about. An untouched stub is no work. */
export function recordVerdicts(root: string, verdicts: readonly Verdict[], now = Date.now()): void {
  let record: Kept;
  try {
    record = readRecord(root);
  } catch (error) {
    if (!(error instanceof UnreadableProgress)) throw error;
    renameSync(recordPath(root), `${recordPath(root)}.damaged-${now}`);
    record = nothingKept;
  }
  const before = withFiles(record, root);
  const exercises = { ...before.exercises };
  for (const verdict of verdicts) {
    const work = exercises[verdict.exercise];
    if (work) exercises[verdict.exercise] = judged(work, verdict, now);
  }
  if (Object.keys(exercises).length > 0) replaceFiles([recordOf(root, { ...before, exercises }, now)]);
}

function judged(work: Work, verdict: Verdict, at: number): Work {
  const shown = work.versions.at(-1);
  if (!shown || shown.what === 'original') return work;
  const { outcome, passed, total } = verdict;
  const mark: Mark = outcome === 'solved' ? { what: 'solved' } : { what: 'checked', passed, total };
  const version: Version = { ...mark, files: shown.files, at: shown.at };
  return { versions: compact([...work.versions.slice(0, -1), version]), graded: { verdict, at } };
}

function readRecord(root: string): Kept {
  const path = recordPath(root);
  if (!existsSync(path)) return nothingKept;
  try {
    const { exercises, examples, predictions } = parseProgressFile(readFileSync(path, 'utf8'));
    return { exercises, examples, predictions };
  } catch (error) {
    if (error instanceof UnreadableProgress)
      throw new UnreadableProgress(`.lockstep/progress.json cannot be read. ${error.message} Move it away.`);
    throw error;
  }
}

const recordOf = (root: string, kept: Kept, now: number): FileChange => ({
  path: recordPath(root),
  text: `${JSON.stringify(progressFile(kept, now), null, 2)}\n`,
});

function withFiles(kept: Kept, root: string): Kept {
  const exercises = { ...kept.exercises };
  for (const id of exerciseIds(root)) {
    const path = exercisePath(root, id);
    if (!existsSync(path)) continue;
    const work = withFile(
      exercises[id],
      { [virtualPath(id)]: readFileSync(path, 'utf8') },
      { [virtualPath(id)]: stubOf(root, id) },
      Math.floor(statSync(path).mtimeMs),
    );
    if (work) exercises[id] = work;
  }
  return { ...kept, exercises };
}

/** What is on the disk is what counts there, whenever it was written. */
function withFile(
  work: Work | undefined,
  files: Version['files'],
  stub: Version['files'],
  writtenAt: number,
): Work | undefined {
  const versions = work?.versions ?? [];
  const shown = versions.at(-1);
  if (shown ? sameFiles(shown.files, files) : sameFiles(files, stub)) return work;
  const at = Math.max(writtenAt, (shown?.at ?? 0) + 2);
  const isStub = sameFiles(files, stub);
  const begun: Version[] = shown || isStub ? [] : [{ what: 'original', files: stub, at: at - 1 }];
  return {
    ...work,
    versions: compact([...versions, ...begun, { what: isStub ? 'original' : 'edited', files, at }]),
  };
}

/** What an exercise file must hold after a merge, where that is something else than it holds. */
function changeOf(root: string, id: ExerciseId, work: Work | undefined) {
  const shown = work?.versions.at(-1);
  const path = exercisePath(root, id);
  const stub = stubOf(root, id);
  const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  const text = shown?.what === 'original' ? stub : shown?.files[virtualPath(id)];
  return text === undefined || before === text ? [] : [{ id, path, text, stub, before }];
}

/** The code of a file that is older than what is here, and new here: the disk has no other place to look at it. */
function supersededOf(root: string, id: ExerciseId, mine: Kept, theirs: Kept, after: Kept) {
  const brought = theirs.exercises[id]?.versions.at(-1);
  const text = brought?.files[virtualPath(id)];
  if (!brought || text === undefined || brought.what === 'original') return [];
  const isShown = sameFiles(after.exercises[id]!.versions.at(-1)!.files, brought.files);
  const isKnown = mine.exercises[id]?.versions.some(({ files }) => sameFiles(files, brought.files));
  return isShown || isKnown ? [] : [{ path: exercisePath(root, id), text }];
}

const exercisePath = (root: string, id: ExerciseId) => `${root}/exercises/${id}.ts`;
const virtualPath = (id: ExerciseId) => `/${id.split('/')[1]}.ts`;
const stubOf = (root: string, id: ExerciseId) =>
  cutStub(readFileSync(`${root}/test/solutions/${id}.ts`, 'utf8'));
