import type { NodeId } from '../program.ts';
import type { Time } from '../time.ts';
import type { Trace } from '../trace/trace.ts';
import { WorldError } from '../world/errors.ts';
import { startScenario, type Failure, type System } from './run.ts';
import type { Scenario } from './scenario.ts';

/** What is known of a run so far: plain data, whoever ran it. */
export interface Recording {
  readonly trace: Trace;
  /** What there was once so many things had happened in the world: `marks[0]` is before the first. */
  readonly marks: readonly Mark[];
  /** Every promise that was broken, with the number of events of the trace after which it was. The run goes on all the same. */
  readonly breaches: readonly Breach[];
  /** Up to this time everything has happened. */
  readonly until: Time;
  /** Nothing can happen any more: a program broke a rule of the world, or the trace is full. */
  readonly halted: boolean;
}

export interface Mark {
  readonly at: Time;
  /** How many events the trace had. */
  readonly events: number;
}

export type Breach = Failure & { readonly after: number };

export interface Watched {
  /** Lets everything happen up to and at a time. False when `enough` said so first; the run can then be gone on with. */
  goOn(until: Time, enough?: () => boolean): boolean;
  recording(): Recording;
}

/**
 * A run that is watched as it goes on, instead of run to its end. A promise of the whole run (`inTheEnd`) is asked for as soon as
 * a client has another answer, and has to be one that stays broken once it is.
 *
 * @throws WorldError when the scenario names what is not there
 */
export function watchScenario<State, Message, Command, Reply>(
  system: System<State, Message, Command, Reply>,
  scenario: Scenario,
  most = 100_000,
): Watched {
  const world = startScenario(system, scenario, { trace: most });
  const marks: Mark[] = [{ at: 0, events: 0 }];
  const breaches: Breach[] = [];
  let until: Time = 0;
  let judged = 0;
  let halted = false;

  const isBroken = (of: Failure['of']) => breaches.some((breach) => breach.of === of);

  function afterEach(enough: () => boolean): string | undefined {
    marks.push({ at: world.now, events: world.recorded });
    if (system.always && !isBroken('always')) {
      const sentence = system.always(world);
      if (sentence !== undefined) breaches.push({ of: 'always', sentence, after: world.recorded });
    }
    if (world.recorded >= most) return 'The trace is full.';
    return enough() ? 'This is enough for now.' : undefined;
  }

  function advance(time: Time, enough: () => boolean): boolean {
    try {
      const stopped = world.run({ until: time, budget: Infinity, stopIf: () => afterEach(enough) });
      halted = world.recorded >= most;
      return stopped === undefined || halted;
    } catch (error) {
      if (!(error instanceof WorldError)) throw error;
      halted = true;
      breaches.push(breachOfRule(error, world.recorded));
      return true;
    }
  }

  function judge(): void {
    if (!system.inTheEnd || isBroken('inTheEnd')) return;
    const trace = world.trace();
    const answers = answersSince(trace, judged);
    judged = trace.events.length;
    const after = firstBad(answers, (count) => system.inTheEnd!(upTo(trace, count), world) !== undefined);
    if (after === undefined) return;
    breaches.push({ of: 'inTheEnd', sentence: system.inTheEnd(upTo(trace, after), world)!, after });
  }

  return {
    goOn(time, enough = () => false) {
      if (halted) return true;
      const done = advance(time, enough);
      until = done && !halted ? Math.max(until, time) : world.now;
      judge();
      return done;
    },
    recording: () => ({
      trace: world.trace(),
      marks: marks.slice(),
      breaches: breaches.slice(),
      until,
      halted,
    }),
  };
}

function breachOfRule({ message: sentence, node }: WorldError, after: number): Breach {
  const whose: { readonly node?: NodeId } = node === undefined ? {} : { node };
  return { of: 'rule', sentence, ...whose, after };
}

const upTo = (trace: Trace, count: number): Trace => ({ ...trace, events: trace.events.slice(0, count) });

/** Behind which events of the trace, from one on, a client has an answer more. */
const answersSince = ({ events }: Trace, from: number): number[] =>
  events.slice(from).flatMap(({ kind }, index) => (kind === 'return' ? [from + index + 1] : []));

/** The first of the rising counts that is bad, where all behind a bad one are bad. */
function firstBad(counts: readonly number[], isBad: (count: number) => boolean): number | undefined {
  if (counts.length === 0 || !isBad(counts.at(-1)!)) return undefined;
  let [low, high] = [0, counts.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBad(counts[middle]!)) high = middle;
    else low = middle + 1;
  }
  return counts[low];
}
