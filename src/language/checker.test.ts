import { describe, expect, it } from 'vitest';
import { openChecker } from './node/checker.ts';

const checker = openChecker();
const diagnose = (code: string) => checker.diagnose({ '/a.ts': code }, '/a.ts');
const messages = (code: string) => diagnose(code).map(({ message }) => message);
/** The offset of the `¦` in the code, and the code without it. */
const at = (marked: string) => [{ '/a.ts': marked.replace('¦', '') }, '/a.ts', marked.indexOf('¦')] as const;
const signature = (marked: string) =>
  checker
    .hover(...at(marked))
    ?.signature.map(({ text }) => text)
    .join('');
const labels = (marked: string) => checker.complete(...at(marked))?.options.map(({ label }) => label) ?? [];

describe('a type problem', () => {
  it('has its place, by line and column, TypeScript’s number and words', () => {
    expect(diagnose("const a = 1;\n  const b: number = 'x';\n")).toEqual([
      {
        line: 2,
        column: 9,
        endLine: 2,
        endColumn: 10,
        code: 2322,
        message: "Type 'string' is not assignable to type 'number'.",
        severity: 'error',
      },
    ]);
  });

  it('tells in one paragraph why, level by level', () => {
    expect(
      messages('const f = (p: { at: { x: number } }) => p;\nconst q = { at: { x: "1" } };\nf(q);\n'),
    ).toEqual([
      "Argument of type '{ at: { x: string; }; }' is not assignable to parameter of type '{ at: { x: number; }; }'. " +
        "The types of 'at.x' are incompatible between these types. Type 'string' is not assignable to type 'number'.",
    ]);
  });

  it('says of a name that does not exist here why it does not, and gives no advice on a tsconfig.json', () => {
    expect(messages('document.title;')).toEqual([
      "Cannot find name 'document'. This code runs apart from the page: it has no document, no window and no storage.",
    ]);
    expect(messages('process.exit();')).toEqual([
      "Cannot find name 'process'. This code also runs in the browser, where Node’s process does not exist.",
    ]);
    expect(messages('describe;')).toEqual(["Cannot find name 'describe'."]);
    expect(messages('[1].toSpliced(0); Promise.try(() => 1);')).toEqual([
      "Property 'try' does not exist on type 'PromiseConstructor'.",
    ]);
  });

  it('counts lines as editors do, with whatever ends them', () => {
    expect(diagnose('const a = 1;\r\nlet b: string = a;\r\n')[0]).toMatchObject({ line: 2, column: 5 });
    expect(diagnose("const s = '\u2028';\nlet b: string = 1;\n")[0]).toMatchObject({ line: 2, column: 5 });
  });

  it('comes with the others in the order of the file', () => {
    expect(
      diagnose('const a: string = 1;\nconst b: = 2;\nconst c: string = 3;\n').map(({ line }) => line),
    ).toEqual([1, 2, 3]);
  });

  it('is found where strictness is needed: an index that may lead nowhere, a case that falls through', () => {
    expect(messages('const n: number = [1, 2][0];')).toHaveLength(1);
    expect(
      messages('export function f(n: number) { switch (n) { case 1: n++; case 2: return n; } return 0; }'),
    ).toEqual(['Fallthrough case in switch.']);
  });

  it('is gone once the file is right again', () => {
    expect(messages('const a: string = 1;')).toHaveLength(1);
    expect(messages("const a: string = '1';")).toEqual([]);
  });
});

describe('a program may use', () => {
  it('ECMAScript 2023, console, timers and the few globals that page and Node share', () => {
    const code = `
      const sorted = [3, 1].toSorted().at(-1)!;
      console.log(sorted.toFixed(2), structuredClone({ a: 1 }).a.toFixed());
      const id = setTimeout((name: string) => console.info(name), 5, 'x');
      clearTimeout(id);
      queueMicrotask(() => console.error(performance.now().toFixed()));
      await Promise.all([1]);
      await new Promise((resolve) => setTimeout(resolve, 5));`;
    expect(messages(code)).toEqual([]);
  });

  it('the modules of the course, Vitest and fast-check, with their types', () => {
    const code = (rest: string) => `
      import { seededRandom } from '#course/sim';
      import { vote } from '#course/machines';
      import { unfinished } from '#course/unfinished';
      import { expect, it, vi } from 'vitest';
      import fc from 'fast-check';
      it('adds', () => { expect(1 + 1).toBe(2); fc.assert(fc.property(fc.integer(), (n) => n === n)); vi.fn(); });
      export const roll = () => seededRandom(1).integer(6) + vote.length;
      export const later = (): string => unfinished('say something');
      ${rest}`;
    expect(messages(code(''))).toEqual([]);
    expect(messages(code("seededRandom('one');"))).toHaveLength(1);
    expect(
      messages(code('expect(1).toBeLike(2); fc.property(fc.integer(), (n) => n.length > 0);')),
    ).toHaveLength(2);
  });

  it('nothing of the modules that is not meant for it', () => {
    expect(messages("import { takeUnfinished } from '#course/unfinished';\ntakeUnfinished();")).toHaveLength(
      1,
    );
    expect(messages("import { expect } from '@vitest/expect';\nexpect;")).toHaveLength(1);
  });

  it('the files beside it, under the names by which the runner finds them', () => {
    const files = {
      '/example.ts':
        "import { half } from './account.ts';\nimport { half as same } from './account';\nhalf(same('4'));\n",
      '/account.ts': 'export const half = (n: number) => n / 2;\n',
    };
    expect(checker.diagnose(files, '/example.ts').map(({ line, message }) => ({ line, message }))).toEqual([
      { line: 3, message: "Argument of type 'string' is not assignable to parameter of type 'number'." },
    ]);
    expect(
      checker.diagnose({ ...files, '/account.ts': 'export const half = (n: string) => n;\n' }, '/example.ts'),
    ).toEqual([]);
    expect(
      checker.diagnose({ '/example.ts': files['/example.ts'] }, '/example.ts').map(({ message }) => message),
    ).toContain("Cannot find module './account.ts' or its corresponding type declarations.");
  });
});

describe('hover', () => {
  it('shows the type of what stands there, and what its author wrote about it', () => {
    expect(signature('const total¦ = [1, 2].reduce((a, b) => a + b);')).toBe('const total: number');
    const hover = checker.hover(
      ...at('/** Adds one. */\nfunction inc(n: number) { return n + 1; }\nin¦c(1);'),
    )!;
    expect(hover).toMatchObject({ from: 59, to: 62, documentation: 'Adds one.' });
    expect(checker.hover(...at('[1].ma¦p((n) => n);'))!.documentation).toMatch(/^Calls a defined callback/);
  });

  it('says nothing where nothing has a type', () => expect(signature('const a = 1; ¦  ')).toBeUndefined());

  it('does not repeat the import of what is imported', () => {
    expect(signature("import { seededRandom } from '#course/sim';\nseeded¦Random(1);")).toMatch(
      /^\(alias\) seededRandom\(seed: number\): Random$/,
    );
  });
});

describe('completion', () => {
  it('offers the members of a value, of the language and of the course', () => {
    expect(labels("'a'.¦")).toEqual(expect.arrayContaining(['padStart', 'at', 'length']));
    expect(labels("import { seededRandom } from '#course/sim';\nseededRandom(1).¦")).toEqual([
      'chance',
      'integer',
      'next',
      'pick',
    ]);
  });

  it('offers the words of a union, and what is near before what is far', () => {
    expect(labels("const kind: 'open' | 'close' = '¦';")).toEqual(['open', 'close']);
    const options = checker.complete(...at('const myOwn = 1;\nmy¦'))!.options;
    const rank = (name: string) => options.find(({ label }) => label === name)!.rank;
    expect(rank('myOwn')).toBeLessThan(rank('Map'));
  });

  it('offers something after a quotation mark that begins a word, and nothing after one that ends it', () => {
    const options = (marked: string) => checker.complete(...at(marked), "'")?.options.length ?? 0;
    expect(options("const kind: 'open' | 'close' = '¦'")).toBe(2);
    expect(options("const kind: 'open' | 'close' = 'open'¦")).toBe(0);
    expect(options("const any = '¦'")).toBe(0);
  });

  it('replaces the word that has been begun', () =>
    expect(checker.complete(...at("'a'.pad¦"))!.from).toBe(4));

  it('tells what an option stands for', () => {
    const details = checker.describe(...at("'a'.¦"), 'padStart')!;
    expect(details.signature.map(({ text }) => text).join('')).toContain('maxLength: number');
    expect(details.documentation).toMatch(/^Pads the current string/);
  });
});

describe('a definition', () => {
  const files = {
    '/example.ts': "import { half } from './account.ts';\nconst four = 4;\nhalf(four);\n'a'.trim();\n",
    '/account.ts': '// rates\nexport const half = (n: number) => n / 2;\n',
  };
  const definition = (word: string) =>
    checker.definition(files, '/example.ts', files['/example.ts'].lastIndexOf(word));

  it('is found in the same file and in another', () => {
    expect(definition('four')).toEqual({ in: 'files', path: '/example.ts', line: 2, column: 7 });
    expect(definition('half')).toEqual({ in: 'files', path: '/account.ts', line: 2, column: 14 });
    expect(definition('/account.ts')).toMatchObject({ path: '/account.ts', line: 1 });
  });

  it('may lie in a library, of which there is no file to show', () => {
    expect(definition('trim')).toEqual({ in: 'library' });
    expect(definition(';')).toBeUndefined();
  });
});
