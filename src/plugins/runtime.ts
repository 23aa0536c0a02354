import { build, type BuildOptions } from 'esbuild';
import { fileURLToPath } from 'node:url';
import type { Plugin } from '@docusaurus/types';

const runner = fileURLToPath(new URL('../runner/', import.meta.url));

const entries = {
  frame: `${runner}frame.entry.ts`,
  compiler: `${runner}compiler.entry.ts`,
  core: `${runner}worker/core.entry.ts`,
  full: `${runner}worker/full.entry.ts`,
};

/** Builds the scripts that run and grade code apart from the page, as text that the page hands to its frame. */
export async function buildRuntime(part: keyof typeof entries): Promise<string> {
  // The value of the compiler's script is what it exports.
  if (part === 'compiler') {
    return `${await bundle(entries.compiler, { globalName: 'lockstepCompiler' })};lockstepCompiler.default`;
  }
  // Vitest and fast-check print names of their own functions; nothing in the core does.
  return bundle(entries[part], { minifyIdentifiers: part !== 'full' });
}

/** The few lines at the end of each page's HTML that make the frame before any bundle has come. */
export async function buildEarlyScript(): Promise<string> {
  const script = await bundle(`${runner}early.entry.ts`, {
    define: { FRAME_SOURCE: JSON.stringify(await buildRuntime('frame')) },
  });
  return script.replaceAll('</script', '<\\/script');
}

async function bundle(entry: string, options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minifyWhitespace: true,
    minifySyntax: true,
    minifyIdentifiers: true,
    legalComments: 'none',
    logLevel: 'warning',
    ...options,
    define: { 'process.env.NODE_ENV': '"production"', ...options.define },
    write: false,
  });
  return outputFiles[0]!.text;
}

export default function runtimePlugin(): Plugin<string> {
  return {
    name: 'lockstep-runtime',
    loadContent: buildEarlyScript,
    injectHtmlTags: ({ content }) => ({ postBodyTags: [{ tagName: 'script', innerHTML: content }] }),
    async contentLoaded({ actions }) {
      for (const part of Object.keys(entries) as (keyof typeof entries)[]) {
        await actions.createData(`${part}.json`, JSON.stringify(await buildRuntime(part)));
      }
    },
    getPathsToWatch: () => [`${runner}**/*.ts`],
  };
}
