import type { SomeFaults } from '../faults.ts';
import type { Intervention } from '../intervention.ts';
import type { NodeId, Program } from '../program.ts';
import type { Trace } from '../trace/trace.ts';
import type { ClientOptions } from '../world/clients.ts';
import { WorldError } from '../world/errors.ts';
import type { World } from '../world/api.ts';
import { createWorld } from '../world/world.ts';
import type { Scenario } from './scenario.ts';

/** Programs that belong together, and what they promise: all that a scenario leaves open. */
export interface System<State = unknown, Message = unknown, Command = unknown, Reply = unknown> {
  readonly nodes: readonly NodeId[];
  program(node: NodeId): Program<State, Message, Command, Reply>;
  readonly clients?: ClientOptions<Reply>;
  readonly faults?: SomeFaults;
  /** Reads a client's command as scenarios write it: `deposit 5`. Left out, commands are JSON or text. @throws Error with a sentence */
  readonly readCommand?: (words: string) => Command;
  /** What must hold after every event: a sentence when it does not. */
  readonly always?: (world: World<State, Command>) => string | undefined;
  /** What must hold of the whole run: a sentence when it does not. */
  readonly inTheEnd?: (trace: Trace, world: World<State, Command>) => string | undefined;
}

export interface ScenarioRun<State = unknown, Command = unknown> {
  readonly world: World<State, Command>;
  readonly trace: Trace;
  /** What broke, in a sentence: a promise of the system, or a rule of the world. */
  readonly failure: string | null;
}

export interface RunScenarioOptions {
  readonly trace?: boolean | number;
  readonly checks?: boolean;
  readonly budget?: number;
}

/** @throws WorldError when the scenario names what is not there */
export function runScenario<State, Message, Command, Reply>(
  system: System<State, Message, Command, Reply>,
  scenario: Scenario,
  { trace, checks, budget = 1_000_000 }: RunScenarioOptions = {},
): ScenarioRun<State, Command> {
  const world = startScenario(system, scenario, { trace, checks });
  let failure: string | null = null;
  try {
    const { always } = system;
    const stopIf = always && (() => always(world));
    failure = world.run({ until: scenario.until ?? undefined, budget, stopIf }) ?? null;
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
    failure = error.message;
  }
  const kept = world.trace();
  failure ??= system.inTheEnd?.(kept, world) ?? null;
  return { world, trace: kept, failure };
}

/** The world of a scenario before its first event. @throws WorldError when the scenario names what is not there */
export function startScenario<State, Message, Command, Reply>(
  system: System<State, Message, Command, Reply>,
  { seed, nodes, script }: Scenario,
  options: Pick<RunScenarioOptions, 'trace' | 'checks'> = {},
): World<State, Command> {
  const names = nodes.length > 0 ? nodes : system.nodes;
  return createWorld({
    seed,
    nodes: Object.fromEntries(names.map((name) => [name, system.program(name)])),
    clients: system.clients,
    faults: system.faults,
    script: script.map((line) => ({ ...line, do: understood(line.do, system) })),
    ...options,
  });
}

function understood<Command>(
  what: Intervention,
  { readCommand }: { readonly readCommand?: (words: string) => Command },
): Intervention<Command> {
  if (what.kind !== 'request') return what;
  const { command } = what;
  return {
    ...what,
    command: (typeof command === 'string' && readCommand ? readCommand(command) : command) as Command,
  };
}
