import type { ExerciseId, Failure } from '../../grading/verdict.ts';
import type { Files, RunEnd, RunEvent, RunHandle, RunRequest } from '../../runner/runner.ts';
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

/** The exercise whose answer runs. */
export const ownExercise = 'raft/raft-node';
const ownFile = '/raft-node.ts';

/** A learner's answers as they are now, by their exercises: the node, and the parts that it takes from others. */
export type Answers = Readonly<Record<ExerciseId, string>>;

/** The node, with all that it imports of the learner's own. Nothing when it has not been begun. @param read an answer, if there is one */
export function collectAnswers(read: (exercise: ExerciseId) => string | undefined): Answers | undefined {
  const found: Record<ExerciseId, string> = {};
  const collect = (exercise: ExerciseId) => {
    const text = Object.hasOwn(found, exercise) ? undefined : read(exercise);
    if (text === undefined) return;
    found[exercise] = text;
    for (const [, , part] of text.matchAll(partsImported)) collect(part!);
  };
  collect(ownExercise);
  return Object.hasOwn(found, ownExercise) ? found : undefined;
}

const partsImported = /(['"])#exercise\/(raft\/[\w-]+)\1/g;

/** Side by side, so that they find each other. Every line stays where it is. */
const filesOf = (answers: Answers): Files =>
  Object.fromEntries(
    Object.entries(answers).map(([exercise, text]) => [
      fileOf(exercise),
      text.replace(partsImported, (_, _quote, part: ExerciseId) => `'.${fileOf(part)}'`),
    ]),
  );

const fileOf = (exercise: ExerciseId): string => `/${exercise.split('/')[1]}.ts`;

/**
 * What runs beside the learner's files, in a worker that is killed when it hangs: it takes the learner's program for all servers, and
 * prints what happened, of which the page draws and judges what it draws and judges of the course's own. Between two slices it lets
 * go, so that a long run is not taken for a loop without end.
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
let left = ${slice};
while (!watched.goOn(until, () => --left <= 0)) {
  left = ${slice};
  await new Promise((resolve) => setTimeout(resolve));
}
const { trace, ...rest } = watched.recording();
console.log({ ...trace, ...rest });
`;

/** So many things happen between two moments at which the worker lets go. */
const slice = 200;

/** As much as comes out of a worker (src/runner/worker/bound-trace.ts). */
const mostEvents = 20_000;

/** How much further than wanted it runs, since it begins at the beginning each time, in milliseconds of its time. */
const spare = 1_500;

export type RunProgram = (request: RunRequest, onEvent: (event: RunEvent) => void) => RunHandle;

/** Runs scenarios with the learner's node. */
export function createOwnEngine(answers: Answers, run: RunProgram, tell: Tell, turns: Turns): Engine {
  let current: { readonly scenario: Scenario; readonly until: Time } | undefined;
  let stop = () => {};

  function start(scenario: Scenario, until: Time): void {
    let recording: Recording | undefined;
    const files = { ...filesOf(answers), '/lab.ts': main(scenario, until) };
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
  const where =
    file === undefined || file === '/lab.ts' || line === undefined ? '' : ` (${file.slice(1)}, line ${line})`;
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
