import { compile, CompileError, wrapModule, type CompileOptions } from './compile.ts';
import { resolveRelative } from './resolve.ts';
import type { Files } from './runner.ts';

/** The course's own modules, which live examples and suites may import. */
export const courseModules = [
  '#course/unfinished',
  '#course/sim',
  '#course/machines',
  '#course/ordering',
  '#course/raft',
  '#course/events',
  '#course/aeron',
  '#course/aeron-services',
] as const;

/** Modules that any program may import; what they hold is in worker/builtins.ts. */
export const builtinNames = [...courseModules, 'vitest', 'fast-check'] as const;

/** A program that a worker can evaluate as it is, without a compiler. */
export interface Program {
  readonly entry: string;
  /** By path. Paths begin with a slash. */
  readonly modules: Readonly<Record<string, ProgramModule>>;
}

export interface ProgramModule {
  /** A function expression `(require, exports, __lockstep)`, see `wrapModule`. */
  readonly body: string;
  /** What the module writes after `from` → the path of a module, or the name of a built-in. In the order of the text. */
  readonly imports: Readonly<Record<string, string>>;
}

export type Resolve = (specifier: string, importer: string) => string | undefined;

/** @throws CompileError when a file that the entry needs does not compile, or imports what is not there */
export function compileProgram(files: Files, entry: string): Program {
  const has = (path: string) => Object.hasOwn(files, path);
  const resolve: Resolve = (specifier, importer) => {
    if ((builtinNames as readonly string[]).includes(specifier)) return specifier;
    return isPath(specifier) ? resolveRelative(specifier, importer, has) : undefined;
  };
  const modules: Record<string, ProgramModule> = {};
  const add = (path: string) => {
    if (Object.hasOwn(modules, path)) return;
    modules[path] = compileModule(files[path]!, path, resolve);
    for (const target of Object.values(modules[path].imports)) if (has(target)) add(target);
  };
  add(entry);
  return { entry, modules };
}

/** @throws CompileError */
export function compileModule(
  source: string,
  path: string,
  resolve: Resolve,
  options: CompileOptions = {},
): ProgramModule {
  const compiled = compile(source, path, options);
  const imports: Record<string, string> = {};
  for (const node of compiled.program.body) {
    if (!('source' in node) || !node.source) continue;
    const specifier = String(node.source.value);
    const target = resolve(specifier, path);
    if (target === undefined) throw leadsNowhere(specifier, path, source);
    imports[specifier] = target;
  }
  return { body: wrapModule(compiled, path), imports };
}

const isPath = (specifier: string) => /^[./]/.test(specifier);

function leadsNowhere(specifier: string, path: string, source: string): CompileError {
  const reason = isPath(specifier)
    ? 'which does not exist.'
    : `which is not available here. Available: ${builtinNames.join(', ')}.`;
  const lines = source.split('\n');
  const index = lines.findIndex((line) => line.includes(`'${specifier}'`) || line.includes(`"${specifier}"`));
  const line = index < 0 ? undefined : index + 1;
  return new CompileError(`${path} imports '${specifier}', ${reason}`, path, source, line);
}
