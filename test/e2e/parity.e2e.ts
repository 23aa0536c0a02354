import { createServer, type Server } from 'node:http';
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exerciseIds, filesUnder, importsOf } from '../../src/grading/node/catalogue.ts';
import { suitePath } from '../../src/grading/node/grade.ts';
import { root } from '../../src/grading/node/root.ts';
import { cutStub } from '../../src/grading/stub.ts';
import type { Verdict } from '../../src/grading/verdict.ts';
import { compileSuite } from '../../src/runner/prepare.ts';
import { buildLanguageWorker } from '../../src/plugins/language.ts';
import { buildRuntime } from '../../src/plugins/runtime.ts';
import { badInputs } from '../course/bad-input.ts';
import { openPageHost } from '../course/page-host.ts';
import { before, madeVerdicts, type Verdicts } from '../course/said-in-node.ts';
import { launch } from './browser.ts';

/**
 * The scripts that the site hands to its frame, and its language worker, in real Chromium, against the same workers in Node:
 * every answer, word for word. That those say what Vitest says of each, exercises.test.ts and bad-input.test.ts prove.
 */
let browser: Browser;
let page: Page;
let server: Server;
const known = before<Verdicts>(madeVerdicts());
let host: Awaited<ReturnType<typeof openPageHost>>;

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
  [browser, host] = await Promise.all([launch(), openPageHost()]);
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as { port: number }).port}/`);
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

async function expectSame(
  path: string,
  exercise: string,
  answer: string,
  suite: string,
  imports: readonly string[],
): Promise<void> {
  const [inChromium, inNode] = await Promise.all([
    page.evaluate(
      (request) => (window as unknown as { judge: (request: unknown) => Promise<Verdict> }).judge(request),
      { exercise, answer, suite: compileSuite(exercise, suite, imports) },
    ),
    known[path] ?? host.grade(exercise, answer, suite, imports),
  ]);
  expect(inChromium, path).toEqual(inNode);
}

describe.each(exerciseIds(root))('%s', (id) => {
  const solution = readFileSync(`${root}/test/solutions/${id}.ts`, 'utf8');
  const mistakes = filesUnder(`${root}/test/mistakes/${id}`, '.ts');

  it('gets the same verdict in Chromium and in Node for stub, solution and every mistake', async () => {
    const suite = readFileSync(suitePath(id), 'utf8');
    const expectSameFor = (path: string, answer: string) =>
      expectSame(path, id, answer, suite, importsOf(id, root));
    await expectSameFor(`.lockstep/stubs/${id}.ts`, cutStub(solution));
    await expectSameFor(`test/solutions/${id}.ts`, solution);
    for (const mistake of mistakes) {
      const path = `test/mistakes/${id}/${mistake}`;
      await expectSameFor(path, readFileSync(`${root}/${path}`, 'utf8'));
    }
  });
});

describe('bad input', () => {
  const course = `${root}/test/course/fixture`;
  const exercise = 'fixture/calculator';

  it('gets the same verdict in Chromium and in Node, and leaves the page alive', async () => {
    const suite = readFileSync(suitePath(exercise, course), 'utf8');
    for (const { name, answer } of badInputs) {
      await expectSame(name, exercise, answer, suite, importsOf(exercise, course));
      expect(await page.title(), name).toBe('parity');
    }
  });
});
