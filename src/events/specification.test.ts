import { describe, expect, it } from 'vitest';
import { given } from './specification.ts';
import { paidIn, paidOut, payIn, payOut, till, type TillEvent } from './till.fixture.ts';

/** What was thrown, as a test runner shows it. */
function failureOf(check: () => void): unknown {
  try {
    check();
  } catch (error) {
    const { name, message, expected, actual } = error as Error & { expected: unknown; actual: unknown };
    return { name, message, expected, actual };
  }
  return 'nothing was thrown';
}

describe('given a history, when a command comes', () => {
  it('then the events that were decided are the expected ones', () => {
    given(till).when(payIn(500)).then(paidIn(500));
    given(till, paidIn(500), paidOut(100)).when(payOut(400)).then(paidOut(400));
    given(till).when(payIn(0)).then();
  });

  it('then it makes no difference in which order the keys of an event were written', () => {
    const event = { data: { cents: 500 }, type: 'PaidIn' } as const;
    given(till).when(payIn(500)).then(event);
  });

  it('then other events fail it, with both of them to compare', () => {
    expect(failureOf(() => given(till).when(payIn(500)).then(paidIn(501)))).toEqual({
      name: 'AssertionError',
      message: 'It decided on other events.',
      expected: [paidIn(501)],
      actual: [paidIn(500)],
    });
  });

  it('then a refusal fails it, and says why it was refused', () => {
    expect(failureOf(() => given(till).when(payOut(5)).then(paidOut(5)))).toEqual({
      name: 'AssertionError',
      message: 'It was refused: The till holds 0, and 5 are wanted.',
      expected: [paidOut(5)],
      actual: 'refused',
    });
  });

  it('then it was refused, and in these words', () => {
    expect(given(till, paidIn(4)).when(payOut(5)).thenRefused()).toBe('The till holds 4, and 5 are wanted.');
  });

  it('then what should have been refused fails it, with what was decided instead', () => {
    expect(failureOf(() => given(till, paidIn(9)).when(payOut(5)).thenRefused())).toEqual({
      name: 'AssertionError',
      message: 'It was not refused.',
      expected: 'refused',
      actual: [paidOut(5)],
    });
  });

  it('then neither a clock nor a mistake in the code passes for a refusal', () => {
    const withClock = { ...till, decide: () => [paidIn(Date.now())] };
    const broken = {
      ...till,
      decide: (): TillEvent[] => {
        throw new TypeError('cents of undefined');
      },
    };
    expect(() => given(withClock).when(payIn(1)).thenRefused()).toThrow('decide asked Date.now.');
    expect(() => given(broken).when(payIn(1)).thenRefused()).toThrow(TypeError);
  });
});
