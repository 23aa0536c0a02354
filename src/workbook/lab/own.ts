import type { Failure } from '../../grading/verdict.ts';
import type { RunEnd, RunEvent, RunHandle, RunRequest } from '../../runner/runner.ts';
import {
  printScenario,
  type Mark,
  type Recording,
  type Scenario,
  type Time,
  type Trace,
} from '../../sim/index.ts';
import type { Engine, Tell, Turns } from './engine.ts';
import { createJudge } from './judge.ts';

/** The exercise whose answer runs, and how it is called where it does. */
export const ownExercise = 'raft/raft-node';
export const ownFile = '/raft-node.ts';

/**
 * What runs beside the learner's file, in a worker that is killed when it hangs: it takes the learner's program for all servers, and
 * prints what happened, of which the page draws and judges what it draws and judges of the course's own.
 */
const main = (scenario: Scenario, until: Time): string => `
import { parseScenario, watchScenario } from '#course/sim';
import { raftSystem } from '#course/raft';
import * as own from '.${ownFile}';

const { scenario, until } = ${JSON.stringify({ scenario: printScenario(scenario), until })};
const { raftNode } = own;
if (typeof raftNode?.step !== 'function' || typeof raftNode.init !== 'function')
  throw new Error('This file exports no raftNode with init and step. Write: export const raftNode = { init, step };');
const system = { ...raftSystem(), program: () => raftNode };
const watched = watchScenario(system, parseScenario(scenario, system), ${mostEvents});
watched.goOn(until);
const { trace, ...rest } = watched.recording();
console.log({ ...trace, ...rest });
`;

/** As much as comes out of a worker (src/runner/worker/bound-trace.ts). */
const mostEvents = 20_000;

/** How much further than wanted it runs, since it begins at the beginning each time, in milliseconds of its time. */
const spare = 1_500;

export type RunProgram = (request: RunRequest, onEvent: (event: RunEvent) => void) => RunHandle;

/** Runs scenarios with the learner's node. @param answer the learner's file as it is now */
export function createOwnEngine(answer: string, run: RunProgram, tell: Tell, turns: Turns): Engine {
  let current: { readonly scenario: Scenario; readonly until: Time } | undefined;
  let stop = () => {};

  function start(scenario: Scenario, until: Time): void {
    let recording: Recording | undefined;
    const files = { '/lab.ts': main(scenario, until), [ownFile]: answer };
    const handle = run({ files, entry: '/lab.ts' }, (event) => {
      if (event.kind === 'trace') recording = recordingOf(event.trace, until);
      else if (event.kind === 'ended') end(scenario, event.end, recording);
    });
    stop = () => handle.stop();
  }

  function end(scenario: Scenario, how: RunEnd, recording: Recording | undefined): void {
    stop = () => {};
    if (how.how === 'stopped') return;
    if (how.how === 'failed') return tell({ scenario, sentence: sentenceOn(how.failure) });
    if (!recording) return tell({ scenario, sentence: 'Your program ended without a run. Run it again.' });
    judge(scenario, recording);
  }

  function judge(scenario: Scenario, recording: Recording): void {
    const judge = createJudge();
    const look = () => {
      const began = turns.now();
      const done = judge.look(recording.trace, () => turns.now() - began > 8);
      if (done) return tell({ scenario, recording, breaches: judge.breaches(), running: false });
      stop = turns.later(look);
    };
    look();
  }

  return {
    want(scenario, until) {
      if (current?.scenario === scenario && current.until >= until) return;
      stop();
      current = { scenario, until: until + spare };
      start(scenario, current.until);
    },
    close: () => stop(),
  };
}

function sentenceOn({ message, line, file }: Failure & { readonly file?: string }): string {
  const where = file === ownFile && line !== undefined ? ` (line ${line} of your file)` : '';
  return `${message}${where}`;
}

type Printed = Trace & Partial<Record<Exclude<keyof Recording, 'trace'>, unknown>>;

/** What the worker printed is a trace with more in it. A learner's program shares that worker, and may have had its hands on it. */
function recordingOf({ marks, until: _, halted, ...trace }: Printed, until: Time): Recording {
  const events = trace.events.length;
  const ends = halted === true || trace.omitted > 0;
  return {
    trace,
    marks: isMarks(marks) ? marks.filter((mark) => mark.events <= events) : [{ at: 0, events: 0 }],
    until: ends ? (trace.events.at(-1)?.at ?? 0) : until,
    halted: ends,
  };
}

const isMarks = (value: unknown): value is readonly Mark[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every(
    (mark: Partial<Mark> | null) => typeof mark?.at === 'number' && typeof mark.events === 'number',
  );
