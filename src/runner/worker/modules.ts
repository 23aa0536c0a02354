import type { Guard } from '../guard.ts';
import type { Program } from '../program.ts';
import type { Builtins, Exports } from './builtins.ts';

type Require = (specifier: string) => Exports;
type Body = (require: Require, exports: Exports, guard: Guard) => unknown;

interface Loaded {
  readonly exports: Exports;
  ready: Promise<void>;
}

/** Evaluates a program's modules: dependencies first, each once, top-level await allowed. */
export function createModules(program: Program, builtins: Builtins, guard: Guard) {
  const loaded = new Map<string, Loaded>();
  const provided = new Map<string, Exports>();
  const evaluate = globalThis.eval as (code: string) => Body; // indirect: no local name is in reach

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
    const { body, imports } = program.modules[path]!;
    for (const target of Object.values(imports)) {
      if (Object.hasOwn(program.modules, target)) await load(target, importers);
      else if (!provided.has(target)) provided.set(target, await builtins[target]!());
    }
    const require: Require = (specifier) => {
      const target = Object.hasOwn(imports, specifier) ? imports[specifier]! : '';
      const found = loaded.get(target)?.exports ?? provided.get(target);
      if (found) return found;
      throw new Error(`'${specifier}' is imported while the program runs. Import it at the top of ${path}.`);
    };
    await evaluate(body)(require, exports, guard);
  }

  return { load };
}
