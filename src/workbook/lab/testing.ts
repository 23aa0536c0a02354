import { quorumSystem } from '../../ordering/quorum/system.ts';
import { parseScenario, watchScenario, type Recording, type Scenario, type System } from '../../sim/index.ts';

/** A group with a leader, for tests: it never rests, as Raft never does. */
export const group = quorumSystem() as System;

export const scenarioOf = (text: string): Scenario => parseScenario(text, group);

export function record(scenario: Scenario, until = 600, system: System = group): Recording {
  const watched = watchScenario(system, scenario);
  watched.goOn(until);
  return watched.recording();
}
