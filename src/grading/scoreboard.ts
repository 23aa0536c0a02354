import type { ExerciseId, Failure, Outcome, TestVerdict, Verdict } from './verdict.ts';
import { leadingOn, troubleInWords } from './wording.ts';

/** Where `npm start` shows the site. */
const site = 'http://127.0.0.1:3000';

export interface ScoreboardChapter {
  readonly title: string;
  readonly exercises: readonly {
    readonly verdict: Verdict;
    /** How many tests the suite has; a verdict that stopped early may not know. */
    readonly total: number;
    readonly hints: Readonly<Record<ExerciseId, string>>;
    readonly output: readonly string[];
  }[];
}

/** Styles a piece of text; the identity function where colour is not wanted. */
export type Paint = Readonly<Record<'good' | 'bad' | 'doing' | 'quiet' | 'strong', (text: string) => string>>;

const marks: Record<Outcome, { mark: string; words: string; paint: keyof Paint }> = {
  'not-started': { mark: '○', words: 'not started', paint: 'quiet' },
  'in-progress': { mark: '◐', words: 'in progress', paint: 'doing' },
  solved: { mark: '●', words: 'solved', paint: 'good' },
  failed: { mark: '✗', words: 'failed', paint: 'bad' },
};

/** What `npm test` prints for the learner: every exercise with its state, every failure with what helps. */
export function scoreboard(chapters: readonly ScoreboardChapter[], paint: Paint): string {
  const out: string[] = [''];
  const all = chapters.flatMap(({ exercises }) => exercises);
  for (const chapter of chapters) {
    out.push(paint.strong(chapter.title));
    for (const exercise of chapter.exercises) {
      const { verdict, total } = exercise;
      const { mark, words, paint: tone } = marks[verdict.outcome];
      const name = verdict.exercise.split('/')[1]!.padEnd(24);
      out.push(
        `  ${paint[tone](mark)} ${name} ${paint[tone](words.padEnd(12))} ${verdict.passed} of ${total}`,
      );
      if (verdict.outcome === 'failed') out.push(...problems(exercise, paint));
      else if (verdict.outcome === 'in-progress') out.push(...toDo(verdict.tests, paint));
    }
    out.push('');
  }
  const solved = all.filter(({ verdict }) => verdict.outcome === 'solved').length;
  out.push(`${solved} of ${all.length} exercises solved. ${next(all.map(({ verdict }) => verdict))}`);
  return out.join('\n');
}

function next(verdicts: readonly Verdict[]): string {
  const open =
    verdicts.find(({ outcome }) => outcome === 'failed' || outcome === 'in-progress') ??
    verdicts.find(({ outcome }) => outcome === 'not-started');
  return open ? `Next: exercises/${open.exercise}.ts` : 'All of them. Well done.';
}

function toDo(tests: readonly TestVerdict[], paint: Paint): string[] {
  const parts = [...new Set(tests.flatMap((test) => (test.todo === undefined ? [] : [test.todo])))];
  return parts.map((part) => paint.quiet(`      to do: ${part}`));
}

function problems(
  { verdict, hints, output }: ScoreboardChapter['exercises'][number],
  paint: Paint,
): string[] {
  const out: string[] = [];
  if (verdict.failure) out.push(...describe(verdict.failure, verdict.exercise, paint));
  let told: string | undefined;
  for (const { name, state, failure, why } of verdict.tests) {
    if (state === 'not-run') out.push('', `      ${paint.quiet(`– not run: ${name}`)}`);
    if (why !== undefined && why !== told) out.push(`        ${paint.quiet(why)}`);
    told = why;
    if (!failure) continue;
    out.push('', `      ${paint.bad('✗')} ${name}`, ...describe(failure, verdict.exercise, paint));
    if (hints[name] !== undefined) out.push(`        ${paint.quiet(`hint: ${hints[name]}`)}`);
  }
  if (output.length > 0)
    out.push('', paint.quiet('      it printed:'), ...output.map((line) => paint.quiet(`      │ ${line}`)));
  return [...out, ''];
}

function describe(failure: Failure, exercise: ExerciseId, paint: Paint): string[] {
  const indent = (text: string) => text.split('\n').map((line) => `        ${line}`);
  const name = failure.kind === 'threw' ? `${failure.name}: ` : '';
  const { text, way } = leadingOn(failure);
  const out = indent(`${paint.bad(troubleInWords(failure))}: ${name}${text}`);
  if (way) out.push(...indent(`${way.label}, while npm start runs: ${site}${way.to}`));
  if (failure.expected !== undefined && failure.received !== undefined) {
    out.push(
      ...indent(`${paint.good('expected')} ${failure.expected}`),
      ...indent(`${paint.bad('received')} ${failure.received}`),
    );
  }
  if (failure.line !== undefined) {
    const column = failure.column === undefined ? '' : `:${failure.column}`;
    out.push(`        ${paint.quiet(`exercises/${exercise}.ts:${failure.line}${column}`)}`);
  }
  if (failure.frame !== undefined) out.push(...indent(paint.quiet(failure.frame)));
  return out;
}
