import { codeFrame } from '../runner/code-frame.ts';
import { elsewhere, endlessLoopMessage, seconds } from '../runner/guard.ts';
import { whyAbsent } from './absent.ts';
import type { Ending, JournalEntry, RawError, RawResult } from './journal.ts';
import { limits } from './limits.ts';
import { concludeVerdict, type ExerciseId, type Failure, type TestVerdict, type Verdict } from './verdict.ts';

/** Reads a journal, whole or cut short, and says what it means. Pure: the same journal gives the same verdict. */
export function conclude(
  exercise: ExerciseId,
  answer: string,
  journal: readonly JournalEntry[],
  ending: Ending,
): Verdict {
  const collected = journal.find((entry) => entry.at === 'collected');
  if (!collected) return concludeVerdict(exercise, [], loadingFailure(ending));
  if (collected.error) return concludeVerdict(exercise, [], failureFrom(collected.error, answer));
  if (collected.tampered !== undefined)
    return concludeVerdict(exercise, [], tamperedFailure(collected.tampered));

  const verdicts = new Map<string, TestVerdict>();
  for (const entry of journal) {
    if (entry.at === 'start') verdicts.set(entry.test, interrupted(entry.test, ending));
    if (entry.at === 'end') verdicts.set(entry.test, testVerdict(entry.test, entry.result, answer));
  }
  return concludeVerdict(
    exercise,
    collected.tests.map((name) => verdicts.get(name) ?? { name, state: 'not-run' }),
  );
}

export function testVerdict(name: string, result: RawResult, answer: string): TestVerdict {
  const { tampered, unfinished, endlessLine, state, error, skipped } = result;
  if (tampered !== undefined) return { name, state: 'failed', failure: tamperedFailure(tampered) };
  if (unfinished !== undefined) return { name, state: 'todo', todo: unfinished };
  if (endlessLine !== undefined)
    return { name, state: 'timed-out', failure: endlessLoop(endlessLine, answer) };
  if (state === 'pass') return { name, state: 'passed' };
  if (state === 'skip') return { name, state: 'not-run', ...(skipped !== undefined && { why: skipped }) };
  const failure = failureFrom(error ?? noError, answer, result.returnedLine);
  return { name, state: failure.kind === 'timed-out' ? 'timed-out' : 'failed', failure };
}

/** @param returnedLine where the learner's code last returned: the best pointer for a value that is wrong */
export function failureFrom(error: RawError, answer: string, returnedLine?: number): Failure {
  const assertion = [error.cause, error].find((each) => each?.name === 'AssertionError');
  const { name, message } = clean(error);
  const limit = /^Test timed out in (\d+)ms/.exec(message)?.[1];
  if (limit !== undefined) {
    return {
      kind: 'timed-out',
      name: 'TimeoutError',
      message: `The test waited ${seconds(Number(limit))} for a promise that never settled.`,
    };
  }
  if (name === 'EndlessLoopError') return endlessLoop(Number(/line (\d+)/.exec(message)?.[1]), answer);
  if (assertion) {
    const { expected, received } = assertion;
    const line = assertion === error ? returnedLine : undefined;
    return {
      kind: 'wrong',
      name,
      message,
      ...(expected !== undefined && { expected: withoutColour(expected) }),
      ...(received !== undefined && { received: withoutJsonColumn(withoutColour(received)) }),
      ...at(line, answer),
    };
  }
  const line = answerLine(error.stack) ?? answerLine(error.cause?.stack ?? '');
  const kind = /^(Invalid (array|string) length|Array buffer allocation failed)/.test(message)
    ? 'out-of-memory'
    : 'threw';
  return { kind, name, message, ...at(line, answer) };
}

const noError: RawError = { name: 'Error', message: 'The test failed and gave no reason.', stack: '' };

/** V8 adds the line and the column to what JSON.parse says since Node 22; a verdict reads the same before and after. */
const withoutJsonColumn = (text: string): string =>
  text.replace(/(in JSON at position \d+) \(line \d+ column \d+\)/g, '$1');

function clean(error: RawError): { name: string; message: string } {
  // fast-check's report names path and switches; a learner needs the failure, the arguments that led to it, and how to see it again.
  const [, seed, counterexample] =
    /^Property failed after \d+ tests\n\{ seed: (-?\d+)[\s\S]*?\nCounterexample: (.*)\n/.exec(
      error.message,
    ) ?? [];
  if (counterexample !== undefined && error.cause) {
    const { name, message } = clean(error.cause);
    return {
      name,
      message: `${message}\nwith the arguments ${counterexample}, the shortest that fail. They come from seed ${seed}, and come again whenever you check, in the page or with npm test.`,
    };
  }
  const { name } = error;
  const message = withoutJsonColumn(withoutColour(error.message))
    // Both module systems call imports through an object, and V8 prints that object.
    .replace(/\(0 ?, ?[\w$]+\.([\w$]+)\) is not a function/, '$1 is not a function');
  const missing = /^(?:(\w+) is not defined|Cannot access '(\w+)' before initialization)$/.exec(message);
  const absentName = missing?.[1] ?? missing?.[2];
  const why = whyAbsent(absentName);
  if (why !== undefined) return { name, message: `${absentName} is not defined. ${why}` };
  if (/^Maximum call stack size exceeded/.test(message)) {
    return { name, message: `${message}: a function kept calling itself and never returned.` };
  }
  return { name, message };
}

function loadingFailure(ending: Ending): Failure {
  if (ending === 'crashed') return outOfMemory;
  return {
    kind: 'timed-out',
    name: 'TimeoutError',
    message: `The file did not finish loading within ${seconds(limits.blocked)}: something outside every function runs without end.`,
  };
}

const outOfMemory: Failure = {
  kind: 'out-of-memory',
  name: 'OutOfMemoryError',
  message: 'The run asked for more memory than it may have and had to be ended.',
};

function interrupted(name: string, ending: Ending): TestVerdict {
  if (ending === 'stopped') return { name, state: 'not-run' };
  if (ending === 'crashed') return { name, state: 'failed', failure: outOfMemory };
  const message =
    ending === 'overran'
      ? `The check as a whole took more than ${seconds(limits.total)}; it was ended during this test.`
      : `Nothing came back for ${seconds(limits.blocked)}: one piece of it ran without a pause, such as recursion between promises or an enormous array. The run was ended during this test.`;
  return { name, state: 'timed-out', failure: { kind: 'timed-out', name: 'TimeoutError', message } };
}

const tamperedFailure = (path: string): Failure => ({
  kind: 'tampered',
  name: 'TamperError',
  message: `The answer changed \`${path}\`, a built-in that all code shares, the grader included. Leave built-ins as they are.`,
});

function endlessLoop(line: number, answer: string): Failure {
  return {
    kind: 'timed-out',
    name: 'EndlessLoopError',
    message: endlessLoopMessage(line, limits.loop),
    ...at(line === elsewhere ? undefined : line, answer),
  };
}

function at(line: number | undefined, answer: string): { line?: number; frame?: string } {
  return line === undefined ? {} : { line, frame: codeFrame(answer, line) };
}

function answerLine(stack: string): number | undefined {
  const line = /\.answer\.js(?:\?[^:\s]*)?:(\d+)/.exec(stack)?.[1];
  return line === undefined ? undefined : Number(line);
}

// eslint-disable-next-line no-control-regex
const withoutColour = (text: string) => text.replace(/\u001b\[\d+(;\d+)*m/g, '');
