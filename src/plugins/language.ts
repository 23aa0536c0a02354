import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Plugin as EsbuildPlugin } from 'esbuild';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { made } from '../grading/node/made.ts';
import { readLibrary } from '../language/node/library.ts';
import { staticFolder } from './static-folder.ts';
import { exportedNames, trimTypeScript } from './trim-typescript.ts';

const source = fileURLToPath(new URL('../language/', import.meta.url));

const notice =
  '/*! With TypeScript (Apache License 2.0, © Microsoft) and declarations of Vitest and fast-check (MIT License). */';

/** The language worker's whole script: TypeScript cut down, the libraries, and src/language around them. */
export async function buildLanguageWorker(): Promise<string> {
  const { before, keep } = made('language-worker');
  if (before !== undefined) return before;
  const { outputFiles } = await build({
    entryPoints: [`${source}worker.entry.ts`],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    banner: { js: notice },
    logLevel: 'warning',
    plugins: [withLibrary, withTrimmedTypeScript],
  });
  return keep(outputFiles[0]!.text);
}

const withLibrary: EsbuildPlugin = {
  name: 'lockstep-library',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^lockstep:library$/ }, ({ path }) => ({ path, namespace: 'lockstep' }));
    esbuild.onLoad({ filter: /.*/, namespace: 'lockstep' }, () => ({
      contents: JSON.stringify(readLibrary()),
      loader: 'json',
    }));
  },
};

const withTrimmedTypeScript: EsbuildPlugin = {
  name: 'lockstep-typescript',
  setup(esbuild) {
    esbuild.onLoad({ filter: /[\\/]typescript[\\/]lib[\\/]typescript\.js$/ }, ({ path }) => {
      const typescript = readFileSync(path, 'utf8');
      return { contents: trimTypeScript(typescript, namesUsed(exportedNames(typescript))), loader: 'js' };
    });
    // It asks for Node's modules only where there are any.
    esbuild.onResolve(
      { filter: /^(perf_hooks|fs|path|os|crypto|inspector|source-map-support)$/ },
      ({ path }) => ({
        path,
        external: true,
      }),
    );
  },
};

/** What src/language takes from TypeScript, by reading it: `ts.` and a name. */
function namesUsed(exported: ReadonlySet<string>): string[] {
  const files = ['checker.ts', 'options.ts', 'words.ts'].map((file) => readFileSync(source + file, 'utf8'));
  const used = files.flatMap((text) => [...text.matchAll(/(?<=\bts\s*\.)\w+/g)].map(([name]) => name));
  return [...new Set(used)].filter((name) => exported.has(name));
}

/** Puts the script beside the fonts, under a name that changes with it, and tells the page where. */
export default function languagePlugin({ baseUrl }: LoadContext): Plugin<string> {
  return {
    name: 'lockstep-language',
    async loadContent() {
      const script = await buildLanguageWorker();
      const name = `lockstep-language.${createHash('sha256').update(script).digest('hex').slice(0, 10)}.js`;
      const folder = `${staticFolder}/language`;
      mkdirSync(folder, { recursive: true });
      readdirSync(folder).forEach((old) => old !== name && rmSync(`${folder}/${old}`));
      writeFileSync(`${folder}/${name}`, script);
      return name;
    },
    async contentLoaded({ content, actions }) {
      await actions.createData('service.json', JSON.stringify({ url: `${baseUrl}language/${content}` }));
    },
    getPathsToWatch: () => [`${source}**/*.ts`],
  };
}
