import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVitest } from 'vitest/node';
import { conclude } from '../conclude.ts';
import type { Ending, JournalEntry } from '../journal.ts';
import { limits } from '../limits.ts';
import { contractOf, precheck } from '../precheck.ts';
import { cutStub } from '../stub.ts';
import { editorPath, withTypeProblems } from '../type-problems.ts';
import { concludeVerdict, type ExerciseId, type Verdict } from '../verdict.ts';
import { partFiles, type Parts } from '../parts.ts';
import { answerPlugin } from './answers.ts';
import { importsOf, partsOf } from './catalogue.ts';
import { journalFile } from './journal-file.ts';
import { root } from './root.ts';

export const suitePath = (exercise: ExerciseId, course = root) => `${course}/test/suites/${exercise}.test.ts`;

export interface Answer {
  readonly exercise: ExerciseId;
  /** Absolute path of the file to grade. */
  readonly path: string;
  /** The folder with the answers to other exercises that it may import; that of the learner when left out. */
  readonly partsIn?: string;
}

export interface Graded {
  readonly answer: Answer;
  readonly verdict: Verdict;
  /** What the answer printed, the first lines of it. */
  readonly output: readonly string[];
}

const OUTPUT_LINES = 20;

/** Grades every answer with Vitest, each suite in a process of its own. The order of the result is the order asked. */
export async function gradeAnswers(
  answers: readonly Answer[],
  course = root,
  { seed }: { readonly seed?: number } = {},
): Promise<Graded[]> {
  const graded = new Map<Answer, Graded>();
  const runnable = answers.filter((answer) => {
    const failure = precheck(
      answer.exercise,
      readFileSync(answer.path, 'utf8'),
      contractOf(
        answer.exercise,
        readFileSync(suitePath(answer.exercise, course), 'utf8'),
        importsOf(answer.exercise, course),
      ),
      readParts(answer, course),
    );
    if (failure)
      graded.set(answer, { answer, verdict: concludeVerdict(answer.exercise, [], failure), output: [] });
    return !failure;
  });
  const journals = mkdtempSync(join(tmpdir(), 'lockstep-'));
  try {
    const rounds = intoRounds(runnable).map((round) => ({
      round,
      directory: mkdtempSync(join(journals, 'round-')),
    }));
    const output = rounds.length === 0 ? new Map<string, string[]>() : await runVitest(rounds, course, seed);
    for (const { round, directory } of rounds) {
      for (const answer of round) {
        const { journal, ending } = readJournal(journalFile(directory, answer.exercise));
        const text = readFileSync(answer.path, 'utf8');
        const verdict = await typed(conclude(answer.exercise, text, journal, ending), answer, text, course);
        graded.set(answer, {
          answer,
          verdict,
          output: output.get(outputKey(directory, answer.exercise)) ?? [],
        });
      }
    }
  } finally {
    rmSync(journals, { recursive: true, force: true });
  }
  return answers.map((answer) => graded.get(answer)!);
}

/** An untouched stub has no type errors, and spares the learner the second or two that TypeScript takes to load. */
async function typed(verdict: Verdict, answer: Answer, text: string, course: string): Promise<Verdict> {
  if (verdict.failure || text === stubOf(verdict.exercise, course)) return verdict;
  const { openChecker } = await import('../../language/node/checker.ts');
  const path = editorPath(verdict.exercise);
  const files = { ...partFiles(readParts(answer, course)), [path]: text };
  return withTypeProblems(verdict, openChecker().diagnose(files, path), text);
}

/** A file that is not there is as one without a word. */
function readParts({ exercise, partsIn }: Answer, course: string): Parts {
  const folder = partsIn ?? `${course}/exercises`;
  const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
  return Object.fromEntries(partsOf(exercise, course).map((part) => [part, read(`${folder}/${part}.ts`)]));
}

function stubOf(exercise: ExerciseId, course: string): string | undefined {
  const solution = `${course}/test/solutions/${exercise}.ts`;
  return existsSync(solution) ? cutStub(readFileSync(solution, 'utf8')) : undefined;
}

/** A Vitest project gives each suite one answer; several answers to one exercise need several projects. */
function intoRounds(answers: readonly Answer[]): Answer[][] {
  const rounds: Answer[][] = [];
  for (const answer of answers) {
    const round = rounds.find((each) => !each.some(({ exercise }) => exercise === answer.exercise));
    if (round) round.push(answer);
    else rounds.push([answer]);
  }
  return rounds;
}

async function runVitest(
  rounds: readonly { round: readonly Answer[]; directory: string }[],
  course: string,
  seed: number | undefined,
) {
  const output = new Map<string, string[]>();
  const vitest = await createVitest('test', {
    root: course,
    config: false,
    watch: false,
    reporters: [{}],
    cache: false,
    dangerouslyIgnoreUnhandledErrors: true,
    onConsoleLog: () => true,
    projects: rounds.map(({ round, directory }) => ({
      root: course,
      plugins: [
        answerPlugin(
          course,
          new Map(
            round.map((answer) => [answer.exercise, { path: answer.path, parts: readParts(answer, course) }]),
          ),
        ),
      ],
      test: {
        name: directory,
        root: course,
        include: round.map(({ exercise }) => `test/suites/${exercise}.test.ts`),
        runner: `${root}/src/grading/node/runner.ts`,
        env: { LOCKSTEP_JOURNAL: directory },
        provide: { seed } as object,
        pool: 'forks' as const,
        maxWorkers: availableParallelism(),
        execArgv: ['--max-old-space-size=1024'],
        testTimeout: limits.test,
        hookTimeout: limits.test,
        onConsoleLog(
          log: string,
          _stream: string,
          entity: { type: string; moduleId?: string; module?: { moduleId: string } } | undefined,
        ) {
          const moduleId = entity?.moduleId ?? entity?.module?.moduleId ?? '';
          const exercise = /test\/suites\/(.+)\.test\.ts$/.exec(moduleId)?.[1];
          if (exercise !== undefined) {
            const key = outputKey(directory, exercise);
            const lines = output.get(key) ?? output.set(key, []).get(key)!;
            if (lines.length < OUTPUT_LINES)
              lines.push(
                ...log
                  .trimEnd()
                  .split('\n')
                  .slice(0, OUTPUT_LINES - lines.length),
              );
          }
          return false;
        },
      },
    })),
  });
  // A killed suite makes Vitest set a failing exit code; what counts here is the verdict.
  const exitCode = process.exitCode;
  try {
    await vitest.start();
  } finally {
    await vitest.close();
    process.exitCode = exitCode;
  }
  return output;
}

const outputKey = (directory: string, exercise: ExerciseId) => `${directory}:${exercise}`;

function readJournal(file: string): { journal: JournalEntry[]; ending: Ending } {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  const entries = lines.filter(Boolean).map((line) => JSON.parse(line) as JournalEntry | { ending: Ending });
  const ending = entries.find((entry) => 'ending' in entry)?.ending ?? 'crashed';
  return { journal: entries.filter((entry): entry is JournalEntry => 'at' in entry), ending };
}
