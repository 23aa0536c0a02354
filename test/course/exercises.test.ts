import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  exerciseIds,
  filesUnder,
  importsOf,
  lessonFiles,
  partsOf,
  readCatalogue,
} from '../../src/grading/node/catalogue.ts';
import { gradeAnswers, suitePath } from '../../src/grading/node/grade.ts';
import { root } from '../../src/grading/node/root.ts';
import { partOf } from '../../src/grading/parts.ts';
import { exportedNames } from '../../src/grading/precheck.ts';
import { editorPath } from '../../src/grading/type-problems.ts';
import { cutStub } from '../../src/grading/stub.ts';
import type { Verdict } from '../../src/grading/verdict.ts';
import { openChecker } from '../../src/language/node/checker.ts';
import { parseModule, stripTypes } from '../../src/runner/compile.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { writeStubs } from './answers.ts';
import { inTurn, openPageHost } from './page-host.ts';
import { madeVerdicts, type Verdicts } from './said-in-node.ts';

/** What the course promises of every exercise. Each failure says what to do. */
const ids = exerciseIds(root);
const exercises = readCatalogue(root).flatMap((chapter) => chapter.exercises);
const read = (path: string) => readFileSync(path, 'utf8');
const solutionPath = (id: string) => `${root}/test/solutions/${id}.ts`;
const mistakePaths = (id: string) =>
  filesUnder(`${root}/test/mistakes/${id}`, '.ts').map((file) => `${root}/test/mistakes/${id}/${file}`);

/** What an answer imports of other exercises, it gets right here. */
const partsIn = `${root}/test/solutions`;
const stubs = writeStubs(ids);
const answers = ids.flatMap((id) =>
  [stubs.get(id)!, solutionPath(id), ...mistakePaths(id)].map((path) => ({ exercise: id, path, partsIn })),
);
/** For one answer on a busy machine: the hook's time grows with the course. */
const ENOUGH_MS = 5_000;
const node = new Map<string, Verdict>();
const page = new Map<string, Verdict>();

beforeAll(async () => {
  const host = await openPageHost();
  const [graded] = await Promise.all([
    gradeAnswers(answers),
    inTurn(answers, async ({ exercise, path }) => {
      page.set(
        path,
        await host.grade(exercise, read(path), read(suitePath(exercise)), importsOf(exercise, root)),
      );
    }),
  ]);
  for (const { answer, verdict } of graded) node.set(answer.path, verdict);
  const fromRoot = [...page].map(([path, verdict]) => [path.slice(root.length + 1), verdict]);
  madeVerdicts().keep(JSON.stringify(Object.fromEntries(fromRoot) satisfies Verdicts));
}, answers.length * ENOUGH_MS);

const not = (verdict: Verdict, state: string) => [
  ...(verdict.failure ? [`the whole file: ${verdict.failure.message}`] : []),
  ...verdict.tests.filter((test) => test.state !== state).map((test) => `${test.name} (${test.state})`),
];

describe.each(ids)('%s', (id) => {
  const exercise = exercises.find((each) => each.id === id)!;

  it('has a title, a summary and a lesson that holds it once', () => {
    expect(exercise.title, `Write "title" in test/suites/${id}.json`).toBeTruthy();
    expect(exercise.summary, `Write "summary" in test/suites/${id}.json`).toBeTruthy();
    const holders = lessonFiles(root).flatMap((file) =>
      [...read(`${root}/${file}`).matchAll(new RegExp(`<Exercise\\s+id="${id}"`, 'g'))].map(() => file),
    );
    expect(holders, `Write <Exercise id="${id}" /> in exactly one lesson`).toHaveLength(1);
  });

  it('has a hint for every test, and none for a test that does not exist', () => {
    const tests = node.get(solutionPath(id))!.tests.map(({ name }) => name);
    expect(
      Object.keys(exercise.hints).sort(),
      `"hints" in test/suites/${id}.json and the tests of the suite`,
    ).toEqual([...tests].sort());
    for (const [name, hint] of Object.entries(exercise.hints))
      expect(hint, `the hint for "${name}"`).toMatch(/\S{3}.*[.?]$/);
  });

  // As strictly as `npm run check:types`, which sees the suites, too.
  it('has nothing that the editor would underline: not in its stub, its solution or any mistake', () => {
    for (const { path } of answers.filter((answer) => answer.exercise === id)) {
      const file = editorPath(id);
      expect(openChecker().diagnose({ [file]: read(path) }, file), path).toEqual([]);
    }
  });

  it('has a stub of which every test is still to do', () => {
    const verdict = node.get(stubs.get(id)!)!;
    expect(
      not(verdict, 'todo'),
      'a test that the stub decides: let it reach a part that is unfinished',
    ).toEqual([]);
    expect(verdict.outcome).toBe('not-started');
  });

  it('has a solution that passes every test, and skips none', () => {
    const verdict = node.get(solutionPath(id))!;
    expect(not(verdict, 'passed')).toEqual([]);
    expect(verdict.outcome).toBe('solved');
  });

  it('has at least three mistakes, each caught by exactly the test it names', () => {
    expect(
      mistakePaths(id).length,
      `Write what learners get wrong into test/mistakes/${id}/`,
    ).toBeGreaterThanOrEqual(3);
    for (const path of mistakePaths(id)) {
      const named = /^\/\/ caught by: (.+)$/m.exec(read(path).split('\n')[0]!)?.[1];
      expect(named, `The first line of ${path} names the test: // caught by: …`).toBeDefined();
      const verdict = node.get(path)!;
      expect(verdict.failure, path).toBeUndefined();
      expect(
        // A suite with runs of whole clusters leaves those out when a step is wrong: they would all tell of it.
        verdict.tests
          .filter(({ state }) => state !== 'passed' && state !== 'not-run')
          .map(({ name }) => name),
        path,
      ).toEqual([named]);
    }
  });

  it('gets the same verdict from the page and from Vitest, word for word, for stub, solution and mistakes', () => {
    for (const { path } of answers.filter((answer) => answer.exercise === id))
      expect(page.get(path), path).toEqual(node.get(path));
  });

  it('may import answers only to exercises that are there, and import nothing themselves', () => {
    for (const part of partsOf(id, root)) {
      expect(ids, `"parts" in test/suites/${id}.json`).toContain(part);
      expect(importsOf(part, root), `"imports" in test/suites/${part}.json, a part of ${id}`).toEqual([]);
    }
  });

  it('may import no module that exports what the learner is to write', async () => {
    const asked = exportedNames(parseModule(stripTypes(read(solutionPath(id)), id), id));
    for (const module of importsOf(id, root)) {
      if (partOf(module) !== undefined) continue;
      const path = (packageJson.imports as unknown as Record<string, string>)[module];
      expect(path, `"imports" in test/suites/${id}.json names ${module}, which is no module`).toBeDefined();
      const given = Object.keys((await import(`${root}/${path}`)) as object);
      expect(
        given.filter((name) => asked.has(name)),
        `${module} would hand over the answer`,
      ).toEqual([]);
    }
  });

  // A learner's copy differs from the stub as soon as it is worth something, so only authors are held to this.
  it.runIf(process.env['LOCKSTEP_AUTHOR'])('has in exercises/ the stub that is cut from its solution', () => {
    const path = `${root}/exercises/${id}.ts`;
    expect(existsSync(path) && read(path), 'Run: npm run stubs').toBe(cutStub(read(solutionPath(id))));
  });
});

it('no file lies where no exercise will find it', () => {
  const expected = (directory: string, endings: readonly string[]) =>
    filesUnder(`${root}/${directory}`, '').filter(
      (file) => /\.\w+$/.test(file) && !endings.some((ending) => ids.some((id) => file === id + ending)),
    );
  expect(expected('test/suites', ['.test.ts', '.json'])).toEqual([]);
  expect(expected('test/solutions', ['.ts'])).toEqual([]);
  expect(
    filesUnder(`${root}/test/mistakes`, '.ts').filter((file) => !ids.some((id) => file.startsWith(`${id}/`))),
  ).toEqual([]);
});
