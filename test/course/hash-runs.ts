import { hashTrace, parseScenario, runScenario, type System } from '../../src/sim/index.ts';

/**
 * The hashes of a scenario’s runs: one under its own seed, the others under seeds 1, 2, 3 … Runs in Node and in the browser: what one
 * computes the other must compute too.
 */
export function hashRuns(system: System, text: string, seeds: number): string[] {
  const scenario = parseScenario(text, system);
  return [scenario.seed, ...Array.from({ length: seeds }, (_, index) => index + 1)].map((seed) => {
    const { trace, failure } = runScenario(system, { ...scenario, seed });
    return `${hashTrace(trace)}${failure ? ` ${failure.of}` : ''}`;
  });
}
