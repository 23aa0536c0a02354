import { describe, expect, it } from 'vitest';
import { runScenario, type ScriptLine } from '../../sim/index.ts';
import { outcomeOf } from './outcome.ts';
import { brokenPromises } from './promises.ts';
import { shopScenario } from './run.ts';
import { allShops } from './shops.ts';
import { tell } from './stories.ts';

const story = tell(
  [50, 'ana', 'create ana in Berlin, DE'],
  [200, 'ana', 'order 1: lamp for 40.00 by ana'],
  [300, 'ana', 'pay 1'],
  [315, 'ana', 'move ana to Bonn'],
  [420, 'ana', 'order 2: vase for 15.00 by ana'],
  [500, 'ana', 'pay 2'],
  [510, 'ana', 'pay 2'],
);

/** Something is on its way at each of them. */
const moments = story.flatMap(({ at }) => [at + 1, at + 15, at + 35, at + 55]);

describe.each(allShops)('The shop by $name', (shop) => {
  const { nodes } = shop.system();
  const scenario = shopScenario(shop, { story });

  function crashOnce(node: string, at: number, after: number) {
    const crash: readonly ScriptLine[] = [
      { at, do: { kind: 'crash', node, point: { after } } },
      { at: at + 150, do: { kind: 'crash', node } },
      { at: at + 200, do: { kind: 'restart', node } },
    ];
    const script = [...crash, ...scenario.script];
    const { trace, failure } = runScenario(shop.system(), { ...scenario, script }, { checks: false });
    return {
      architecture: shop,
      story,
      trace,
      failure,
      outcome: outcomeOf(shop, trace),
    };
  }

  it.each(nodes)('loses nothing and does nothing twice when %s crashes between any two effects', (node) => {
    for (const at of moments)
      for (let after = 0; after < 7; after++) {
        const run = crashOnce(node, at, after);
        expect(brokenPromises(run), `${node} at ${at} after ${after} effects`).toEqual([]);
        expect(run.outcome.requests.filter(({ reply }) => reply === null)).toEqual([]);
      }
  });
});
