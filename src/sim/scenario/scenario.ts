import type { Script } from '../intervention.ts';
import type { NodeId } from '../program.ts';
import type { Time } from '../time.ts';

/** A run, told ahead: which system, which seed, what is done to it and when. The text form has one command per line. */
export interface Scenario {
  readonly title: string;
  /** The name of the system that runs; empty where whoever runs the scenario brings one. */
  readonly system: string;
  readonly seed: number;
  /** Empty for the system's own. */
  readonly nodes: readonly NodeId[];
  readonly script: Script;
  /** When the run ends; null to go on until nothing is left to happen. */
  readonly until: Time | null;
}

/** What is wrong with a line, and what to write instead. */
export interface Problem {
  /** The first line is 1. */
  readonly line: number;
  readonly sentence: string;
}

/** A scenario that cannot be read. The message tells every problem, each with its line. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ line, sentence }) => `Line ${line}: ${sentence}`).join('\n'));
    this.problems = problems;
  }
}
