import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { normalizePluginOptions } from '@docusaurus/utils-validation';
import type { PluginOptions } from '@easyops-cn/docusaurus-search-local';
import { root } from '../grading/node/root.ts';
import { plainLessons } from './plain-lessons.ts';

const { default: localSearch, validateOptions } = createRequire(import.meta.url)(
  '@easyops-cn/docusaurus-search-local',
) as {
  default: (context: LoadContext, options: unknown) => Plugin;
  validateOptions: (given: { options: Partial<PluginOptions>; validate: unknown }) => unknown;
};

const options: Partial<PluginOptions> = {
  docsRouteBasePath: '/',
  indexBlog: false,
  searchResultLimits: 10,
  // Found are prose, headings and exercises: neither code and its buttons, nor the words in a drawing, nor the answer to
  // a prediction.
  ignoreCssSelectors: [
    '[data-will] > :not(header)',
    '[data-will] [role="tablist"]',
    '[data-search="no"]',
    'figure > :not(figcaption)',
    'fieldset [role="status"]',
    'noscript',
  ],
};

/**
 * The index and the engine of @easyops-cn/docusaurus-search-local; what the reader sees is src/components/Search. The
 * plugin reads the pages that a build has rendered. A dev server renders none, so there it gets plain ones.
 */
export function searchPlugin(context: LoadContext): Plugin {
  const { configureWebpack, postBuild, getThemePath } = localSearch(
    context,
    validateOptions({ options, validate: normalizePluginOptions }),
  );
  return {
    name: 'lockstep-search',
    configureWebpack,
    postBuild,
    getThemePath,
    async loadContent() {
      if (process.env['NODE_ENV'] === 'production') return;
      const { baseUrl, siteConfig } = context;
      const outDir = `${root}/.lockstep/search`;
      const pages = plainLessons();
      for (const { path, html } of pages) {
        mkdirSync(`${outDir}/${path}`, { recursive: true });
        writeFileSync(`${outDir}/${path}index.html`, html);
      }
      const routesPaths = pages.map(({ path }) => baseUrl + path);
      await postBuild?.({ routesPaths, outDir, baseUrl, siteConfig } as never);
      copyFileSync(`${outDir}/search-index.json`, `${root}/.lockstep/static/search-index.json`);
    },
  };
}
