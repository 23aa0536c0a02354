import { describe, expect, it } from 'vitest';
import { compile, CompileError, wrapModule } from './compile.ts';

type Callable = (...values: unknown[]) => never;

const evaluate = (source: string, returns = false) => {
  const calls: string[] = [];
  const guard = {
    loop: (line: number) => calls.push(`loop ${line}`),
    at: (line: number) => calls.push(`at ${line}`),
  };
  const exports: Record<string, Callable> = {};
  const body = globalThis.eval(wrapModule(compile(source, '/x.ts', { returns }), '/x.ts'));
  body(() => ({}), exports, guard);
  return { exports, calls };
};

describe('compile', () => {
  it('takes the types away and leaves every statement on its line', () => {
    const source = 'interface A {\n  n: number;\n}\nexport const line = (a: A): number =>\n  a.n;\n';
    const { code } = compile(source, '/x.ts');
    expect(code.split('\n')).toHaveLength(source.split('\n').length);
    expect(code.split('\n')[3]).toContain('export const line');
  });

  it('reports the loop of every kind with its own line', () => {
    const { calls } = evaluate(
      [
        'for (let i = 0; i < 1; i++) {}',
        'for (const x of [1]) x;',
        'for (const k in { a: 1 }) { k; }',
        'let n = 1;',
        'while (n-- > 0);',
        'do n++; while (n < 0);',
      ].join('\n'),
    );
    expect(calls).toEqual(['loop 1', 'loop 2', 'loop 3', 'loop 5', 'loop 6']);
  });

  it('keeps the meaning of loops without braces, nested and labelled', () => {
    const { exports } = evaluate(
      'export let sum = 0;\nouter: for (const a of [1, 2]) for (const b of [1, 2]) if (b === 2) continue outer; else sum += a * b;\n',
    );
    expect(exports['sum']).toBe(3);
  });

  it('reports where functions return, expression bodies included', () => {
    const { exports, calls } = evaluate(
      'export const f = (n: number) => ({ n });\nexport function g(n: number) {\n  if (n > 0) return f(n);\n  return null;\n}\n',
      true,
    );
    expect(exports['g']!(1)).toEqual({ n: 1 });
    expect(exports['g']!(0)).toBeNull();
    expect(calls).toEqual(['at 3', 'at 1', 'at 4']);
  });

  it('keeps arrows that return arrows, and calls within template strings', () => {
    const { exports } = evaluate(
      'export const add = (a: number) => (b: number) => `${[a, b].map((n) => n * 2)}`;\n',
      true,
    );
    expect((exports['add']!(1) as Callable)(2)).toBe('2,4');
  });

  it.each([
    ['an unfinished expression', 'const a = 1;\nconst b = ;\n', 2],
    ['a name declared twice', 'let a = 1;\n\nlet a = 2;\n', 3],
    ['a bracket too many', 'const a = 1;\n}\n', 2],
    ['an unterminated string', "const a = 'x;\n", 1],
  ])('refuses %s and says where', (_name, source, line) => {
    try {
      compile(source, '/x.ts');
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(CompileError);
      expect((error as CompileError).line).toBe(line);
      expect((error as CompileError).frame).toContain(`> ${line} |`);
    }
  });

  it('knows a module that awaits at its top level', () => {
    expect(compile('await Promise.resolve();', '/x.ts').awaits).toBe(true);
    expect(compile('export const f = async () => { await 1; };', '/x.ts').awaits).toBe(false);
  });

  it('leaves V8 the name of a function that is not there', () => {
    const body = globalThis.eval(
      wrapModule(compile("import { gone } from './y.ts';\ngone(1);\n", '/x.ts'), '/x.ts'),
    );
    expect(() => body(() => ({}), {}, {})).toThrow(/gone\) is not a function/);
  });
});
