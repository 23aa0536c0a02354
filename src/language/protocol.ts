import type { TypeProblem } from '../grading/type-problems.ts';
import type { Files } from '../runner/runner.ts';
import type { Checker, Completions, Definition, Hover } from './checker.ts';

interface Place {
  readonly files: Files;
  readonly path: string;
  readonly offset: number;
}

/** What the page asks its language worker. Every question brings the files that it is about. */
export interface Questions {
  readonly diagnose: { readonly files: Files };
  readonly hover: Place;
  /** `typed`: the character that brought the question up, unless it was asked for. */
  readonly complete: Place & { readonly typed?: string };
  readonly describe: Place & { readonly label: string };
  readonly definition: Place;
}

export type Kind = keyof Questions;

export interface Answers {
  /** Path → its problems, for every file. */
  readonly diagnose: Readonly<Record<string, readonly TypeProblem[]>>;
  readonly hover: Hover | undefined;
  readonly complete: Completions | undefined;
  readonly describe: Omit<Hover, 'from' | 'to'> | undefined;
  readonly definition: Definition | undefined;
}

/** One question as it travels; the id comes back with the answer. */
export type Asked = {
  [K in Kind]: { readonly id: number; readonly ask: K; readonly question: Questions[K] };
}[Kind];

export type WorkerMessage =
  | { readonly say: 'ready' }
  | { readonly say: 'answer'; readonly id: number; readonly answer: Answers[Kind] }
  | { readonly say: 'failed'; readonly id: number; readonly message: string };

export function answer(checker: Checker, asked: Asked): Answers[Kind] {
  const { files } = asked.question;
  switch (asked.ask) {
    case 'diagnose':
      return Object.fromEntries(Object.keys(files).map((path) => [path, checker.diagnose(files, path)]));
    case 'complete':
      return checker.complete(files, asked.question.path, asked.question.offset, asked.question.typed);
    case 'describe':
      return checker.describe(files, asked.question.path, asked.question.offset, asked.question.label);
    default:
      return checker[asked.ask](files, asked.question.path, asked.question.offset);
  }
}
