import { holdInTrial, type AnyServer } from './hold.ts';
import type { NamedTrial } from './trial.ts';
import { trialRandom } from './trials.ts';

/** Nothing, or the story of the first seed that fails in the trial of this title. */
export function storyOf(trials: readonly NamedTrial[], title: RegExp, server: AnyServer, seeds = 10): string {
  const { drive, ...trial } = trials.find((each) => title.test(each.title))!;
  try {
    for (let seed = 1; seed <= seeds; seed++)
      holdInTrial(server, { ...trial, seed, again: 'Again.' }, (it) => drive(it, trialRandom(seed)));
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
