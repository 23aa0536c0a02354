import { runScenario, type NodeId, type ScriptLine, type Time, type Trace } from '../../sim/index.ts';
import type { Architecture } from './architecture.ts';
import { outcomeOf } from './outcome.ts';
import { brokenPromises } from './promises.ts';
import { shopScenario, type ShopRun, type ShopRunOptions } from './run.ts';
import { standardStory, tell } from './stories.ts';

/** One user, two orders: short enough to be run once for each effect at which a node can crash. */
export const shortStory = tell(
  [10, 'ana', 'create ana in Berlin, DE'],
  [60, 'ana', 'order 1: lamp for 40.00 by ana'],
  [100, 'ana', 'pay 1'],
  [108, 'ana', 'order 2: desk for 100.00 by ana'],
  [160, 'ana', 'move ana to Bonn'],
  [200, 'ana', 'pay 2'],
  [210, 'eve', 'pay 2'],
);

export function run(
  architecture: Architecture,
  { script = [], ...options }: ShopRunOptions & { readonly script?: readonly ScriptLine[] } = {},
): ShopRun {
  const { release, story = standardStory } = options;
  const scenario = shopScenario(architecture, options);
  const { trace, failure } = runScenario(architecture.system({ release }), {
    ...scenario,
    script: [...script, ...scenario.script],
  });
  return { architecture, story, trace, outcome: outcomeOf(architecture, trace), failure };
}

/** What is wrong with a run that has come to rest: promises that are broken, and people who were never answered. */
export const flawsOf = (run: ShopRun): readonly string[] => [
  ...brokenPromises(run),
  ...run.outcome.requests.flatMap(({ reply, words }) =>
    reply === null ? [`“${words}” was never answered.`] : [],
  ),
];

/** Every place at which a node can crash in a run: in each of its steps, behind each of the effects, and before the first. */
export function crashesOf({ events }: Trace, node: NodeId): { readonly at: Time; readonly after: number }[] {
  const steps: { at: Time; effects: number }[] = [];
  for (const event of events) {
    if (!('node' in event) || event.node !== node) continue;
    if (event.kind === 'deliver' || event.kind === 'timer') steps.push({ at: event.at, effects: 0 });
    else if (steps.length > 0) steps.at(-1)!.effects += 1;
  }
  return steps.flatMap(({ at, effects }) =>
    Array.from({ length: effects + 1 }, (_, after) => ({ at, after })),
  );
}

/** Runs a story once for each of these places, and restarts the node after a while. Gives the flaws, with the place. */
export function crashEverywhere(architecture: Architecture, options: ShopRunOptions): readonly string[] {
  const { trace } = run(architecture, options);
  return trace.nodes.flatMap((node) =>
    crashesOf(trace, node).flatMap(({ at, after }) => {
      const script: ScriptLine[] = [
        { at, do: { kind: 'crash', node, point: { after } } },
        { at: at + 130, do: { kind: 'restart', node } },
      ];
      return flawsOf(run(architecture, { ...options, script })).map(
        (flaw) => `${node} crashed at ${at} after effect ${after}: ${flaw}`,
      );
    }),
  );
}

/** Crashes of every node, cuts, and a bad network, until a time; then quiet. */
export const storm = (nodes: readonly NodeId[], until: Time): readonly ScriptLine[] => [
  { at: 0, do: { kind: 'network', faults: { loss: 0.15, duplication: 0.15, reordering: 0.2 } } },
  { at: 0, do: { kind: 'storm', of: 'crashes', every: 150, lasting: [20, 200], until } },
  { at: 0, do: { kind: 'storm', of: 'cuts', every: 400, lasting: [50, 200], until } },
  { at: until, do: { kind: 'network', faults: { loss: 0, duplication: 0, reordering: 0 } } },
  ...nodes.map((node) => ({ at: until, do: { kind: 'restart', node } }) as const),
];
