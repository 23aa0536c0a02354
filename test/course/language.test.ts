import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { exerciseIds } from '../../src/grading/node/catalogue.ts';
import { root } from '../../src/grading/node/root.ts';
import { editorPath } from '../../src/grading/type-problems.ts';
import type { Language } from '../../src/language/language.ts';
import { openChecker } from '../../src/language/node/checker.ts';
import { answer, type Kind, type Questions } from '../../src/language/protocol.ts';
import type { Files } from '../../src/runner/runner.ts';
import { exportedNames, trimTypeScript } from '../../src/plugins/trim-typescript.ts';
import { badInputs } from './bad-input.ts';
import { readExamples } from './examples.ts';
import { openLanguageHost } from './language-host.ts';

/** The page's worker holds a TypeScript that is cut down; Node has the whole of it. No answer may tell them apart. */
let worker: Language;
beforeAll(async () => {
  worker = await openLanguageHost();
});

const same = async <K extends Kind>(ask: K, question: Questions[K]) =>
  expect(
    await worker.ask(ask, question),
    `${ask} ${JSON.stringify({ ...question, files: undefined })}`,
  ).toEqual(answer(openChecker(), { id: 0, ask, question } as Parameters<typeof answer>[1]));

const programs: { name: string; files: Files }[] = [
  ...readExamples().map(({ title, files }) => ({ name: title, files })),
  ...exerciseIds(root).map((id) => ({
    name: id,
    files: { [editorPath(id)]: readFileSync(`${root}/test/solutions/${id}.ts`, 'utf8') },
  })),
  {
    name: 'a suite in a live example',
    files: {
      '/example.ts':
        "import fc from 'fast-check';\nimport { expect, it } from 'vitest';\n" +
        'it("adds", () => { fc.assert(fc.property(fc.integer(), (n) => { expect(n + "1").toBe(n.toFix()); })); });\n',
    },
  },
];

it.each(badInputs)('finds the same problems in $name', ({ answer }) =>
  same('diagnose', { files: { '/calculator.ts': answer } }),
);

describe.each(programs)('$name', ({ files }) => {
  it('has the same problems in the page and in Node', () => same('diagnose', { files }));

  it('has the same types, definitions and completions, wherever one looks', async () => {
    for (const [path, text] of Object.entries(files)) {
      const words = [...text.matchAll(/(?<![\w$])[A-Za-z_$][\w$]*/g)].filter((_, nth) => nth % 5 === 0);
      for (const { index: offset } of words) {
        await same('hover', { files, path, offset });
        await same('definition', { files, path, offset });
      }
      for (const { index } of [...text.matchAll(/\.(?=\w)/g)].slice(0, 3))
        await same('complete', { files, path, offset: index + 1 });
    }
  });
});

it.each([
  ['a name imported as a type', "import { type Random, seededRandom } from '#course/sim';\nRan", 'Random'],
  ['a name in scope', 'const mine = 1;\nmi', 'mine'],
  ['a keyword', 'ret', 'return'],
  ['a member that may be missing', 'declare const a: { b: number } | undefined;\na.', 'b'],
  ['a member written with a symbol', '[1].', 'values'],
  ['a word of a union', "const kind: 'open' | 'close' = '", 'open'],
  ['a property of an object that is expected', 'const p: { x: number; f(): void } = { ', 'x'],
  ['a member of a class to be overridden', 'class A { f() {} }\nclass B extends A { ', 'f'],
  ['a case of a switch', "declare const k: 'a' | 'b';\nswitch (k) { case ", '"a"'],
  ['a name in an import', "import { s } from '#course/sim';".slice(0, 10), 'seededRandom'],
  ['a tag in a comment', '/** @par', 'param'],
])('completes and describes %s the same in the page and in Node', async (_name, code, label) => {
  const place = { files: { '/a.ts': code }, path: '/a.ts', offset: code.length };
  await same('complete', place);
  await same('describe', { ...place, label });
});

describe('TypeScript cut down', () => {
  const source = readFileSync(createRequire(import.meta.url).resolve('typescript'), 'utf8');

  it('is refused when it is built in a way that nobody has seen yet', () => {
    const refusal = /built in another way than src\/plugins\/trim-typescript\.ts knows/;
    expect(() => trimTypeScript('var typescript = {};', ['version'])).toThrow(refusal);
    expect(() => trimTypeScript(source, ['neverHeardOf'])).toThrow(refusal);
  });

  it('knows what the whole one exports', () => {
    const names = exportedNames(source);
    expect(names.size).toBeGreaterThan(2_000);
    expect(names).toContain('createLanguageService');
  });
});
