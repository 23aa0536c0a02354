import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { partSpecifier } from '../parts.ts';
import type { ExerciseId } from '../verdict.ts';

export interface CatalogueExercise {
  readonly id: ExerciseId;
  readonly title: string;
  readonly summary: string;
  /** Full test name → hint; its keys are the names of all tests, in the suite's order. */
  readonly hints: Readonly<Record<string, string>>;
  /** Path of the lesson that holds it, from the root of the repository; undefined when no lesson does. */
  readonly lesson?: string;
}

export interface CatalogueChapter {
  readonly id: string;
  readonly title: string;
  readonly exercises: readonly CatalogueExercise[];
}

/** Reads the course from its files: chapters and exercises in the order in which the lessons hold them. */
export function readCatalogue(root: string): CatalogueChapter[] {
  const lessons = lessonFiles(root);
  const ids = exerciseIds(root);
  const order = new Map<ExerciseId, string>();
  for (const lesson of lessons) {
    for (const [, id] of readFileSync(`${root}/${lesson}`, 'utf8').matchAll(/<Exercise\s+id="([^"]+)"/g)) {
      if (!order.has(id!)) order.set(id!, lesson);
    }
  }
  const sorted = [...ids].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  function rank(id: ExerciseId) {
    const at = [...order.keys()].indexOf(id);
    return at < 0 ? Infinity : at;
  }
  const chapters = [...new Set(sorted.map((id) => id.split('/')[0]!))];
  return chapters.map((chapter) => ({
    id: chapter,
    title: chapterTitle(root, chapter),
    exercises: sorted
      .filter((id) => id.startsWith(`${chapter}/`))
      .map((id) => {
        const { title, summary, hints } = JSON.parse(readFileSync(`${root}/test/suites/${id}.json`, 'utf8'));
        return { id, title, summary, hints, ...(order.has(id) && { lesson: order.get(id)! }) };
      }),
  }));
}

/** What answers to the exercise may import, `#course/unfinished` aside: modules of the course, and answers to other exercises. */
export function importsOf(exercise: ExerciseId, root: string): readonly string[] {
  const { imports = [], parts = [] } = readBeside(exercise, root);
  return [...imports, ...parts.map(partSpecifier)];
}

/** Exercises whose answers it may import. */
export const partsOf = (exercise: ExerciseId, root: string): readonly ExerciseId[] =>
  readBeside(exercise, root).parts ?? [];

const readBeside = (exercise: ExerciseId, root: string) =>
  JSON.parse(readFileSync(`${root}/test/suites/${exercise}.json`, 'utf8')) as {
    readonly imports?: readonly string[];
    readonly parts?: readonly ExerciseId[];
  };

export function exerciseIds(root: string): ExerciseId[] {
  return filesUnder(`${root}/test/suites`, '.test.ts').map((path) => path.replace(/\.test\.ts$/, ''));
}

/** Paths from the root, in reading order: the number prefixes sort them. */
export function lessonFiles(root: string): string[] {
  return filesUnder(`${root}/docs`, 'index.mdx').map((path) => `docs/${path}`);
}

/** Paths below `directory`, sorted, that end in `ending`. */
export function filesUnder(directory: string, ending: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith(ending))
    .sort();
}

function chapterTitle(root: string, chapter: string): string {
  const folder = readdirSync(`${root}/docs`).find((name) => name.replace(/^\d+-/, '') === chapter);
  const page = folder && `${root}/docs/${folder}/index.mdx`;
  const title =
    page && existsSync(page)
      ? /^title:\s*['"]?(.*?)['"]?\s*$/m.exec(readFileSync(page, 'utf8'))?.[1]
      : undefined;
  return title ?? chapter;
}
