import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importsOf, partsOf } from '../../src/grading/node/catalogue.ts';
import { gradeAnswers, suitePath } from '../../src/grading/node/grade.ts';
import { root } from '../../src/grading/node/root.ts';
import { cutStub } from '../../src/grading/stub.ts';
import type { Verdict } from '../../src/grading/verdict.ts';
import { openPageHost } from './page-host.ts';

/** An answer may import answers to other exercises: the whole server is put together here from what a learner wrote before it. */
const exercise = 'raft/raft-node';
const solutionTo = (id: string) => readFileSync(`${root}/test/solutions/${id}.ts`, 'utf8');

/** What the learner writes in the place of each block, by its function. */
const blocks: Readonly<Record<string, string>> = {
  onRequestVote: `
  const { voter, reply } = handleRequestVote(server, from, { term, lastLogIndex, lastLogTerm });
  const { currentTerm, votedFor } = voter;
  const answer = send<Message>(from, { kind: 'RequestVoteReply', ...reply });
  return {
    server: { ...server, currentTerm, votedFor },
    effects: reply.voteGranted ? [electionTimer, answer] : [answer],
  };`,
  entriesFor: `
  const leader = { currentTerm, log, commitIndex, nextIndex, matchIndex: {} };
  const { entries, ...rest } = nextAppendEntries(leader, follower);
  return { kind: 'AppendEntries', ...rest, entries: entries as readonly Entry[] };`,
  onAppendEntries: `
  const request = { term, prevLogIndex, prevLogTerm, entries, leaderCommit };
  const { follower, reply } = handleAppendEntries(server, request);
  const answer = send<Message>(from, { kind: 'AppendEntriesReply', ...reply });
  if (term < server.currentTerm) return { server, effects: [answer] };
  const log = follower.log as readonly Entry[];
  const role: Role = { kind: 'follower', leader: from };
  return {
    server: { ...server, log, role, commitIndex: follower.commitIndex },
    effects: [electionTimer, answer],
  };`,
  onAppendEntriesReply: `
  const { role } = server;
  if (role.kind !== 'leader' || message.term < server.currentTerm) return { server, effects: [] };
  const { nextIndex, matchIndex } = handleAppendEntriesReply({ ...server, ...role }, from, message);
  const leader: Leader = { kind: 'leader', nextIndex, matchIndex };
  const after = { ...server, role: leader, commitIndex: commitIndexOf(server, leader) };
  const again = !message.success && nextIndex[from] !== role.nextIndex[from];
  return { server: after, effects: again ? [send(from, entriesFor(after, leader, from))] : [] };`,
  commitIndexOf: `
  return advanceCommitIndex({ ...server, matchIndex });`,
};

const fromParts = Object.entries(blocks).reduce(
  (text, [name, block]) =>
    text.replace(
      new RegExp(`(function ${name}\\([\\s\\S]*?)// BEGIN SOLUTION[\\s\\S]*?// END SOLUTION`),
      (_, head: string) => head + block,
    ),
  `import { advanceCommitIndex } from '#exercise/raft/advance-commit';
import { handleAppendEntries } from '#exercise/raft/append-entries';
import { handleRequestVote } from '#exercise/raft/grant-vote';
import { handleAppendEntriesReply, nextAppendEntries } from '#exercise/raft/repair-log';
${solutionTo(exercise)}`,
);

const folder = mkdtempSync(join(tmpdir(), 'lockstep-parts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (path: string, text: string) => {
  mkdirSync(dirname(`${folder}/${path}`), { recursive: true });
  writeFileSync(`${folder}/${path}`, text);
  return `${folder}/${path}`;
};

let host: Awaited<ReturnType<typeof openPageHost>>;
beforeAll(async () => {
  host = await openPageHost();
});

type Change = Readonly<Record<string, string>>;

const partsWith = (change: Change) =>
  Object.fromEntries(partsOf(exercise, root).map((id) => [id, change[id] ?? solutionTo(id)]));

async function gradeInNode(change: Change): Promise<Verdict> {
  for (const [id, text] of Object.entries(partsWith(change))) write(`parts/${id}.ts`, text);
  const path = write('raft-node.ts', fromParts);
  const [graded] = await gradeAnswers([{ exercise, path, partsIn: `${folder}/parts` }]);
  return graded!.verdict;
}

/** In Node and in the page, where the verdict has to be the same. */
async function grade(change: Change = {}): Promise<Verdict> {
  const verdict = await gradeInNode(change);
  const suite = readFileSync(suitePath(exercise), 'utf8');
  const imports = importsOf(exercise, root);
  expect(await host.grade(exercise, fromParts, suite, imports, partsWith(change))).toEqual(verdict);
  return verdict;
}

describe('an answer that imports answers to other exercises', () => {
  it('is solved when they are right', async () => {
    const { failure, tests, outcome } = await grade();
    expect({ failure, wrong: tests.filter(({ state }) => state !== 'passed') }).toEqual({ wrong: [] });
    expect(outcome).toBe('solved');
  });

  it('has something to do where one of them has, and says in which', async () => {
    const { outcome, tests } = await grade({ 'raft/grant-vote': cutStub(solutionTo('raft/grant-vote')) });
    expect(outcome).toBe('in-progress');
    const vote = tests.find(({ name }) => name.startsWith('an election › gets one vote'))!;
    expect(vote.todo).toBe(
      'raft/grant-vote: adopt a newer term, then grant the vote unless something forbids it',
    );
    expect(tests.find(({ name }) => name.startsWith('a follower › keeps'))!.state).toBe('passed');
  });

  it.each([
    [
      'does not compile',
      'export const isUpToDate = (;',
      /^This file imports your answer to raft\/grant-vote, and that cannot be used\. Line 1 there: Unexpected token/,
    ],
    [
      'is empty',
      '',
      /^This file imports your answer to raft\/grant-vote, and that cannot be used\. This file is empty\./,
    ],
    [
      'imports something',
      "import { voteOn } from '#course/machines';\nexport const handleRequestVote = voteOn;",
      /raft\/grant-vote, and that cannot be used\. Line 1 there: This file imports '#course\/machines'/,
    ],
    ['exports something else', 'export const vote = 1;', /has no exported member 'handleRequestVote'/],
  ])('says so where one of them %s', async (_, text, sentence) => {
    const { failure } = await grade({ 'raft/grant-vote': text });
    expect(failure).toMatchObject({
      kind: 'does-not-compile',
      line: 3,
      message: expect.stringMatching(sentence),
    });
  });

  it('is told that a loop without an end is in another file', async () => {
    const endless = solutionTo('raft/grant-vote').replace('const newer =', 'for (;;) {}\n  const newer =');
    // How many loops of one second go into the three after which a silent run is ended differs from machine to machine.
    const { tests } = await gradeInNode({ 'raft/grant-vote': endless });
    expect(tests.find(({ state }) => state === 'timed-out')!.failure!.message).toBe(
      'A loop in another file, which this one imports, ran for more than 1 second without coming to an end.',
    );
  });
});
