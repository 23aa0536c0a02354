import { beforeAll, describe, expect, it } from 'vitest';
import { parseScenario, watchScenario, type Scenario } from '../../src/sim/index.ts';
import type { NoRun, Run } from '../../src/workbook/lab/engine.ts';
import {
  collectAnswers,
  createOwnEngine,
  ownExercise,
  type Answers,
  type RunProgram,
} from '../../src/workbook/lab/own.ts';
import { systemFor } from '../../src/raft/setup.ts';
import { openPageHost } from './page-host.ts';

/** The cluster lab runs a learner’s node in the page’s own worker. */
let host: Awaited<ReturnType<typeof openPageHost>>;
beforeAll(async () => {
  host = await openPageHost();
});

/** The page’s door to the runner, with a worker of Node behind it. */
const run: RunProgram = ({ files, entry }, onEvent) => {
  void host.run(files, entry).then((messages) => {
    for (const message of messages) {
      if (message.say === 'trace') onEvent({ kind: 'trace', trace: message.trace });
      const end = endOf(message);
      if (end) onEvent({ kind: 'ended', end });
    }
    if (!messages.some(endOf)) onEvent({ kind: 'ended', end: { how: 'stopped' } });
  });
  return { stop: () => {} };
};

function endOf(message: Awaited<ReturnType<typeof host.run>>[number]) {
  if (message.say === 'finished') return { how: 'finished', ms: message.ms } as const;
  if (message.say === 'failed') return { how: 'failed', failure: message.failure } as const;
  return undefined;
}

const scenario = parseScenario(
  'system raft\nseed 4\nnodes n1 n2 n3 n4 n5\nat 400ms client c1 sends set x 1 to n1\n',
  systemFor({ system: 'raft', nodes: [] }),
);

const runOwn = (answer: string, until = 1_000, of: Scenario = scenario, parts: Answers = {}) =>
  new Promise<Run | NoRun>((resolve) => {
    const turns = { now: () => 0, later: () => () => {} };
    createOwnEngine({ ...parts, [ownExercise]: answer }, run, resolve, turns).want(of, until);
  });

const theCourses = `
import { isRead, keyValues, raftServer } from '#course/raft';
export const raftNode = raftServer(keyValues, { isRead });
`;

describe('the learner’s node on the stage', () => {
  it('gives the very run that the course’s gives, if it does the same', async () => {
    const own = (await runOwn(theCourses)) as Run;
    const { until } = own.recording;
    const watched = watchScenario(systemFor(scenario), scenario);
    watched.goOn(until);
    expect(own.recording).toEqual(watched.recording());
    expect(own.breaches).toEqual([]);
    expect(own.recording.trace.clients).toEqual(['c1']);
  });

  it('that gives its vote to everybody is found out', async () => {
    const generous = theCourses.replace(
      '{ isRead }',
      '{ isRead, preVote: false, rules: { grantVote: () => true } }',
    );
    const split = parseScenario('system raft\nseed 1\nfire election of n1\nfire election of n2\nuntil 1s');
    const { breaches } = (await runOwn(generous, 1_000, split)) as Run;
    expect(breaches[0]?.promise).toBe('One vote in a term');
  });

  it.each([
    ['', 'This file exports no raftNode with init and step.'],
    ['export const raftNode = () => 1;', 'This file exports no raftNode with init and step.'],
    ['export const raftNode = {', 'Unexpected token'],
    ['throw new Error("not yet");', 'not yet (raft-node.ts, line 1)'],
  ])('is not there when the file says “%s”', async (answer, sentence) => {
    expect(await runOwn(answer)).toMatchObject({ sentence: expect.stringContaining(sentence) });
  });

  it('takes parts from the learner’s other answers', async () => {
    const withPart = `import { generous } from '#exercise/raft/grant-vote';
${theCourses.replace('{ isRead }', '{ isRead, preVote: false, rules: { grantVote: generous } }')}`;
    const part = 'export const generous = () => true;';
    const split = parseScenario('system raft\nseed 1\nfire election of n1\nfire election of n2\nuntil 1s');
    const { breaches } = (await runOwn(withPart, 1_000, split, { 'raft/grant-vote': part })) as Run;
    expect(breaches[0]?.promise).toBe('One vote in a term');
    expect(await runOwn(withPart)).toMatchObject({
      sentence: expect.stringContaining("imports './grant-vote.ts', which does not exist"),
    });
    const stored: Answers = { [ownExercise]: withPart, 'raft/grant-vote': part, 'raft/pre-vote': 'x' };
    expect(collectAnswers((exercise) => stored[exercise])).toEqual({
      [ownExercise]: withPart,
      'raft/grant-vote': part,
    });
    expect(collectAnswers(() => undefined)).toBeUndefined();
  });

  it('that breaks a rule of the world is shown up to there', async () => {
    const broken = `export const raftNode = {
      init: () => ({ role: 'follower', currentTerm: 0, votedFor: null, log: [], commitIndex: 0, lastApplied: 0 }),
      step: (state) => ({ state, effects: [{ kind: 'shout' }] }),
    };`;
    const { recording, breaches } = (await runOwn(broken)) as Run;
    expect(recording.halted).toBe(true);
    expect(breaches[0]).toMatchObject({
      promise: 'The rules of the world',
      sentence: expect.stringContaining('an effect of kind shout'),
    });
  });

  it('that loops without end is stopped', async () => {
    const endless = theCourses.replace(
      'raftServer(keyValues, { isRead })',
      '{ init() { for (;;); }, step() {} }',
    );
    const { sentence } = (await runOwn(endless)) as NoRun;
    expect(sentence).toMatch(/loop/);
  });
});
