import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import type { Plugin } from '@docusaurus/types';

const runner = fileURLToPath(new URL('../runner/', import.meta.url));

const entries = {
  frame: `${runner}frame.entry.ts`,
  core: `${runner}worker/core.entry.ts`,
  full: `${runner}worker/full.entry.ts`,
};

/** Builds the scripts that run and grade code apart from the page, as text that the page hands to its frame. */
export function buildRuntime(
  part: keyof typeof entries,
  platform: 'browser' | 'node' = 'browser',
): Promise<string> {
  return build({
    entryPoints: [entries[part]],
    bundle: true,
    write: false,
    format: 'iife',
    platform,
    target: 'es2022',
    minifyWhitespace: true,
    minifySyntax: true,
    // Vitest and fast-check print names of their own functions; nothing in the core does.
    minifyIdentifiers: part !== 'full',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  }).then(({ outputFiles }) => outputFiles[0]!.text);
}

export default function runtimePlugin(): Plugin {
  return {
    name: 'lockstep-runtime',
    async contentLoaded({ actions }) {
      for (const part of Object.keys(entries) as (keyof typeof entries)[]) {
        await actions.createData(`${part}.json`, JSON.stringify(await buildRuntime(part)));
      }
    },
    getPathsToWatch: () => [`${runner}**/*.ts`],
  };
}
