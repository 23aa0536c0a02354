import {
  parseScenario,
  runScenario,
  ScenarioError,
  type Failure,
  type Scenario,
  type System,
  type Trace,
} from '../../sim/index.ts';

export interface Run {
  /** The name of the system that ran. */
  readonly system: string;
  readonly trace: Trace;
  /** The promise that was broken; null when all were kept. */
  readonly failure: Failure | null;
}

/** What a page can be asked to draw, and to wait for. */
const mostEvents = 20_000;
const budget = 200_000;

/** The systems on which a kind of figure runs. */
export interface Systems {
  of(scenario: Pick<Scenario, 'system' | 'nodes'>): System | undefined;
  readonly names: readonly string[];
}

/**
 * Runs the text of a scenario. The same text gives the same run, for everybody.
 * @throws Error with a sentence for each line that is wrong
 */
export function runOn(systems: Systems, text: string): Run {
  const scenario = parseScenario(text);
  const { system: name } = scenario;
  const system = systems.of(scenario);
  if (!system) {
    const known = systems.names.join(', ');
    throw new Error(
      name === ''
        ? `The scenario names no system. Write a line “system …” with one of: ${known}.`
        : `There is no system “${name}”. There are: ${known}.`,
    );
  }
  // Read again: only the system can tell whether a client's command is one.
  const { trace, failure } = runScenario(system, parseScenario(text, system), { trace: mostEvents, budget });
  return { system: name, trace, failure };
}

/** What is wrong, a sentence for each line of the scenario that cannot be read. */
export function sentencesOf(error: unknown): readonly string[] {
  if (error instanceof ScenarioError)
    return error.problems.map(({ line, sentence }) => `Line ${line}: ${sentence}`);
  return [error instanceof Error ? error.message : String(error)];
}
