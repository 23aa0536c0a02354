import { describe, expect, it } from 'vitest';
import {
  isTypeError,
  joinTypes,
  typeErrorsInWords,
  withTypeProblems,
  type TypeProblem,
} from './type-problems.ts';
import { concludeVerdict, type TestVerdict } from './verdict.ts';
import { verdictSentence } from './wording.ts';

const problem = (line: number, severity: TypeProblem['severity'] = 'error'): TypeProblem => ({
  line,
  column: 7,
  endLine: line,
  endColumn: 10,
  code: 2322,
  message: "Type 'string' is not assignable to type 'number'.",
  severity,
});
const passed: TestVerdict = { name: 'adds', state: 'passed' };
const failed: TestVerdict = {
  name: 'subtracts',
  state: 'failed',
  failure: { kind: 'wrong', name: 'AssertionError', message: 'expected 1 to be 2' },
};
const answer = 'one;\ntwo;\nconst n: number = "3";\n';
const solved = concludeVerdict('c/e', [passed]);

describe('a type error', () => {
  it('fails an exercise whose tests all pass, with its line, its words and the code around it', () => {
    const verdict = withTypeProblems(solved, [problem(3)], answer);
    expect(verdict.outcome).toBe('failed');
    expect(verdict.failure).toEqual({
      kind: 'does-not-compile',
      name: 'TypeError TS2322',
      message: "Type 'string' is not assignable to type 'number'.",
      line: 3,
      column: 7,
      frame: '  1 | one;\n  2 | two;\n> 3 | const n: number = "3";\n    |       ^\n  4 |',
    });
    expect(isTypeError(verdict.failure!)).toBe(true);
    expect(verdictSentence(verdict, 1)).toBe('The file has a type error on line 3. All 1 tests pass.');
  });

  it('leaves every test in its state', () => {
    const verdict = withTypeProblems(concludeVerdict('c/e', [passed, failed]), [problem(3)], answer);
    expect(verdict.tests).toEqual([passed, failed]);
    expect(verdict).toMatchObject({ passed: 1, total: 2 });
    expect(verdictSentence(verdict, 2)).toBe(
      'The file has a type error on line 3. 1 of 2 tests pass. 1 failed.',
    );
  });

  it('says how many more there are', () => {
    const message = (count: number) =>
      withTypeProblems(
        solved,
        Array.from({ length: count }, (_, at) => problem(at + 1)),
        answer,
      ).failure!.message;
    expect(message(2)).toMatch(/\. There is 1 more type error\.$/);
    expect(message(4)).toMatch(/\. There are 3 more type errors\.$/);
  });

  it('does not take the place of what happened before it: a file that never got to its tests', () => {
    const broken = concludeVerdict('c/e', [], { kind: 'threw', name: 'Error', message: 'at once' });
    expect(withTypeProblems(broken, [problem(3)], answer)).toBe(broken);
    expect(isTypeError(broken.failure!)).toBe(false);
  });

  it('is an error, and nothing less', () => {
    expect(withTypeProblems(solved, [problem(1, 'warning'), problem(2, 'info')], answer)).toBe(solved);
    expect(withTypeProblems(solved, [], answer)).toBe(solved);
  });

  it('in an example is counted and placed, with the file where there are several', () => {
    const message = "Type 'string' is not assignable to type 'number'.";
    expect(typeErrorsInWords([problem(3)])).toEqual({ count: '1 type error on', place: 'line 3', message });
    expect(typeErrorsInWords([{ ...problem(3), file: 'account.ts' }, problem(5)])).toEqual({
      count: '2 type errors, the first on',
      place: 'line 3 of account.ts',
      message,
    });
    expect(typeErrorsInWords([problem(3, 'info')])).toBeUndefined();
  });
});

describe('tests and types, side by side', () => {
  const later = <Value>(value: Value) => new Promise<Value>((resolve) => setTimeout(resolve, 20, value));

  it('are one verdict at once when the types are known first', async () => {
    const { verdict, typed } = joinTypes(later(solved), Promise.resolve([problem(3)]), answer);
    expect((await verdict).outcome).toBe('failed');
    expect(await typed).toBe(await verdict);
  });

  it('are two when the types come late: the tests’ word, and then the whole', async () => {
    const { verdict, typed } = joinTypes(Promise.resolve(solved), later([problem(3)]), answer);
    expect((await verdict).outcome).toBe('solved');
    expect((await typed).outcome).toBe('failed');
  });

  it('are the tests’ verdict itself when the types have nothing to say', async () => {
    const { verdict, typed } = joinTypes(Promise.resolve(solved), later([]), answer);
    expect(await typed).toBe(await verdict);
  });

  it('do not wait for types that would change nothing', async () => {
    const broken = concludeVerdict('c/e', [], { kind: 'threw', name: 'Error', message: 'at once' });
    const never = new Promise<never>(() => {});
    expect(await joinTypes(Promise.resolve(broken), never, answer).typed).toBe(broken);
  });

  it('leave the tests’ verdict standing when the types cannot be checked, and say why', async () => {
    const { verdict, typed } = joinTypes(
      Promise.resolve(solved),
      Promise.reject(new Error('offline')),
      answer,
    );
    expect(await verdict).toBe(solved);
    await expect(typed).rejects.toThrow('offline');
  });
});
