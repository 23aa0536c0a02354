import { isTypeError } from './type-problems.ts';
import type { Failure, TestState, Verdict } from './verdict.ts';

export const kindInWords: Record<Failure['kind'], string> = {
  wrong: 'wrong',
  threw: 'threw',
  'does-not-compile': 'does not compile',
  'timed-out': 'timed out',
  'out-of-memory': 'out of memory',
  tampered: 'changed a built-in',
};

/** What went wrong, in two or three words. */
export const troubleInWords = (failure: Failure): string =>
  isTypeError(failure) ? 'type error' : kindInWords[failure.kind];

export const stateInWords: Record<TestState, string> = {
  passed: 'passed',
  failed: 'failed',
  todo: 'to do',
  'timed-out': 'timed out',
  'not-run': 'not run',
};

/** A message may end in a line that leads to another page of the site: `Open in the cluster lab: /lab/#…`. */
export function leadingOn({ message }: Failure): {
  readonly text: string;
  readonly way?: { readonly label: string; readonly to: string };
} {
  const [line, label, to] = /\n(.+): (\/\S*#\S+)$/.exec(message) ?? [];
  if (line === undefined) return { text: message };
  return { text: message.slice(0, -line.length), way: { label: label!, to: to! } };
}

/** One sentence for a whole verdict, the first thing that is read out. @param total tests in the suite */
export function verdictSentence(verdict: Verdict, total: number): string {
  const { outcome, passed, failure } = verdict;
  if (failure && isTypeError(failure)) {
    return `The file has a type error on line ${failure.line}. ${testsInWords(verdict, total)}`;
  }
  if (failure) return `The file ${fileTrouble[failure.kind]}. No test could be judged.`;
  switch (outcome) {
    case 'solved':
      return `Solved: all ${total} tests pass.`;
    case 'not-started':
      return `All ${total} tests are still to do.`;
    case 'in-progress':
      return `${passed} of ${total} tests pass, the rest is still to do.`;
    case 'failed':
      return testsInWords(verdict, total);
  }
}

function testsInWords(verdict: Verdict, total: number): string {
  const { passed } = verdict;
  return passed === total
    ? `All ${total} tests pass.`
    : `${passed} of ${total} tests pass. ${listed(verdict)}`;
}

const fileTrouble: Record<Failure['kind'], string> = {
  wrong: 'is wrong',
  threw: 'threw while it was loading',
  'does-not-compile': 'does not compile',
  'timed-out': 'ran without end',
  'out-of-memory': 'ran out of memory',
  tampered: 'changed a built-in',
};

function listed({ tests }: Verdict): string {
  const counted = (['failed', 'timed-out', 'todo', 'not-run'] as const).flatMap((state) => {
    const count = tests.filter((test) => test.state === state).length;
    return count === 0 ? [] : [`${count} ${stateInWords[state]}`];
  });
  return `${counted.join(', ')}.`;
}
