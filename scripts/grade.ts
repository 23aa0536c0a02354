/**
 * Grades the files in `exercises/`.
 *
 *   npm run grade                      every exercise
 *   npm run grade -- raft              those whose id begins with or contains "raft"
 *   npm run grade -- --strict          fails unless all are solved
 *   npm run grade -- --json [file]     a report for a classroom, to the file or to standard output
 *   npm run grade -- raft --seed 7     runs what is drawn from seeds with this seed only
 *   npm run watch                      grades again when a file is saved
 */
import { watch as watchFiles, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import colours from 'picocolors';
import { readCatalogue, type CatalogueExercise } from '../src/grading/node/catalogue.ts';
import { gradeAnswers } from '../src/grading/node/grade.ts';
import { root } from '../src/grading/node/root.ts';
import { recordVerdicts } from '../src/workbook/node/disk-progress.ts';
import { scoreboard, type Paint, type ScoreboardChapter } from '../src/grading/scoreboard.ts';

const paint: Paint = {
  good: colours.green,
  bad: colours.red,
  doing: colours.yellow,
  quiet: colours.dim,
  strong: colours.bold,
};

export interface GradeOptions {
  readonly filter?: string;
  /** Of the runs that are drawn from seeds, those of this one: what is solved under one seed is not solved. */
  readonly seed?: number;
  readonly strict?: boolean;
  /** A file, or `-` for standard output. */
  readonly json?: string;
}

/** @returns the exit code: 0 when nothing is wrong, 1 when an exercise failed, 2 when the call itself was wrong */
export async function grade({ filter, strict, json, seed }: GradeOptions): Promise<number> {
  const chapters = readCatalogue(root);
  const chosen = chapters
    .flatMap(({ exercises }) => exercises)
    .filter(({ id }) => filter === undefined || id.includes(filter));
  if (chosen.length === 0) {
    console.error(
      `No exercise matches '${filter}'. There are:\n${chapters.flatMap(({ exercises }) => exercises.map(({ id }) => `  ${id}`)).join('\n')}`,
    );
    return 2;
  }
  const graded = await gradeAnswers(
    chosen.map(({ id }) => ({ exercise: id, path: `${root}/exercises/${id}.ts` })),
    root,
    { seed },
  );
  const verdicts = graded.map(({ verdict }) => verdict);
  try {
    if (seed === undefined) recordVerdicts(root, verdicts);
  } catch (error) {
    console.error(
      `The verdicts could not be recorded in .lockstep/progress.json: ${(error as Error).message}`,
    );
  }
  if (json !== undefined) {
    const report = `${JSON.stringify({ version: 1, exercises: verdicts }, null, 2)}\n`;
    if (json === '-') process.stdout.write(report);
    else writeFileSync(json, report);
  }
  if (json !== '-') console.log(scoreboard(rows(chapters, graded), paint));
  if (verdicts.some(({ outcome }) => outcome === 'failed')) return 1;
  return strict && verdicts.some(({ outcome }) => outcome !== 'solved') ? 1 : 0;
}

function rows(
  chapters: ReturnType<typeof readCatalogue>,
  graded: Awaited<ReturnType<typeof gradeAnswers>>,
): ScoreboardChapter[] {
  const row = (exercise: CatalogueExercise) => {
    const found = graded.find(({ answer }) => answer.exercise === exercise.id);
    const total = Object.keys(exercise.hints).length;
    return found ? [{ verdict: found.verdict, output: found.output, hints: exercise.hints, total }] : [];
  };
  return chapters
    .map(({ title, exercises }) => ({ title, exercises: exercises.flatMap(row) }))
    .filter(({ exercises }) => exercises.length > 0);
}

async function watch(filter: string | undefined): Promise<never> {
  const changed = new Set<string>();
  let wake = () => {};
  watchFiles(`${root}/exercises`, { recursive: true }, (_event, file) => {
    if (file?.endsWith('.ts')) changed.add(file.replaceAll('\\', '/').replace(/\.ts$/, ''));
    wake();
  });
  await grade({ filter });
  for (;;) {
    console.log(colours.dim('Waiting for a file in exercises/ to be saved. Ctrl+C ends.'));
    await new Promise<void>((resolve) => (wake = resolve));
    await new Promise((resolve) => setTimeout(resolve, 100)); // editors save in several steps
    const ids = [...changed];
    changed.clear();
    for (const id of ids) await grade({ filter: id });
  }
}

/** What was asked for on the command line. A call that makes no sense ends here, with a sentence. */
export function readOptions(): GradeOptions & { readonly watch: boolean } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      strict: { type: 'boolean' },
      json: { type: 'boolean' },
      watch: { type: 'boolean' },
      seed: { type: 'string' },
    },
  });
  const { strict, watch = false } = values;
  const file = values.json ? positionals.find((word) => word.endsWith('.json')) : undefined;
  if (values.seed !== undefined && !/^\d{1,15}$/.test(values.seed)) {
    console.error(`A seed is a whole number, and “${values.seed}” is not. Write: --seed 7`);
    process.exit(2);
  }
  return {
    filter: positionals.find((word) => word !== file),
    strict,
    watch,
    json: values.json ? (file ?? '-') : undefined,
    seed: values.seed === undefined ? undefined : Number(values.seed),
  };
}

if (process.argv[1]?.endsWith('grade.ts')) {
  const options = readOptions();
  if (options.watch) await watch(options.filter);
  process.exit(await grade(options));
}
