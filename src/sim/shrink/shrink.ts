import type { ScriptLine } from '../intervention.ts';
import type { NodeId } from '../program.ts';
import { runScenario, type Failure, type ScenarioRun, type System } from '../scenario/run.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { WorldError } from '../world/errors.ts';
import { ddmin } from './ddmin.ts';
import { pinChance } from './pin.ts';
import { simplerLines } from './simpler.ts';

/** The shortest scenario that was found to fail in the same way. */
export interface Shrunk {
  readonly scenario: Scenario;
  readonly failure: Failure;
  /** How many lines the script had, chance spelled out, and how often the system was run. */
  readonly lines: number;
  readonly runs: number;
}

/** Null when the scenario does not fail. `runs`: how often the system may be run. `fewest`: with how many nodes it still makes sense. */
export function shrink<State, Message, Command, Reply>(
  system: System<State, Message, Command, Reply>,
  scenario: Scenario,
  { runs = 2000, fewest = 1 }: { readonly runs?: number; readonly fewest?: number } = {},
): Shrunk | null {
  const first = attempt(system, scenario);
  if (!first?.failure) return null;
  let best = { scenario, failure: first.failure, now: first.world.now };
  let spent = 1;

  /** Keeps the candidate if it fails too, and in the same way: another failure would be another story. */
  const fails = (candidate: Scenario): boolean => {
    if (spent >= runs) return false;
    spent += 1;
    const run = attempt(system, candidate);
    if (run?.failure?.of !== best.failure.of) return false;
    best = { scenario: candidate, failure: run.failure, now: run.world.now };
    return true;
  };
  const failsWith = (part: Partial<Scenario>) => fails({ ...best.scenario, ...part });

  fails(pinChance(scenario, first.trace, namesOf(system, scenario)));
  const lines = best.scenario.script.length;
  for (let before; before !== best.scenario;) {
    before = best.scenario;
    ddmin(best.scenario.script, (script) => failsWith({ script }));
    simplifyLines(
      () => best.scenario.script,
      (script) => failsWith({ script }),
    );
    const nodes = namesOf(system, best.scenario);
    if (nodes.length > fewest) leaveOutNodes(nodes, best.scenario.script, (nodes) => failsWith({ nodes }));
    const ends = best.scenario.until ?? best.now;
    [best.now, Math.floor(ends / 2), Math.floor((ends * 9) / 10)]
      .filter((until) => until < (best.scenario.until ?? 0))
      .some((until) => failsWith({ until }));
  }
  return { scenario: best.scenario, failure: best.failure, lines, runs: spent };
}

/** Nothing when the scenario cannot be run: it may name a node that was left out. */
function attempt<State, Message, Command, Reply>(
  system: System<State, Message, Command, Reply>,
  scenario: Scenario,
): ScenarioRun<State, Command> | undefined {
  try {
    return runScenario(system, scenario);
  } catch (error) {
    if (error instanceof WorldError) return undefined;
    throw error;
  }
}

const namesOf = (system: { readonly nodes: readonly NodeId[] }, { nodes }: Scenario): readonly NodeId[] =>
  nodes.length > 0 ? nodes : system.nodes;

function simplifyLines(
  script: () => readonly ScriptLine[],
  fails: (script: readonly ScriptLine[]) => boolean,
): void {
  for (let index = 0; index < script().length; index++) {
    const above = script()[index - 1]?.at ?? 0;
    simplerLines(script()[index]!, above).some((line) => fails(script().with(index, line)));
  }
}

function leaveOutNodes(
  nodes: readonly NodeId[],
  script: readonly ScriptLine[],
  fails: (nodes: readonly NodeId[]) => boolean,
): void {
  const text = JSON.stringify(script);
  const idle = nodes.filter((node) => !text.includes(`"${node}"`));
  idle.some((node) => fails(nodes.filter((each) => each !== node)));
}
