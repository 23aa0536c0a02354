import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../src/grading/node/root.ts';
import { jestSuite, program } from './program.ts';
import { serveCounted, type Counted } from './serve.ts';

/**
 * The anchor: Sandpack's official bundler from the `@codesandbox/sandpack-client` package, self-hosted on a host of its
 * own, in the one configuration that works without the Internet (an empty registry beside the page).
 */
export async function openAnchor(): Promise<{ url: (query: string) => string; servers: Counted[] }> {
  const bundler = await serveCounted(`${root}/node_modules/@codesandbox/sandpack-client/sandpack`);
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-anchor-'));
  const page = await serveCounted(folder);
  makeRegistry(folder, page.origin);
  await build({
    stdin: { contents: app(bundler.origin, page.origin), resolveDir: root, loader: 'tsx' },
    bundle: true,
    minify: true,
    format: 'esm',
    splitting: true,
    outdir: `${folder}/app`,
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  writeFileSync(
    `${folder}/index.html`,
    '<!doctype html><meta charset="utf-8"><title>anchor</title><div id="root"></div><script type="module" src="/app/stdin.js"></script>',
  );
  return { url: (query) => `${page.origin}/index.html?${query}`, servers: [page, bundler] };
}

const app = (bundlerURL: string, origin: string) => `
  import { createRoot } from 'react-dom/client';
  import { SandpackCodeEditor, SandpackConsole, SandpackLayout, SandpackPreview, SandpackProvider, SandpackTests } from '@codesandbox/sandpack-react';
  const query = new URLSearchParams(location.search);
  const files = {
    '/index.ts': ${JSON.stringify(program)},
    '/index.test.ts': { code: query.has('tests') ? ${JSON.stringify(jestSuite)} : '', hidden: true },
    '/package.json': { code: JSON.stringify({ main: '/index.ts', dependencies: {} }), hidden: true },
  };
  if (!query.has('tests')) delete files['/index.test.ts'];
  const One = () => (
    <SandpackProvider files={files}
      customSetup={{ environment: 'create-react-app', entry: '/index.ts',
        npmRegistries: [{ enabledScopes: [], limitToScopes: false, proxyEnabled: false, registryUrl: '${origin}/registry' }] }}
      options={{ bundlerURL: '${bundlerURL}/', activeFile: '/index.ts', recompileMode: 'immediate', initMode: 'immediate' }}>
      <SandpackLayout style={{ display: 'block' }}>
        <SandpackCodeEditor showLineNumbers style={{ height: 300 }} />
        {query.has('tests') ? <SandpackTests verbose style={{ height: 200 }} /> : <SandpackConsole standalone style={{ height: 200 }} />}
      </SandpackLayout>
    </SandpackProvider>
  );
  createRoot(document.getElementById('root')).render(Array.from({ length: Number(query.get('n') ?? 1) }, (_, i) => <One key={i} />));
`;

/** Three empty packages and the real `@babel/runtime`: all that the bundler asks of a registry for this program. */
function makeRegistry(folder: string, origin: string) {
  const runtime = JSON.parse(readFileSync(`${root}/node_modules/@babel/runtime/package.json`, 'utf8')) as {
    version: string;
  };
  const packages: [string, string, boolean][] = [
    ['@babel/core', '7.21.8', false],
    ['babel-runtime', '6.26.0', false],
    ['node-libs-browser', '2.2.1', false],
    ['@babel/runtime', runtime.version, true],
  ];
  mkdirSync(`${folder}/registry`, { recursive: true });
  for (const [name, version, real] of packages) {
    const flat = name.replace('/', '-').replace('@', '');
    const source = mkdtempSync(join(tmpdir(), 'lockstep-package-'));
    if (real) cpSync(`${root}/node_modules/${name}`, `${source}/package`, { recursive: true });
    else {
      mkdirSync(`${source}/package`);
      writeFileSync(`${source}/package/package.json`, JSON.stringify({ name, version, main: 'index.js' }));
      writeFileSync(`${source}/package/index.js`, 'module.exports = {};');
    }
    const tarball = `${folder}/registry/${flat}.tgz`;
    execFileSync('tar', ['-czf', tarball, '-C', source, 'package']);
    const shasum = createHash('sha1').update(readFileSync(tarball)).digest('hex');
    const dist = { tarball: `${origin}/registry/${flat}.tgz`, shasum };
    const metadata = {
      name,
      'dist-tags': { latest: version },
      versions: { [version]: { name, version, main: 'index.js', dist } },
    };
    writeFileSync(
      `${folder}/registry/${encodeURIComponent(name).replace('%40', '@').toLowerCase()}`,
      JSON.stringify(metadata),
    );
  }
}
