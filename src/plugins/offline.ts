import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { HtmlTags, LoadContext, Plugin } from '@docusaurus/types';
import { build } from 'esbuild';
import { filesUnder } from '../grading/node/catalogue.ts';
import type { Edition } from '../offline/edition.ts';
import { searchPlugin } from './search.ts';

const source = (file: string) => fileURLToPath(new URL(`../offline/${file}`, import.meta.url));

/** Files for hosts, crawlers and other pages, which no reader of this site needs. */
const notForReaders = /^(sw\.js|sitemap\.xml|robots\.txt|img\/(card|screenshot)\.png)$/;
/** Workbox' own measure of what is too large to be brought to everybody ahead. */
const largestAhead = 2 * 1024 * 1024;

/** What a service worker needs to know of a built site. Addresses are those that pages ask for: a folder, not its index. */
export function readEdition(folder: string): Edition {
  const files = filesUnder(folder, '').filter(
    (file) => !notForReaders.test(file) && statSync(`${folder}/${file}`).isFile(),
  );
  const isLate = (file: string) => statSync(`${folder}/${file}`).size > largestAhead;
  const revision = (file: string) =>
    createHash('sha256')
      .update(readFileSync(`${folder}/${file}`))
      .digest('hex')
      .slice(0, 16);
  return {
    ahead: files
      .filter((file) => !isLate(file))
      .map((file) => ({
        url: file === 'index.html' ? './' : file.replace(/\/index\.html$/, '/'),
        // The name of an asset changes with its content.
        revision: file.startsWith('assets/') ? null : revision(file),
      })),
    late: files.filter(isLate),
  };
}

/** Writes the service worker of a built site. Until then static/sw.js stands in its place, which removes an old one. */
export async function writeServiceWorker(folder: string): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [source('worker.entry.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    define: {
      EDITION: JSON.stringify(readEdition(folder)),
      'process.env.NODE_ENV': '"production"',
    },
    write: false,
  });
  writeFileSync(`${folder}/sw.js`, outputFiles[0]!.text);
}

/**
 * Search and reading offline, in one plugin: Docusaurus starts whatever follows a build all at once, and the worker's
 * list must know the search index.
 */
export default function offlinePlugin(context: LoadContext): Plugin {
  const { postBuild, ...search } = searchPlugin(context);
  const link = (rel: string, href: string) => ({
    tagName: 'link',
    attributes: { rel, href: context.baseUrl + href },
  });
  const themeColor = (scheme: string, content: string) => ({
    tagName: 'meta',
    attributes: { name: 'theme-color', media: `(prefers-color-scheme: ${scheme})`, content },
  });
  const headTags: HtmlTags = [
    link('manifest', 'manifest.webmanifest'),
    link('apple-touch-icon', 'img/icon-192.png'),
    themeColor('light', '#faf8f3'),
    themeColor('dark', '#15171b'),
  ];
  return {
    ...search,
    name: 'lockstep-offline',
    getClientModules: () => [source('register.ts')],
    injectHtmlTags: () => ({ headTags }),
    async postBuild(site) {
      await postBuild?.(site);
      await writeServiceWorker(site.outDir);
    },
  };
}
