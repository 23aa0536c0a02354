import type { Graded, Kept, Work } from './progress-file.ts';
import { sameFiles } from './same-files.ts';
import { compact, type Version } from './versions.ts';

/**
 * Joins what is here with what comes from elsewhere. It replaces nothing: histories unite, the newer edit is what the editor
 * shows, and the one it takes the place of stays in the history. Merging the same again changes nothing.
 */
export function merge(mine: Kept, theirs: Kept): Kept {
  return {
    exercises: union(mine.exercises, theirs.exercises, mergeWork),
    examples: union(mine.examples, theirs.examples, mergeWork),
    predictions: union(mine.predictions, theirs.predictions, (a, b) => (b.at > a.at ? b : a)),
  };
}

function mergeWork(mine: Work, theirs: Work): Work {
  const versions = compact([...mine.versions, ...theirs.versions]);
  const graded = betterDocumented(mine.graded, theirs.graded);
  return { versions: markReplaced(mine.versions.at(-1), versions), ...(graded && { graded }) };
}

/** What the editor showed says so in the history, where it would be one edit among others. */
function markReplaced(shown: Version | undefined, versions: readonly Version[]): Version[] {
  return versions.map((version) =>
    shown && version !== versions.at(-1) && isEdit(version) && sameFiles(version.files, shown.files)
      ? { ...version, what: 'before-import' }
      : version,
  );
}

/** The newer verdict; of two for the same moment, the one that says more about its tests. */
function betterDocumented(mine: Graded | undefined, theirs: Graded | undefined): Graded | undefined {
  if (!mine || !theirs) return mine ?? theirs;
  if (mine.at !== theirs.at) return mine.at > theirs.at ? mine : theirs;
  return theirs.verdict.tests.length > mine.verdict.tests.length ? theirs : mine;
}

/** A file's versions as the history here will name them: an edit is new here, a check or a solution is what it was. */
export function asImported(file: Kept, here: Kept): Kept {
  const all = (works: Kept['exercises'], mine: Kept['exercises']) =>
    Object.fromEntries(
      Object.entries(works).map(([id, work]) => {
        const known = own(mine, id)?.versions ?? [];
        const versions = work.versions.map(({ session: _, ...version }): Version =>
          isEdit(version) && !known.some(({ files }) => sameFiles(files, version.files))
            ? { ...version, what: 'imported' }
            : version,
        );
        return [id, { ...work, versions }];
      }),
    );
  return {
    exercises: all(file.exercises, here.exercises),
    examples: all(file.examples, here.examples),
    predictions: file.predictions,
  };
}

export type ImportReport =
  | {
      readonly kind: 'imported';
      /** Exercises and live examples of which nothing was here. */
      readonly added: readonly string[];
      /** Those that show the file's newer code now; what was here is in their history. */
      readonly replaced: readonly string[];
      /** Those that show what they did, because it is newer; the file's code is in their history. */
      readonly stayed: readonly string[];
      readonly sentence: string;
    }
  | { readonly kind: 'refused'; readonly sentence: string };

/** @param after what `merge(before, file)` gave */
export function describeMerge(before: Kept, file: Kept, after: Kept): ImportReport {
  const groups: Record<'added' | 'replaced' | 'stayed' | 'same', string[]> = {
    added: [],
    replaced: [],
    stayed: [],
    same: [],
  };
  for (const section of ['exercises', 'examples'] as const) {
    for (const [id, theirs] of Object.entries(file[section])) {
      const shown = (work: Work | undefined) => work?.versions.at(-1)?.files;
      const [was, is] = [shown(own(before[section], id)), shown(own(after[section], id))];
      const brought = shown(theirs);
      if (!was) groups[own(before[section], id) ? 'replaced' : 'added'].push(id);
      else if (!sameFiles(was, is!)) groups.replaced.push(id);
      else if (brought && !sameFiles(was, brought)) groups.stayed.push(id);
      else groups.same.push(id);
    }
  }
  const { same: _, ...report } = groups;
  return { kind: 'imported', ...report, sentence: inWords(groups) };
}

function inWords(groups: Record<'added' | 'replaced' | 'stayed' | 'same', string[]>): string {
  const { added, replaced, stayed, same } = groups;
  const said = [
    [added, 'new here'],
    [replaced, 'changed to the file’s newer code, with what was here in the history'],
    [stayed, 'kept, because what is here is newer, with the file’s code in the history'],
    [same, 'the same on both sides'],
  ] as const;
  const parts = said.flatMap(([ids, words]) => (ids.length > 0 ? [`${ids.length} ${words}`] : []));
  return parts.length === 0
    ? 'The file holds no work on any exercise or example.'
    : `Imported. Of the exercises and examples in the file: ${parts.join('; ')}.`;
}

const isEdit = ({ what }: Version) => what === 'edited' || what === 'run';

function union<T>(
  mine: Readonly<Record<string, T>>,
  theirs: Readonly<Record<string, T>>,
  join: (mine: T, theirs: T) => T,
): Readonly<Record<string, T>> {
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].sort();
  return Object.fromEntries(
    names.map((name) => {
      const [a, b] = [own(mine, name), own(theirs, name)];
      return [name, a !== undefined && b !== undefined ? join(a, b) : (a ?? b)!];
    }),
  );
}

/** A file may name an exercise `constructor`; that is no work of ours. */
const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
