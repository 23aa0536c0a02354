import type { Program } from 'acorn';
import { compile, CompileError, parseModule, stripTypes } from '../runner/compile.ts';
import type { ExerciseId, Failure } from './verdict.ts';

/** Modules that an answer may import. A suite may also import `vitest` and `fast-check`. */
export const courseModules = ['#course/unfinished', '#course/sim', '#course/machines'] as const;

/**
 * What can be said without running anything: the file is empty, does not compile, imports what is not there, or does
 * not export what the tests import.
 */
export function precheck(exercise: ExerciseId, answer: string, suite: string): Failure | undefined {
  const fail = (message: string, line?: number): Failure => ({
    kind: 'does-not-compile',
    name: 'SyntaxError',
    message,
    ...(line !== undefined && { line }),
  });
  if (answer.trim() === '') return fail('This file is empty. Reset brings the exercise back.');

  let program: Program;
  try {
    program = compile(answer, answerPath(exercise)).program;
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    const { message, line, column, frame } = error;
    return { kind: 'does-not-compile', name: 'SyntaxError', message, line, column, frame };
  }

  for (const { from, offset } of imports(program)) {
    if ((courseModules as readonly string[]).includes(from)) continue;
    const line = lineOfImport(answer, offset, from);
    return fail(
      from === 'vitest' || from === 'fast-check'
        ? `This file imports '${from}'. The tests use it; the answer itself cannot reach it.`
        : `This file imports '${from}', which is not there. An exercise is one file; it may import ${listed(courseModules)}.`,
      line,
    );
  }

  const exported = exportedNames(program);
  const wanted = importedNames(parseModule(stripTypes(suite, 'suite'), 'suite'), `#exercise/${exercise}`);
  const missing = wanted.filter((name) => !exported.has(name) && !exported.has('*'));
  if (missing.length === 0) return undefined;
  return fail(
    `This file does not export ${listed(missing.map((name) => `\`${name}\``))}, which the tests import. ` +
      `Write \`export\` before ${missing.length === 1 ? 'its declaration' : 'their declarations'}, or Reset to see the names again.`,
  );
}

/**
 * Where the compiled answer claims to live, in the page and in Node: stack frames are found by this name.
 * It ends in `.js` because it is JavaScript by then, and Vite must not compile it again.
 */
export const answerPath = (exercise: ExerciseId) => `/exercises/${exercise}.answer.js`;

export function* imports(program: Program): Iterable<{ from: string; offset: number }> {
  for (const node of program.body) {
    if (
      node.type === 'ImportDeclaration' ||
      node.type === 'ExportAllDeclaration' ||
      node.type === 'ExportNamedDeclaration'
    ) {
      if (node.source) yield { from: String(node.source.value), offset: node.start };
    }
  }
}

function lineOfImport(answer: string, offset: number, from: string): number {
  const at = answer.indexOf(`'${from}'`) >= 0 ? answer.indexOf(`'${from}'`) : answer.indexOf(`"${from}"`);
  return answer.slice(0, at >= 0 ? at : offset).split('\n').length;
}

export function exportedNames(program: Program): Set<string> {
  const names = new Set<string>();
  for (const node of program.body) {
    if (node.type === 'ExportAllDeclaration') names.add('*');
    if (node.type === 'ExportDefaultDeclaration') names.add('default');
    if (node.type !== 'ExportNamedDeclaration') continue;
    for (const { exported } of node.specifiers)
      names.add(exported.type === 'Identifier' ? exported.name : String(exported.value));
    if (node.declaration?.type === 'VariableDeclaration') {
      for (const { id } of node.declaration.declarations) if (id.type === 'Identifier') names.add(id.name);
    } else if (node.declaration) names.add(node.declaration.id.name);
  }
  return names;
}

function importedNames(program: Program, from: string): string[] {
  return program.body.flatMap((node) =>
    node.type === 'ImportDeclaration' && node.source.value === from
      ? node.specifiers.flatMap((specifier) =>
          specifier.type === 'ImportSpecifier'
            ? [
                specifier.imported.type === 'Identifier'
                  ? specifier.imported.name
                  : String(specifier.imported.value),
              ]
            : specifier.type === 'ImportDefaultSpecifier'
              ? ['default']
              : [],
        )
      : [],
  );
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
