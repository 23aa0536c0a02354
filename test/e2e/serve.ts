import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { serveFolder } from '../../scripts/serve-folder.ts';
import { root } from '../../src/grading/node/root.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built site is served, base path included, with a slash at the end. */
    site: string;
  }
}

/**
 * Serves the build as a reader's host would, with the base path it was built for, but without its service worker: in the
 * new browser of each test that would bring the whole course once more. web.e2e.ts has a site with one.
 */
export default async function setup(project: TestProject) {
  if (!existsSync(`${root}/build/index.html`))
    throw new Error('There is no build to test. Run: npm run build');
  const base = process.env['LOCKSTEP_BASE_URL'] ?? '/';
  const { origin, close } = await serveFolder(`${root}/build`, { base, without: ['sw.js'] });
  const page = await fetch(origin + base).then((answer) => answer.text());
  if (!page.includes(`src=${base}assets/`) && !page.includes(`src="${base}assets/`)) {
    throw new Error(
      `The site was not built for the base path ${base}. Build and test with the same LOCKSTEP_BASE_URL.`,
    );
  }
  project.provide('site', origin + base);
  return close;
}
