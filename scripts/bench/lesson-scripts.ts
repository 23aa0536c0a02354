import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { launch } from '../../test/e2e/browser.ts';
import { lessonFiles } from '../../src/grading/node/catalogue.ts';
import { root } from '../../src/grading/node/root.ts';
import { lessonPath } from '../../test/e2e/paths.ts';
import { serveCounted } from './serve.ts';

/** Folders of two built sites, each for the base path /. */
export interface Sites {
  readonly ours: string;
  /** The least that Docusaurus makes of two pages. */
  readonly bare: string;
}

export function buildSites(): Sites {
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
  return { ours: `${root}/.lockstep/site`, bare: `${site}/build` };
}

const lessons = (): string[] => lessonFiles(root).filter((file) => file.split('/').length === 4);

export const lessonPaths = (): string[] => lessons().map((file) => `/${lessonPath(file)}`);

/** Bytes of JavaScript, gzip, that a page loads before anyone touches it: the heaviest lesson of each chapter and of all, and a bare Docusaurus page. */
export async function lessonScripts({ ours, bare }: Sites) {
  const scripts = async (folder: string, path: string) => (await loadedBy(folder, path)).js ?? 0;
  const chapters: Record<string, number> = {};
  for (const file of lessons()) {
    const chapter = file.split('/')[1]!;
    chapters[chapter] = Math.max(chapters[chapter] ?? 0, await scripts(ours, `/${lessonPath(file)}`));
  }
  const lesson = Math.max(...Object.values(chapters));
  return { chapters, lesson, bare: await scripts(bare, '/second') };
}

/**
 * Bytes, gzip, that a page loads before anyone touches it, by the ending of the file. What Docusaurus fetches ahead for
 * the pages that it links to, and what is kept for reading offline, is not the page's own.
 */
export async function loadedBy(folder: string, path: string): Promise<Readonly<Record<string, number>>> {
  const server = await serveCounted(folder);
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  await page.goto(server.origin + path, { waitUntil: 'networkidle' });
  await browser.close();
  server.close();
  const bytes: Record<string, number> = {};
  for (const { path, gzip, ahead } of server.takeRequests()) {
    const ending = /\.(\w+)$/.exec(path)?.[1] ?? 'html';
    if (!ahead) bytes[ending] = (bytes[ending] ?? 0) + gzip;
  }
  return bytes;
}
