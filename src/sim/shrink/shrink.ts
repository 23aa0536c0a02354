import type { ScriptLine } from '../intervention.ts';
import type { NodeId } from '../program.ts';
import { runScenario, type Failure, type ScenarioRun, type System } from '../scenario/run.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { WorldError } from '../world/errors.ts';
import { ddmin } from './ddmin.ts';
import { pinChance } from './pin.ts';
import { simplerLines } from './simpler.ts';
import { atOnce, type Steps } from './steps.ts';

/** The shortest scenario that was found to fail in the same way. */
export interface Shrunk {
  readonly scenario: Scenario;
  readonly failure: Failure;
  /** How many lines the script had, chance spelled out, and how often the system was run. */
  readonly lines: number;
  readonly runs: number;
}

export interface ShrinkOptions {
  /** How often the system may be run; 2,000 times when left out. */
  readonly runs?: number;
  /** How many events may happen in one of these runs; one that takes more is no shorter story. As many as in any run when left out. */
  readonly events?: number;
  /** With how many nodes it still makes sense; 1 when left out. */
  readonly fewest?: number;
}

/** Null when the scenario does not fail. */
export const shrink = <State, Message, Command, Reply>(
  system: System<State, Message, Command, Reply>,
  scenario: Scenario,
  options?: ShrinkOptions,
): Shrunk | null => atOnce(shrinkInSteps(system, scenario, options));

/** The same, and it lets go before each run. */
export function* shrinkInSteps<State, Message, Command, Reply>(
  system: System<State, Message, Command, Reply>,
  scenario: Scenario,
  { runs = 2000, events, fewest = 1 }: ShrinkOptions = {},
): Steps<Shrunk | null> {
  yield;
  const first = attempt(system, scenario, events);
  if (!first?.failure) return null;
  let best = { scenario, failure: first.failure, now: first.world.now };
  let spent = 1;

  /** Keeps the candidate if it fails too, and in the same way: another failure would be another story. */
  function* fails(candidate: Scenario): Steps<boolean> {
    if (spent >= runs) return false;
    yield;
    spent += 1;
    const run = attempt(system, candidate, events);
    if (run?.failure?.of !== best.failure.of) return false;
    best = { scenario: candidate, failure: run.failure, now: run.world.now };
    return true;
  }
  const failsWith = (part: Partial<Scenario>) => fails({ ...best.scenario, ...part });

  yield* fails(pinChance(scenario, first.trace, namesOf(system, scenario)));
  const lines = best.scenario.script.length;
  for (let before; before !== best.scenario;) {
    before = best.scenario;
    yield* ddmin(best.scenario.script, (script) => failsWith({ script }));
    yield* simplifyLines(
      () => best.scenario.script,
      (script) => failsWith({ script }),
    );
    const nodes = namesOf(system, best.scenario);
    if (nodes.length > fewest)
      yield* leaveOutNode(nodes, best.scenario.script, (nodes) => failsWith({ nodes }));
    const ends = best.scenario.until ?? best.now;
    const earlier = [best.now, Math.floor(ends / 2), Math.floor((ends * 9) / 10)].filter(
      (until) => until < (best.scenario.until ?? 0),
    );
    yield* some(earlier, (until) => failsWith({ until }));
  }
  return { scenario: best.scenario, failure: best.failure, lines, runs: spent };
}

/** Nothing when the scenario cannot be run, for it may name a node that was left out, or is given up. */
function attempt<State, Message, Command, Reply>(
  system: System<State, Message, Command, Reply>,
  scenario: Scenario,
  budget: number | undefined,
): ScenarioRun<State, Command> | undefined {
  try {
    const run = runScenario(system, scenario, { budget });
    return budget !== undefined && run.world.events > budget ? undefined : run;
  } catch (error) {
    if (error instanceof WorldError) return undefined;
    throw error;
  }
}

const namesOf = (system: { readonly nodes: readonly NodeId[] }, { nodes }: Scenario): readonly NodeId[] =>
  nodes.length > 0 ? nodes : system.nodes;

function* simplifyLines(
  script: () => readonly ScriptLine[],
  fails: (script: readonly ScriptLine[]) => Steps<boolean>,
): Steps<void> {
  for (let index = 0; index < script().length; index++) {
    const above = script()[index - 1]?.at ?? 0;
    yield* some(simplerLines(script()[index]!, above), (line) => fails(script().with(index, line)));
  }
}

function* leaveOutNode(
  nodes: readonly NodeId[],
  script: readonly ScriptLine[],
  fails: (nodes: readonly NodeId[]) => Steps<boolean>,
): Steps<void> {
  const text = JSON.stringify(script);
  const idle = nodes.filter((node) => !text.includes(`"${node}"`));
  yield* some(idle, (node) => fails(nodes.filter((each) => each !== node)));
}

/** Tries one after the other, up to the first that does. */
function* some<Item>(items: readonly Item[], does: (item: Item) => Steps<boolean>): Steps<void> {
  for (const item of items) if (yield* does(item)) return;
}
