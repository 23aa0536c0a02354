import type { Reporter, TestCase } from 'vitest/node';

/**
 * The last lines of a run: what failed, and what passed only when it was tried again, with what it had failed on. Logs are
 * read from their end, and a second try must not hide a fault.
 */
export class LastLines implements Reporter {
  readonly #failed: string[] = [];
  readonly #triedAgain: string[] = [];

  onTestCaseResult(test: TestCase): void {
    const { state, errors = [] } = test.result();
    const tell = (lines: number) =>
      [
        `  ${test.module.relativeModuleId} > ${test.fullName}`,
        ...errors.map(({ message, diff = '' }) => first(lines, `${message}\n${diff}`)),
      ].join('\n');
    if (state === 'failed') this.#failed.push(tell(1));
    if (test.diagnostic()?.flaky) this.#triedAgain.push(tell(12));
  }

  onTestRunEnd(): void {
    say('Passed only when tried again', this.#triedAgain);
    say('Failed', this.#failed);
  }
}

const first = (lines: number, text: string) =>
  text
    .trim()
    .split('\n')
    .slice(0, lines)
    .map((line) => `    ${line.slice(0, 300)}`)
    .join('\n');

function say(what: string, tests: readonly string[]): void {
  if (tests.length > 0) console.log(`\n${what}: ${tests.length}\n${tests.join('\n')}`);
}
