import { wrapModule, type Compiled } from '../compile.ts';
import type { Guard } from '../guard.ts';

type Exports = Record<string, unknown>;
type Require = (specifier: string) => Exports;

export interface ModuleHost {
  /** Compiles the file at a path that `resolve` returned. @throws CompileError */
  compile(path: string): Compiled;
  /** @returns a module already at hand, a path to load, or undefined when there is nothing under that name */
  resolve(specifier: string, importer: string): { builtin: Exports } | { path: string } | undefined;
  /** A sentence for an import that leads nowhere. */
  explainMissing(specifier: string, importer: string): string;
  readonly guard: Guard;
}

interface Loaded {
  readonly exports: Exports;
  ready: Promise<void>;
}

/** Evaluates ES modules from text: dependencies first, each once, top-level await allowed. */
export function createModules(host: ModuleHost) {
  const loaded = new Map<string, Loaded>();
  const evaluate = globalThis.eval as (code: string) => unknown; // indirect: no local name is in reach

  async function load(path: string, importers: readonly string[] = []): Promise<Exports> {
    const known = loaded.get(path);
    if (known) {
      // A cycle gets the exports as they are so far, as in every module system.
      if (!importers.includes(path)) await known.ready;
      return known.exports;
    }
    const module: Loaded = { exports: {}, ready: Promise.resolve() };
    loaded.set(path, module);
    module.ready = start(path, module.exports, [...importers, path]);
    await module.ready;
    return module.exports;
  }

  async function start(path: string, exports: Exports, importers: readonly string[]): Promise<void> {
    const compiled = host.compile(path);
    for (const node of compiled.program.body) {
      if (!('source' in node) || !node.source) continue;
      const target = find(String(node.source.value), path);
      if ('path' in target) await load(target.path, importers);
    }
    const require: Require = (specifier) => {
      const target = find(specifier, path);
      if ('builtin' in target) return target.builtin;
      const dependency = loaded.get(target.path);
      if (!dependency)
        throw new Error(
          `'${specifier}' is imported while the program runs. Import it at the top of ${path}.`,
        );
      return dependency.exports;
    };
    const body = evaluate(wrapModule(compiled, path)) as (
      require: Require,
      exports: Exports,
      guard: Guard,
    ) => unknown;
    await body(require, exports, host.guard);
  }

  function find(specifier: string, importer: string) {
    const target = host.resolve(specifier, importer);
    if (!target) throw new Error(host.explainMissing(specifier, importer));
    return target;
  }

  return { load };
}

/** `./account.ts` beside `/example.ts` → `/account.ts`; the extension may be left out. */
export function resolveRelative(
  specifier: string,
  importer: string,
  has: (path: string) => boolean,
): string | undefined {
  const parts = specifier.startsWith('/') ? [] : importer.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  const base = `/${parts.filter(Boolean).join('/')}`;
  return [base, `${base}.ts`, base.replace(/\.js$/, '.ts'), `${base}/index.ts`].find(has);
}
