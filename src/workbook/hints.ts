import type { TestVerdict } from '../grading/verdict.ts';

/**
 * The next hint to show: for the first test that has not passed and whose hint is not yet on the page.
 *
 * @returns the test's name, or undefined when there is nothing left to hint at
 */
export function nextHint(
  hints: Readonly<Record<string, string>>,
  tests: readonly TestVerdict[],
  shown: readonly string[],
): string | undefined {
  const passed = new Set(tests.filter(({ state }) => state === 'passed').map(({ name }) => name));
  return Object.keys(hints).find((name) => !passed.has(name) && !shown.includes(name));
}
