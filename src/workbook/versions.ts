import type { Files } from '../runner/runner.ts';
import { sameFiles } from './same-files.ts';

/** What became of a version: `original` is the text as the course gives it, a stub or an example. */
export type Mark =
  | {
      readonly what:
        | 'original'
        | 'edited'
        | 'run'
        | 'solved'
        | 'before-reset'
        | 'before-import'
        | 'before-disk'
        | 'other-tab'
        | 'imported';
    }
  | { readonly what: 'checked'; readonly passed: number; readonly total: number };

/** The text of one exercise or one live example as it was at one time. */
export type Version = Mark & {
  readonly files: Files;
  /** Milliseconds since 1970. No two versions of one session have the same. */
  readonly at: number;
  /** The visit to the page that wrote it. Edits of one visit run together, those of two never do. */
  readonly session?: string;
};

/** How long a learner stops typing before the next keystroke begins a new version, in milliseconds. */
const PAUSE = 30_000;

const limits = { count: 24, bytes: 100_000, newest: 6 };

/** What outlives what: of two versions with the same text, the mark that says more stays. */
const rank: Readonly<Record<Version['what'], number>> = {
  edited: 0,
  run: 1,
  'before-reset': 2,
  'before-import': 2,
  'before-disk': 2,
  'other-tab': 2,
  imported: 2,
  checked: 3,
  solved: 3,
  original: 4,
};

/**
 * Log compaction: the same history, shorter. Edits without a pause between them become one, equal texts become one, and
 * of too many the least telling go, the oldest first. It depends on nothing but the set of versions, so that two tabs and
 * two machines that hold the same versions keep the same ones.
 *
 * @returns the versions that are left, the oldest first; the last one is what the editor shows
 */
export function compact(versions: readonly Version[]): Version[] {
  const history = coalesce(distinct([...versions].sort(earlierFirst)));
  const kept = new Set(history);
  let bytes = history.reduce((sum, version) => sum + sizeOf(version), 0);
  for (const version of expendable(history, limits.newest)) {
    if (kept.size <= limits.count && bytes <= limits.bytes) break;
    kept.delete(version);
    bytes -= sizeOf(version);
  }
  return history.filter((version) => kept.has(version));
}

/**
 * The versions that may go, those to be missed least first. Never among them: the newest ones, the first that the
 * learner wrote, the newest original, and the newest solution.
 */
export function expendable(history: readonly Version[], newest = 1): Version[] {
  const needed = new Set([
    ...history.slice(-newest),
    history.find(({ what }) => what !== 'original'),
    history.findLast(({ what }) => what === 'original'),
    history.findLast(({ what }) => what === 'solved'),
  ]);
  return history.filter((version) => !needed.has(version)).sort(leastTellingFirst);
}

export const leastTellingFirst = (a: Version, b: Version): number =>
  rank[a.what] - rank[b.what] || earlierFirst(a, b);

/** Of two marks of the same text, the one to keep. A newer check counts for more than an older solution. */
export const tellsMore = (before: Mark, after: Mark): boolean => rank[before.what] > rank[after.what];

export const isSameVersion = (a: Version, b: Version): boolean =>
  a.at === b.at && a.what === b.what && sameFiles(a.files, b.files);

/** The text that the learner began from, so that a new edition of the course can be noticed. */
export const originalOf = (history: readonly Version[]): Files | undefined =>
  history.findLast(({ what }) => what === 'original')?.files;

function distinct(versions: readonly Version[]): Version[] {
  const byText = new Map<string, Version>();
  for (const version of versions) {
    const text = textOf(version.files);
    const before = byText.get(text);
    byText.delete(text); // so that it stands at the place of the later one
    byText.set(
      text,
      before && tellsMore(before, version)
        ? { ...before, at: version.at, session: version.session }
        : version,
    );
  }
  return [...byText.values()];
}

function coalesce(versions: readonly Version[]): Version[] {
  return versions.filter((version, index) => {
    const next = versions[index + 1];
    return !(
      next &&
      version.what === 'edited' &&
      next.what === 'edited' &&
      version.session !== undefined &&
      version.session === next.session &&
      next.at - version.at < PAUSE
    );
  });
}

/** Versions are immutable, and the same ones are compared at every save. */
const texts = new WeakMap<Files, string>();

function textOf(files: Files): string {
  let text = texts.get(files);
  if (text === undefined) {
    text = JSON.stringify(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
    texts.set(files, text);
  }
  return text;
}

const sizeOf = ({ files }: Version) => textOf(files).length;

/** A total order, so that nothing depends on where a version lay. */
function earlierFirst(a: Version, b: Version): number {
  return (
    a.at - b.at ||
    compare(textOf(a.files), textOf(b.files)) ||
    rank[a.what] - rank[b.what] ||
    compare(rest(a), rest(b))
  );
}

const rest = ({ files: _, ...version }: Version) => JSON.stringify(Object.entries(version).sort());

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
