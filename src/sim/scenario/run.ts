import type { SomeFaults } from '../faults.ts';
import type { Script } from '../intervention.ts';
import type { NodeId, Program } from '../program.ts';
import type { Time } from '../time.ts';
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
  readonly failure: Failure | null;
}

/** What broke: a rule of the world, or one of the promises of the system. */
export interface Failure {
  readonly of: 'rule' | 'always' | 'inTheEnd';
  readonly sentence: string;
  /** Whose program broke the rule, where that is known. */
  readonly node?: NodeId;
}

export interface RunScenarioOptions {
  readonly trace?: boolean | number | 'clients';
  readonly checks?: boolean;
  readonly budget?: number;
}

/** @throws WorldError when the scenario names what is not there */
export function runScenario<State, Message, Command, Reply>(
  system: System<State, Message, Command, Reply>,
  scenario: Scenario,
  { trace, checks, budget }: RunScenarioOptions = {},
): ScenarioRun<State, Command> {
  const world = startScenario(system, scenario, { trace, checks });
  const failure = follow(system, world, scenario.until ?? undefined, budget);
  const kept = world.trace();
  if (failure) return { world, trace: withEnd(kept, world.now, failure), failure };
  const sentence = system.inTheEnd?.(kept, world);
  return { world, trace: kept, failure: sentence === undefined ? null : { of: 'inTheEnd', sentence } };
}

function follow<State, Message, Command, Reply>(
  { always }: System<State, Message, Command, Reply>,
  world: World<State, Command>,
  until: Time | undefined,
  budget: number | undefined,
): Failure | undefined {
  try {
    const sentence = world.run({ until, budget, stopIf: always && (() => always(world)) });
    return sentence === undefined ? undefined : { of: 'always', sentence };
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
    const { message: sentence, node } = error;
    return { of: 'rule', sentence, ...(node !== undefined && { node }) };
  }
}

/** A run that was given up ends in a sentence, too, for whoever has only the trace. */
function withEnd(trace: Trace, at: Time, { of, sentence, node }: Failure): Trace {
  if (of !== 'rule' || node === undefined || trace.events.at(-1)?.kind === 'broke') return trace;
  return { ...trace, events: [...trace.events, { at, kind: 'broke', node, sentence }] };
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
    script: script as Script<Command | string>,
    readCommand: system.readCommand,
    ...options,
  });
}
