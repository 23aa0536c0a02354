import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { root } from '../../src/grading/node/grade.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built site is served, base path included, with a slash at the end. */
    site: string;
  }
}

const port = 4173;

/** Serves the build as a reader would: `npm run serve`. */
export default async function setup(project: TestProject) {
  if (!existsSync(`${root}/build/index.html`))
    throw new Error('There is no build to test. Run: npm run build');
  const site = `http://127.0.0.1:${port}${process.env['LOCKSTEP_BASE_URL'] ?? '/'}`;
  const server = spawn(
    process.execPath,
    [
      'node_modules/@docusaurus/core/bin/docusaurus.mjs',
      'serve',
      '--no-open',
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const exited = new Promise<never>((_, reject) =>
    server.once('exit', (code) =>
      reject(new Error(`The server ended with code ${code} before the tests did.`)),
    ),
  );
  exited.catch(() => {});
  await Promise.race([reachable(site), exited]);
  project.provide('site', site);
  return () => void server.kill();
}

async function reachable(url: string): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt++) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${url} does not answer. Was the site built with the same LOCKSTEP_BASE_URL?`);
}
