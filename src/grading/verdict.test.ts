import { describe, expect, it } from 'vitest';
import { concludeVerdict, type TestState } from './verdict.ts';

const outcome = (...states: TestState[]) =>
  concludeVerdict(
    'c/e',
    states.map((state, index) => ({ name: `${index}`, state })),
  ).outcome;

describe('the outcome of an exercise', () => {
  it('is not started while every test is to do', () => expect(outcome('todo', 'todo')).toBe('not-started'));
  it('is in progress when some pass and the rest is to do', () =>
    expect(outcome('passed', 'todo')).toBe('in-progress'));
  it('is solved when all pass', () => expect(outcome('passed', 'passed')).toBe('solved'));
  it('is failed when one fails, whatever the others do', () =>
    expect(outcome('passed', 'failed', 'todo')).toBe('failed'));
  it('is failed when one was cut off', () => expect(outcome('passed', 'timed-out')).toBe('failed'));
  it('is never solved with a test that did not run', () =>
    expect(outcome('passed', 'not-run')).toBe('failed'));
  it('is never solved without tests', () => expect(outcome()).toBe('failed'));
});
