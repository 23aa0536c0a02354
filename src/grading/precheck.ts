import type { Program } from 'acorn';
import { CompileError, parseModule, stripTypes } from '../runner/compile.ts';
import { courseModules } from '../runner/program.ts';
import { partOf, type Parts } from './parts.ts';
import type { ExerciseId, Failure } from './verdict.ts';

/**
 * Modules that an answer may import: what its exercise lists, and no more. The course's own modules hold what some
 * exercise asks for; `#course/machines` exports a voter, and whoever is to write one would need a single line.
 */
export const answerModules = (listed: readonly string[]): readonly string[] => [
  '#course/unfinished',
  ...listed,
];

/** What an exercise asks of an answer's imports and exports. */
export interface Contract {
  /** Names that the suite imports from the answer. */
  readonly wanted: readonly string[];
  /** What the answer may import, `#course/unfinished` aside: modules of the course, and parts. */
  readonly mayImport: readonly string[];
}

export const contractOf = (exercise: ExerciseId, suite: string, mayImport: readonly string[]): Contract => ({
  wanted: importedNames(parseModule(stripTypes(suite, 'suite'), 'suite'), `#exercise/${exercise}`),
  mayImport,
});

/**
 * What can be said without running anything: the file is empty, does not compile, imports what is not there or what
 * this exercise may not have, or a part of which the same is true, or does not export what the tests import.
 */
export function precheck(
  exercise: ExerciseId,
  answer: string,
  { wanted, mayImport }: Contract,
  parts: Parts = {},
): Failure | undefined {
  const fail = (message: string, line?: number): Failure => ({
    kind: 'does-not-compile',
    name: 'SyntaxError',
    message,
    ...(line !== undefined && { line }),
  });
  if (answer.trim() === '') return fail('This file is empty. Reset brings the exercise back.');

  let program: Program;
  try {
    const path = answerPath(exercise);
    program = parseModule(stripTypes(answer, path), path, answer);
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    const { message, line, column, frame } = error;
    return { kind: 'does-not-compile', name: 'SyntaxError', message, line, column, frame };
  }

  // Without its types, a statement still stands on its line.
  const lineOf = (offset: number) => stripTypes(answer, exercise).slice(0, offset).split('\n').length;
  const allowed = answerModules(mayImport);
  for (const { from, offset } of imports(program)) {
    if (!allowed.includes(from)) return fail(refusedImport(from, allowed), lineOf(offset));
    const part = partOf(from);
    const broken = part && precheck(part, parts[part] ?? '', nothingElse);
    if (broken) return fail(brokenPart(part, broken), lineOf(offset));
  }

  const late = importCall(program);
  if (late !== undefined)
    return fail('This file calls import(…). Write what it imports at the top of the file.', lineOf(late));

  const exported = exportedNames(program);
  const missing = wanted.filter((name) => !exported.has(name) && !exported.has('*'));
  if (missing.length === 0) return undefined;
  return fail(
    `This file does not export ${listed(missing.map((name) => `\`${name}\``))}, which the tests import. ` +
      `Write \`export\` before ${missing.length === 1 ? 'its declaration' : 'their declarations'}, or Reset to see the names again.`,
  );
}

const nothingElse: Contract = { wanted: [], mayImport: [] };

const brokenPart = (part: ExerciseId, { line, message }: Failure): string =>
  `This file imports your answer to ${part}, and that cannot be used. ${line === undefined ? '' : `Line ${line} there: `}${message}`;

function refusedImport(from: string, allowed: readonly string[]): string {
  if (from === 'vitest' || from === 'fast-check')
    return `This file imports '${from}'. The tests use it; the answer itself cannot reach it.`;
  if ((courseModules as readonly string[]).includes(from))
    return `This file imports '${from}'. Live examples have it, and this exercise does without: it may import ${listed(allowed)}.`;
  return `This file imports '${from}', which is not there. An exercise is one file; it may import ${listed(allowed)}.`;
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

/** Where the first `import(…)` stands: it would reach past the check of the imports at the top. */
function importCall(node: object): number | undefined {
  if ('type' in node && node.type === 'ImportExpression') return (node as unknown as { start: number }).start;
  for (const child of Object.values(node)) {
    const found = typeof child === 'object' && child !== null ? importCall(child) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
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
