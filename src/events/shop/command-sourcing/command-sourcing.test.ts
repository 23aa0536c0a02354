import { describe, expect, it } from 'vitest';
import { standardStory } from '../stories.ts';
import { crashEverywhere, flawsOf, run, shortStory, storm } from '../testing.ts';
import { commandSourcing } from './index.ts';

const nodes = ['users', 'orders', 'shipping', 'invoicing', 'taxes'];

describe('a shop that is built on commands', () => {
  it('ships and bills once what is paid', () => {
    const { outcome, ...tried } = run(commandSourcing);
    expect(flawsOf({ outcome, ...tried })).toEqual([]);
    expect(outcome.orders.filter(({ paid }) => paid).map(({ order }) => order)).toEqual([1, 2, 3, 5]);
  });

  it('does so wherever a node crashes, between any two effects', () => {
    expect(crashEverywhere(commandSourcing, { story: shortStory })).toEqual([]);
  });

  it('does so through storms of crashes, cuts, losses, copies and detours', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const script = storm(nodes, 2_000);
      expect(flawsOf(run(commandSourcing, { seed, script, story: standardStory })), `seed ${seed}`).toEqual(
        [],
      );
    }
  });
});
