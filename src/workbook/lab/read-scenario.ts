import { systemFor } from '../../raft/setup.ts';
import { parseScenario, type Scenario } from '../../sim/index.ts';

/** The scenario of a text, as the lab runs it. @throws Error with a sentence; ScenarioError with one for each line that is wrong */
export function readScenario(text: string): Scenario {
  // Read twice: only the system can tell whether a client's command is one, and the scenario says which system it is.
  const { nodes, readCommand } = systemFor(parseScenario(text));
  return parseScenario(text, { nodes, readCommand });
}
