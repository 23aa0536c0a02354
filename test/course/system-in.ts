import { parseScenario, type Scenario, type System } from '../../src/sim/index.ts';

/** A module that exports a system, or makes that of a scenario. */
export type SystemModule = { readonly system: System } | { systemFor(scenario: Scenario): System };

/** The system of a scenario: in Node, and in the browser. @throws Error with a sentence when the module makes none of this name */
export const systemIn = (module: SystemModule, text: string): System =>
  'system' in module ? module.system : module.systemFor(parseScenario(text));
