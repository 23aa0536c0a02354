import {
  atOnce,
  startScenario,
  WorldError,
  type LinkFaults,
  type Program,
  type Steps,
  type System,
  type World,
} from '../../sim/index.ts';
import { raftSystem } from '../cluster.ts';
import { serversOf } from '../setup.ts';
import { mostEvents, tellBroken, tellLacking } from './tell.ts';
import { createTrial, TrialError, type Trial } from './trial.ts';

export interface TrialOptions {
  readonly servers: number;
  readonly seed: number;
  /** How the network is from the beginning on. */
  readonly network?: Partial<LinkFaults>;
  /** Whether to refuse states that are changed in place; on when left out. */
  readonly checks?: boolean;
  /** How to run this again: a line of the story. */
  readonly again: string;
}

/** Any program whose state shows what every Raft server has; see `observe`. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- its messages are its own
export type AnyServer = Program<any, any, any, any>;

/**
 * Drives a cluster of these servers. After every event it must have kept the promises of Raft, and in the end its clients must have seen
 * one machine.
 *
 * @throws Error that tells the story, as short as it was found, and ends in a link into the cluster lab. Its cause, if it has one, is
 * what the program threw.
 */
export const holdInTrial = (program: AnyServer, options: TrialOptions, drive: (trial: Trial) => void): void =>
  atOnce(holdInSteps(program, options, drive));

/**
 * The same for whoever must not be silent for long: while a failure is made shorter, it lets go before each run. How long a run
 * is, and how many there are, is bounded by counts and not by a clock: the same seed tells the same story everywhere.
 */
export function* holdInSteps(
  program: AnyServer,
  options: TrialOptions,
  drive: (trial: Trial) => void,
): Steps<void> {
  const { servers, seed, network, checks, again } = options;
  const nodes = serversOf(servers);
  const cluster = raftSystem({ servers: nodes });
  const system = { ...cluster, program: () => program } as System;
  const script = network ? [{ at: 0, do: { kind: 'network', faults: network } as const }] : [];
  const scenario = { title: '', system: 'raft', seed, nodes, script, until: null };
  const world = startScenario(system, scenario, { checks });
  try {
    const run = (until: number) => keepPromises(system, world, until);
    drive(createTrial(world, run, () => cluster.committedIn(world)));
    const sentence = system.inTheEnd?.(world.trace(), world);
    if (sentence !== undefined) throw new Broken('inTheEnd', sentence);
  } catch (error) {
    if (error instanceof TrialError) throw new Error(tellLacking(world, error.message, again));
    if (error instanceof Broken) throw new Error(yield* tellBroken(system, world, error, again));
    if (error instanceof WorldError)
      throw new Error(yield* tellBroken(system, world, { of: 'rule', sentence: error.message }, again), {
        cause: error,
      });
    throw error;
  }
}

const flood = 'flood';

/** @throws Broken, TrialError, WorldError */
function keepPromises({ always }: System, world: World, until: number): void {
  const stopIf = () => (world.events > mostEvents ? flood : always?.(world));
  const sentence = world.run({ until, stopIf });
  if (sentence === flood)
    throw new TrialError(
      `By ${world.now} ms more has happened than ${mostEvents} events: messages call forth ever more messages.`,
    );
  if (sentence !== undefined) throw new Broken('always', sentence);
}

/** A promise of the system is broken. */
class Broken extends Error {
  readonly of: 'always' | 'inTheEnd';
  readonly sentence: string;

  constructor(of: 'always' | 'inTheEnd', sentence: string) {
    super(sentence);
    this.of = of;
    this.sentence = sentence;
  }
}
