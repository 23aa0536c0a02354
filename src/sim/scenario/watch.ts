import type { Time } from '../time.ts';
import type { Trace } from '../trace/trace.ts';
import { WorldError } from '../world/errors.ts';
import { startScenario, type System } from './run.ts';
import type { Scenario } from './scenario.ts';

/** What is known of a run so far: plain data, whoever ran it. */
export interface Recording {
  readonly trace: Trace;
  /** What there was once so many things had happened in the world: `marks[0]` is before the first. */
  readonly marks: readonly Mark[];
  /** Up to this time everything has happened. */
  readonly until: Time;
  /** It goes no further: a program broke a rule of the world, which the trace ends with, or the trace is full. */
  readonly halted: boolean;
}

export interface Mark {
  readonly at: Time;
  /** How many events the trace had. */
  readonly events: number;
}

export interface Watched {
  /** Lets everything happen up to and at a time. False when `enough` said so first; the run can then be gone on with. */
  goOn(until: Time, enough?: () => boolean): boolean;
  recording(): Recording;
}

/**
 * A run that is watched as it goes on, instead of run to its end. What its system promises is left to whoever watches.
 *
 * @param most how many events of the trace are enough
 * @throws WorldError when the scenario names what is not there
 */
export function watchScenario<State, Message, Command, Reply>(
  system: System<State, Message, Command, Reply>,
  scenario: Scenario,
  most = 100_000,
): Watched {
  const world = startScenario(system, scenario, { trace: most });
  const marks: Mark[] = [{ at: 0, events: 0 }];
  let until: Time = 0;
  let halted = false;

  function advance(time: Time, enough: () => boolean): boolean {
    const stopIf = () => {
      marks.push({ at: world.now, events: world.recorded });
      return world.recorded >= most || enough() ? 'This is enough.' : undefined;
    };
    try {
      const stopped = world.run({ until: time, budget: Infinity, stopIf });
      halted = world.recorded >= most;
      return stopped === undefined;
    } catch (error) {
      if (!(error instanceof WorldError)) throw error;
      halted = true;
      return false;
    }
  }

  return {
    goOn(time, enough = () => false) {
      if (halted) return true;
      const done = advance(time, enough);
      // More may be to happen at the time at which it was interrupted.
      until = Math.max(until, done ? time : world.now - (halted ? 0 : 1));
      return done || halted;
    },
    recording: () => ({ trace: world.trace(), marks: marks.slice(), until, halted }),
  };
}
