import type { Recording, Scenario, Time, Watched } from '../../sim/index.ts';
import { createJudge, type Breach, type Judge } from './judge.ts';

/** What a page knows of a run. */
export interface Run {
  readonly scenario: Scenario;
  readonly recording: Recording;
  readonly breaches: readonly Breach[];
  /** More of what was wanted is to come. */
  readonly running: boolean;
}

/** Why there is no run. */
export interface NoRun {
  readonly scenario: Scenario;
  readonly sentence: string;
}

/** Runs one scenario at a time. */
export interface Engine {
  /** Runs it up to a time at least: the run that is there is gone on with, when it is of this very scenario, and else given up. */
  want(scenario: Scenario, until: Time): void;
  close(): void;
}

export type Tell = (run: Run | NoRun) => void;

/** What an engine needs of its surroundings. */
export interface Turns {
  /** Milliseconds, on any clock. */
  now(): number;
  /** Calls back when the page has had its turn. @returns a function that calls it off */
  later(then: () => void): () => void;
}

/** How long a page may be kept waiting, and how long a reader goes without news of a long run, in milliseconds. */
const turn = 8;
const news = 200;

/** Runs in the page, a turn at a time. @param start throws an error with a sentence when the scenario cannot be run */
export function createEngine(start: (scenario: Scenario) => Watched, tell: Tell, turns: Turns): Engine {
  let current: { readonly scenario: Scenario; readonly watched: Watched; readonly judge: Judge } | undefined;
  let wanted: Time = 0;
  let told = 0;
  let callOff: (() => void) | undefined;

  function work(): void {
    callOff = undefined;
    const { scenario, watched, judge } = current!;
    const began = turns.now();
    const enough = () => turns.now() - began > turn;
    const there = watched.goOn(wanted, enough);
    const recording = there || began - told > news ? watched.recording() : undefined;
    const judged = recording !== undefined && judge.look(recording.trace, enough);
    const done = there && judged;
    if (recording && (done || began - told > news)) {
      told = turns.now();
      tell({ scenario, recording, breaches: judge.breaches(), running: !done });
    }
    if (!done) callOff = turns.later(work);
  }

  return {
    want(scenario, until) {
      if (current?.scenario === scenario) wanted = Math.max(wanted, until);
      else {
        callOff?.();
        callOff = undefined;
        current = undefined;
        wanted = until;
        told = turns.now();
        try {
          current = { scenario, watched: start(scenario), judge: createJudge() };
        } catch (error) {
          return tell({ scenario, sentence: (error as Error).message });
        }
      }
      callOff ??= turns.later(work);
    },
    close: () => callOff?.(),
  };
}

/** The turns of a page: a message to itself comes after what the browser has to do, and without the pause of a timer. */
export function pageTurns(): Turns {
  return {
    now: () => performance.now(),
    later(then) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        then();
      };
      port2.postMessage(null);
      return () => port1.close();
    },
  };
}
