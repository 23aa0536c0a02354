import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { launch } from '../../test/e2e/browser.ts';
import { lessonFiles } from '../../src/grading/node/catalogue.ts';
import { root } from '../../src/grading/node/root.ts';
import { lessonPath } from '../../test/e2e/paths.ts';
import { serveCounted } from './serve.ts';

/**
 * Bytes of JavaScript, gzip, that a page loads before anyone touches it: a lesson of ours, and a bare Docusaurus page. What
 * Docusaurus fetches ahead for the pages that it links to is not the page's own, and left out on both sides.
 */
export async function lessonScripts(): Promise<{ lesson: number; bare: number }> {
  const site = `${root}/.lockstep/bare`;
  rmSync(site, { recursive: true, force: true });
  mkdirSync(`${site}/docs`, { recursive: true });
  writeFileSync(`${site}/package.json`, '{}');
  writeFileSync(
    `${site}/docs/intro.md`,
    '---\nslug: /\n---\n\n# Intro\n\nHello.\n\n```ts\nconst a = 1;\n```\n',
  );
  writeFileSync(`${site}/docs/second.md`, '# Second\n\nHello again.\n');
  writeFileSync(
    `${site}/docusaurus.config.js`,
    `module.exports = { title: 'Bare', url: 'https://bare.example', baseUrl: '/', future: { v4: true, faster: true },
      presets: [['classic', { blog: false, docs: { routeBasePath: '/' } }]] };`,
  );
  const docusaurus = `${root}/node_modules/@docusaurus/core/bin/docusaurus.mjs`;
  execFileSync(process.execPath, [docusaurus, 'build', '--out-dir', `${site}/build`], {
    cwd: site,
    stdio: 'ignore',
  });
  execFileSync(process.execPath, [docusaurus, 'build', '--out-dir', `${root}/.lockstep/site`], {
    cwd: root,
    stdio: 'ignore',
    env: { ...process.env, LOCKSTEP_BASE_URL: '/' },
  });
  const lessons = lessonFiles(root).filter((file) => file.split('/').length === 4);
  return {
    lesson: Math.max(
      ...(await Promise.all(
        lessons.map((lesson) => scripts(`${root}/.lockstep/site`, `/${lessonPath(lesson)}`)),
      )),
    ),
    bare: await scripts(`${site}/build`, '/second'),
  };
}

async function scripts(folder: string, path: string): Promise<number> {
  const server = await serveCounted(folder);
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(server.origin + path, { waitUntil: 'networkidle' });
  await browser.close();
  server.close();
  return server
    .takeRequests()
    .filter(({ path, ahead }) => path.endsWith('.js') && !ahead)
    .reduce((sum, { gzip }) => sum + gzip, 0);
}
