import { runScenario, type System } from '../scenario/run.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { shrink } from './shrink.ts';
import { tellStory } from './story.ts';

/**
 * Runs a scenario under many seeds. At the first that fails it throws, and the message tells the shortest story that leads there.
 *
 * @throws Error whose message ends in a scenario that can be run anywhere
 */
export function holdOverSeeds<State, Message, Command, Reply>(
  system: System<State, Message, Command, Reply>,
  scenario: Scenario,
  { seeds, first = scenario.seed }: { readonly seeds: number; readonly first?: number },
): void {
  for (let seed = first; seed < first + seeds; seed++) {
    const { failure } = runScenario(system, { ...scenario, seed });
    if (!failure) continue;
    const shrunk = shrink(system, { ...scenario, seed });
    if (!shrunk)
      throw new Error(
        `Seed ${seed} failed once and not again: ${failure.sentence} The program is not deterministic.`,
      );
    throw new Error(tellStory(shrunk));
  }
}
