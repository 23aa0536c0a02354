import type { FailureKind, Outcome, TestState } from '../../src/grading/verdict.ts';

/**
 * Answers that a grader must survive and explain, in the page and on the command line alike. Each is the right answer
 * of the fixture with one line exchanged.
 */
export const rightAnswer = `import { unfinished } from '#course/unfinished';

export interface Parsed {
  value: number;
  text: string;
}

export const add = (a: number, b: number): number => a + b;

export function parse(text: string): Parsed {
  if (!/^\\d+$/.test(text)) throw new RangeError(\`no number: \${text}\`);
  return { value: Number(text), text };
}

export function later<T>(value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(() => resolve(value), 5));
}
`;

export interface BadInput {
  readonly name: string;
  readonly answer: string;
  readonly outcome: Outcome;
  /** The first failure of a test; where no test was judged, of the file. */
  readonly kind?: FailureKind;
  readonly says?: RegExp;
  readonly line?: number;
  /** What TypeScript finds, whatever the tests say. */
  readonly typeError?: { readonly line: number; readonly says: RegExp };
  /** State → number of tests in it. */
  readonly tests?: Partial<Record<TestState, number>>;
}

const addBody = 'a + b;';
const withAdd = (body: string) => rightAnswer.replace(addBody, body);
const withLater = (body: string) => rightAnswer.replace(/return new Promise.*;/, body);

export const badInputs: readonly BadInput[] = [
  { name: 'the right answer', answer: rightAnswer, outcome: 'solved', tests: { passed: 6 } },
  {
    name: 'a wrong value',
    answer: withAdd('a - b;'),
    outcome: 'failed',
    kind: 'wrong',
    says: /expected -1 to be 3/,
    line: 8,
    tests: { passed: 4, failed: 2 },
  },
  {
    name: 'an unfinished part',
    answer: withAdd("unfinished('add two numbers');"),
    outcome: 'in-progress',
    tests: { passed: 4, todo: 2 },
  },
  {
    name: 'an unfinished part whose throw is swallowed',
    answer: withAdd("{ try { return unfinished('add two numbers'); } catch { return 3; } };"),
    outcome: 'in-progress',
    tests: { passed: 4, todo: 2 },
  },
  {
    name: 'while (true) {}',
    answer: withAdd('{ while (true) {} };'),
    outcome: 'failed',
    kind: 'timed-out',
    says: /loop on line 8 ran for more than 1 second/,
    line: 8,
    tests: { passed: 4, 'timed-out': 2 },
  },
  {
    name: 'an endless loop that catches everything',
    answer: withAdd('{ for (;;) { try { for (;;) {} } catch {} } };'),
    outcome: 'failed',
    kind: 'timed-out',
    says: /loop on line 8/,
    tests: { passed: 4, 'timed-out': 2 },
  },
  {
    name: 'an endless loop at the top level',
    answer: `${rightAnswer}while (true) {}\n`,
    outcome: 'failed',
    kind: 'timed-out',
    says: /loop on line 18/,
    line: 18,
  },
  {
    name: 'endless microtasks',
    answer: withAdd(
      '{ const spin = (): unknown => Promise.resolve().then(spin); void spin(); return a + b; };',
    ),
    outcome: 'failed',
    kind: 'timed-out',
    says: /Nothing came back for 3 seconds/,
    tests: { 'timed-out': 1, 'not-run': 5 },
  },
  {
    name: 'endless recursion',
    answer: withAdd('add(a, b) + 1;'),
    outcome: 'failed',
    kind: 'threw',
    says: /kept calling itself/,
    line: 8,
    tests: { passed: 4, failed: 2 },
  },
  {
    name: 'ten million honest iterations',
    answer: withLater('let n = 0; for (let i = 0; i < 1e7; i++) n += 1; return Promise.resolve(value);'),
    outcome: 'solved',
    tests: { passed: 6 },
  },
  {
    name: 'a promise that never settles',
    answer: withLater('return new Promise(() => {});'),
    outcome: 'failed',
    kind: 'timed-out',
    says: /waited 3 seconds for a promise that never settled/,
    tests: { passed: 5, 'timed-out': 1 },
  },
  {
    name: 'a rejected promise that nobody awaits',
    answer: withLater("Promise.reject(new Error('nobody listens')); return Promise.resolve(value);"),
    outcome: 'failed',
    kind: 'threw',
    says: /nobody listens/,
    line: 16,
    tests: { passed: 5, failed: 1 },
  },
  {
    name: 'a thrown value that is no error',
    answer: withLater("throw 'a string';"),
    outcome: 'failed',
    kind: 'threw',
    says: /a string/,
    tests: { passed: 5, failed: 1 },
  },
  {
    name: 'an error thrown deep inside',
    answer: rightAnswer.replace('return { value', 'return (undefined as any).boom; return { value'),
    outcome: 'failed',
    kind: 'threw',
    says: /reading 'boom'/,
    line: 12,
    tests: { passed: 4, failed: 2 },
  },
  {
    name: 'a type error that no test notices',
    answer: `${rightAnswer}export const spare: string = add(1, 2);\n`,
    outcome: 'failed',
    typeError: { line: 18, says: /^Type 'number' is not assignable to type 'string'\.$/ },
    tests: { passed: 6 },
  },
  {
    name: 'a type error beside a test that fails',
    answer: withAdd('String(a - b);'),
    outcome: 'failed',
    kind: 'wrong',
    line: 8,
    typeError: { line: 8, says: /^Type 'string' is not assignable to type 'number'\.$/ },
    tests: { passed: 4, failed: 2 },
  },
  {
    name: 'a type error in a file that is not finished',
    answer: withAdd('unfinished(a);'),
    outcome: 'failed',
    typeError: {
      line: 8,
      says: /^Argument of type 'number' is not assignable to parameter of type 'string'\.$/,
    },
    tests: { passed: 4, todo: 2 },
  },
  {
    name: 'three type errors, explained in several steps',
    answer: `${rightAnswer.replace('value: Number(text), text', 'value: text, text')}const one: Parsed = { value: 1 };
const two: Promise<string> = later(2);
console.log(one, two);
`,
    outcome: 'failed',
    kind: 'wrong',
    typeError: {
      line: 12,
      says: /^Type 'string' is not assignable to type 'number'\. There are 2 more type errors\.$/,
    },
    tests: { passed: 4, failed: 2 },
  },
  {
    name: 'a type error whose reason lies deep inside',
    answer: `${rightAnswer}export const read: (text: string) => { value: { of: number } } = parse;\n`,
    outcome: 'failed',
    typeError: {
      line: 18,
      says: /^Type '\(text: string\) => Parsed' is not assignable to type .*\. Call signature return types .* are incompatible\. The types of 'value' are incompatible between these types\. Type 'number' is not assignable to type '\{ of: number; \}'\.$/,
    },
    tests: { passed: 6 },
  },
  {
    name: 'an index that may lead nowhere',
    answer: withAdd('[a + b][0];'),
    outcome: 'failed',
    typeError: { line: 8, says: /^Type 'number \| undefined' is not assignable to type 'number'\./ },
    tests: { passed: 6 },
  },
  {
    name: 'syntax that only TypeScript refuses',
    answer: `${rightAnswer}export const twice = (n?: number, m: number) => add(n ?? 0, m);\n`,
    outcome: 'failed',
    typeError: { line: 18, says: /^A required parameter cannot follow an optional parameter\.$/ },
    tests: { passed: 6 },
  },
  {
    name: 'a type imported as a value, and used as one',
    answer: `import { Random } from '#course/sim';\n${rightAnswer}export const random = Random;\n`,
    outcome: 'failed',
    typeError: { line: 1, says: /^'Random' is a type and must be imported using a type-only import/ },
    tests: { passed: 6 },
  },
  {
    name: 'a wrong argument for a function of the course',
    answer: `import { seededRandom } from '#course/sim';\n${rightAnswer}export const roll = () => seededRandom('1').next();\n`,
    outcome: 'failed',
    typeError: {
      line: 19,
      says: /^Argument of type 'string' is not assignable to parameter of type 'number'\.$/,
    },
    tests: { passed: 6 },
  },
  {
    name: 'a syntax error',
    answer: withAdd('4 }};'),
    outcome: 'failed',
    kind: 'does-not-compile',
    says: /Unexpected token/,
    line: 8,
  },
  {
    name: 'a name declared twice',
    answer: `${rightAnswer}let add = 3;\n`,
    outcome: 'failed',
    kind: 'does-not-compile',
    says: /'add' has already been declared/,
    line: 18,
  },
  {
    name: 'a missing export',
    answer: rightAnswer.replace('export const add', 'const add'),
    outcome: 'failed',
    kind: 'does-not-compile',
    says: /does not export `add`/,
  },
  {
    name: 'an export of the wrong kind',
    answer: rightAnswer.replace(/export const add.*/, 'export const add = 42;'),
    outcome: 'failed',
    kind: 'threw',
    says: /add is not a function/,
    tests: { passed: 4, failed: 2 },
  },
  { name: 'an empty file', answer: '\n', outcome: 'failed', kind: 'does-not-compile', says: /empty/ },
  {
    name: 'an import that leads nowhere',
    answer: `import { x } from './nothing.ts';\n${rightAnswer}console.log(x);\n`,
    outcome: 'failed',
    kind: 'does-not-compile',
    says: /'\.\/nothing\.ts', which is not there/,
    line: 1,
  },
  {
    name: 'an import of the test library',
    answer: `import { expect } from 'vitest';\n${rightAnswer}console.log(expect);\n`,
    outcome: 'failed',
    kind: 'does-not-compile',
    says: /the answer itself cannot reach it/,
    line: 1,
  },
  {
    name: 'an import that the exercise lists',
    answer: `import { seededRandom } from '#course/sim';\n${rightAnswer}void seededRandom;\n`,
    outcome: 'solved',
    tests: { passed: 6 },
  },
  {
    name: 'an import of a course module that the exercise does not list',
    answer: `${rightAnswer}\nimport { vote } from '#course/machines';\nvoid vote;\n`,
    outcome: 'failed',
    kind: 'does-not-compile',
    says: /'#course\/machines'\. Live examples have it.*may import #course\/unfinished and #course\/sim\./,
    line: 19,
  },
  {
    name: 'a course module passed on whole',
    answer: `export * from '#course/machines';\n${rightAnswer}`,
    outcome: 'failed',
    kind: 'does-not-compile',
    says: /'#course\/machines'\. Live examples have it/,
    line: 1,
  },
  {
    name: 'an import in the middle of a function',
    answer: withLater("return import('#course/machines').then(() => value);"),
    outcome: 'failed',
    kind: 'does-not-compile',
    says: /calls import\(…\)\. Write what it imports at the top/,
    line: 16,
  },
  {
    name: 'fetch',
    answer: withAdd("{ fetch('https://example.com'); return a + b; };"),
    outcome: 'failed',
    kind: 'threw',
    says: /fetch is not defined\. This code runs without a network/,
    line: 8,
    typeError: { line: 8, says: /^Cannot find name 'fetch'\. This code runs without a network/ },
  },
  {
    name: 'localStorage',
    answer: withAdd('{ localStorage.clear(); return a + b; };'),
    outcome: 'failed',
    kind: 'threw',
    says: /localStorage is not defined\. This code runs apart from the page/,
    typeError: { line: 8, says: /^Cannot find name 'localStorage'\. This code runs apart from the page/ },
  },
  {
    name: 'parent.document',
    answer: withAdd("{ parent.document.title = 'solved'; return a + b; };"),
    outcome: 'failed',
    kind: 'threw',
    says: /parent is not defined\. This code runs apart from the page/,
    typeError: { line: 8, says: /^Cannot find name 'parent'\. This code runs apart from the page/ },
  },
  {
    name: 'process.exit',
    answer: withAdd('{ process.exit(0); return a + b; };'),
    outcome: 'failed',
    kind: 'threw',
    says: /process is not defined\. This code also runs in the browser/,
    line: 8,
    tests: { passed: 4, failed: 2 },
    typeError: { line: 8, says: /^Cannot find name 'process'\. This code also runs in the browser/ },
  },
  {
    name: 'a function of its own that is called process',
    answer: `${withAdd('process(a, b);')}function process(a: number, b: number) { return a + b; }\n`,
    outcome: 'solved',
    tests: { passed: 6 },
  },
  {
    name: 'a verdict posted by the answer',
    answer: withAdd("{ postMessage({ say: 'journal' }); return 0; };"),
    outcome: 'failed',
    kind: 'threw',
    says: /cannot post messages/,
    typeError: { line: 8, says: /^Cannot find name 'postMessage'\. This code cannot post messages/ },
  },
  {
    name: 'a verdict posted through a stolen port',
    answer: `${withAdd('a - b;')}
const post = MessagePort.prototype.postMessage;
MessagePort.prototype.postMessage = function (message) {
  post.call(this, { say: 'journal', entry: { at: 'end', test: 'adds two numbers', result: { state: 'pass' } } });
  return post.call(this, message);
};
`,
    outcome: 'failed',
    kind: 'wrong',
    tests: { passed: 4, failed: 2 },
    typeError: { line: 19, says: /^Cannot find name 'MessagePort'\./ },
  },
  {
    name: 'expect overwritten',
    answer: `${withAdd('a - b;')}
Object.assign(globalThis, { expect: () => ({ toBe: () => {} }) });
`,
    outcome: 'failed',
    kind: 'wrong',
    tests: { passed: 4, failed: 2 },
  },
  {
    name: 'Array.prototype overwritten while a test runs',
    answer: withAdd('{ Array.prototype.map = function () { return []; }; return a + b; };'),
    outcome: 'failed',
    kind: 'tampered',
    says: /`Array\.prototype\.map`/,
    tests: { failed: 6 },
  },
  {
    name: 'Object.prototype extended while the file loads',
    answer: `${rightAnswer}Object.defineProperty(Object.prototype, 'surprise', { value: 1, configurable: true });\n`,
    outcome: 'failed',
    kind: 'tampered',
    says: /`Object\.prototype\.surprise`/,
  },
  {
    name: 'a flood of console lines',
    answer: withLater('for (let i = 0; i < 1e5; i++) console.log(i); return Promise.resolve(value);'),
    outcome: 'solved',
    tests: { passed: 6 },
  },
];
