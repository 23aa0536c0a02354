import {
  runScenario,
  type Failure,
  type Scenario,
  type ScriptLine,
  type Time,
  type Trace,
} from '../../sim/index.ts';
import type { Architecture, FaultSwitch } from './architecture.ts';
import { scriptOf } from './faults.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { standardStory } from './stories.ts';
import type { Release, Story } from './story.ts';

export interface ShopRunOptions {
  readonly seed?: number;
  readonly story?: Story;
  readonly faults?: readonly FaultSwitch[];
  readonly release?: Release;
  /** When the run ends; left out, it goes on until nothing is left to happen. */
  readonly until?: Time;
}

export interface ShopRun {
  readonly architecture: Architecture;
  readonly story: Story;
  readonly trace: Trace;
  readonly outcome: Outcome;
  /** A program broke a rule of the world, or the run did not come to rest. */
  readonly failure: Failure | null;
}

/** Puts a story to the shop, built in one way, while faults go on. */
export function runShop(architecture: Architecture, options: ShopRunOptions = {}): ShopRun {
  const { story = standardStory, release = 1 } = options;
  const { trace, failure } = runScenario(
    architecture.system({ release }),
    shopScenario(architecture, options),
  );
  return { architecture, story, trace, outcome: outcomeOf(architecture, trace), failure };
}

/** The same as a scenario: what the page runs step by step. */
export function shopScenario(
  architecture: Architecture,
  { seed = 1, story = standardStory, faults = [], release = 1, until }: ShopRunOptions = {},
): Scenario {
  const { nodes } = architecture.system({ release });
  const asked = story.map(({ at, client, request }): ScriptLine => ({
    at,
    do: { kind: 'request', client, to: architecture.route(request), command: request },
  }));
  return {
    title: `The shop by ${architecture.name}`,
    system: architecture.name,
    seed,
    nodes: [],
    script: [...scriptOf(faults, nodes), ...asked],
    until: until ?? null,
  };
}

export { people } from './people.ts';
