import { createServer, type Server } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exerciseIds, filesUnder, importsOf } from '../../src/grading/node/catalogue.ts';
import { gradeAnswers, suitePath } from '../../src/grading/node/grade.ts';
import { root } from '../../src/grading/node/root.ts';
import type { Verdict } from '../../src/grading/verdict.ts';
import { compileSuite } from '../../src/runner/prepare.ts';
import { buildLanguageWorker } from '../../src/plugins/language.ts';
import { buildRuntime } from '../../src/plugins/runtime.ts';
import { writeStubs } from '../course/answers.ts';
import { badInputs } from '../course/bad-input.ts';
import { launch } from './browser.ts';

/** The scripts that the site hands to its frame, and its language worker, in real Chromium, against Vitest in Node: every answer, word for word. */
let browser: Browser;
let page: Page;
let server: Server;

beforeAll(async () => {
  const [worker, frame, compiler, core, full] = await Promise.all([
    buildLanguageWorker(),
    buildRuntime('frame'),
    buildRuntime('compiler'),
    buildRuntime('core'),
    buildRuntime('full'),
  ]);
  const client = await build({
    stdin: {
      contents: `
        import { editorPath, joinTypes } from './src/grading/type-problems.ts';
        import { createLanguage } from './src/language/language.ts';
        import { createRunner } from './src/runner/browser.ts';
        const parts = ${JSON.stringify({ frame, compiler, core, full })};
        const runner = createRunner(async (part) => parts[part]);
        const language = createLanguage(() => new Worker('/language.js'));
        window.judge = (request) => {
          const path = editorPath(request.exercise);
          const types = language.ask('diagnose', { files: { [path]: request.answer } });
          const { verdict } = runner.grade(request, () => {});
          return joinTypes(verdict, types.then((found) => found[path]), request.answer).typed;
        };`,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
  });
  const script = client.outputFiles[0]!.text;
  server = createServer((request, response) => {
    const text = { '/client.js': script, '/language.js': worker }[request.url!];
    response.setHeader('content-type', `${text ? 'text/javascript' : 'text/html'}; charset=utf-8`);
    response.end(text ?? '<!doctype html><title>parity</title><body><script src="/client.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await launch();
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as { port: number }).port}/`);
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

const inPage = (
  exercise: string,
  answer: string,
  suite: string,
  imports: readonly string[],
): Promise<Verdict> =>
  page.evaluate(
    (request) => (window as unknown as { judge: (request: unknown) => Promise<Verdict> }).judge(request),
    { exercise, answer, suite: compileSuite(exercise, suite, imports) },
  );

describe.each(exerciseIds(root))('%s', (id) => {
  const paths = [
    `${root}/test/solutions/${id}.ts`,
    ...filesUnder(`${root}/test/mistakes/${id}`, '.ts').map((file) => `${root}/test/mistakes/${id}/${file}`),
  ];

  it('gets the same verdict in Chromium and in Node for stub, solution and every mistake', async () => {
    const answers = [writeStubs([id]).get(id)!, ...paths].map((path) => ({ exercise: id, path }));
    const suite = readFileSync(suitePath(id), 'utf8');
    for (const { answer, verdict } of await gradeAnswers(answers)) {
      const inChromium = await inPage(id, readFileSync(answer.path, 'utf8'), suite, importsOf(id, root));
      expect(inChromium, answer.path).toEqual(verdict);
    }
  });
});

describe('bad input', () => {
  const course = `${root}/test/course/fixture`;
  const exercise = 'fixture/calculator';

  it('gets the same verdict in Chromium and in Node, and leaves the page alive', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'lockstep-e2e-'));
    const answers = badInputs.map(({ answer }, index) => {
      const path = join(directory, `${index}.ts`);
      writeFileSync(path, answer);
      return { exercise, path };
    });
    const graded = await gradeAnswers(answers, course);
    rmSync(directory, { recursive: true });
    const suite = readFileSync(suitePath(exercise, course), 'utf8');
    for (const [index, { name, answer }] of badInputs.entries()) {
      const inChromium = await inPage(exercise, answer, suite, importsOf(exercise, course));
      expect(inChromium, name).toEqual(graded[index]!.verdict);
      expect(await page.title(), name).toBe('parity');
    }
  });
});
