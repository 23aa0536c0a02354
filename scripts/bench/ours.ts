import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { buildLanguageWorker } from '../../src/plugins/language.ts';
import { buildEarlyScript, buildRuntime } from '../../src/plugins/runtime.ts';
import { root } from '../../src/grading/node/root.ts';
import { compileSuite } from '../../src/runner/prepare.ts';
import { compileProgram } from '../../src/runner/program.ts';
import { program, vitestSuite } from './program.ts';
import { serveCounted, type Counted } from './serve.ts';

/**
 * Lockstep's own components on a bare React page, as bare as the anchor's: what is compared is the running of code. As
 * on the site, the server has drawn the page. (The anchor cannot be drawn ahead: its bundler begins in the browser.)
 */
export async function openOurs(): Promise<{ url: (query: string) => string; servers: Counted[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-ours-'));
  const page = await serveCounted(folder);
  const shared: BuildOptions = {
    bundle: true,
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [await generated()],
    logLevel: 'error',
  };
  await build({
    ...shared,
    stdin: { contents: app + inBrowser, resolveDir: root, loader: 'tsx' },
    minify: true,
    format: 'esm',
    splitting: true,
    outdir: `${folder}/app`,
    chunkNames: '[name]-[hash]',
  });
  await build({
    ...shared,
    stdin: { contents: app + onServer, resolveDir: root, loader: 'tsx' },
    minify: true,
    platform: 'node',
    format: 'cjs',
    outfile: `${folder}/server.cjs`,
  });
  const { render } = createRequire(import.meta.url)(`${folder}/server.cjs`) as {
    render: (query: string) => string;
  };
  writeFileSync(folder + languageWorker, await buildLanguageWorker());
  const early = await buildEarlyScript();
  for (const [name, query] of Object.entries(pages)) {
    writeFileSync(
      `${folder}/${name}.html`,
      `<!doctype html><meta charset="utf-8"><title>ours</title><link rel="stylesheet" href="/app/stdin.css"><div id="root">${render(query)}</div><script>${early}</script><script type="module" src="/app/stdin.js"></script>`,
    );
  }
  const nameOf = (query: string) => Object.entries(pages).find(([, each]) => each === query)![0];
  return { url: (query) => `${page.origin}/${nameOf(query)}.html?${query}`, servers: [page] };
}

const languageWorker = '/app/language.js';

const pages = { one: '', six: 'n=6', tests: 'tests' };

const app = `
  import { Exercise } from './src/components/Exercise/Exercise.tsx';
  import { LiveExample } from './src/components/LiveExample/LiveExample.tsx';
  const program = ${JSON.stringify(program)};
  const example = JSON.stringify(${JSON.stringify({ entry: '/index.ts', files: { '/index.ts': program }, program: compileProgram({ '/index.ts': program }, '/index.ts'), expected: [] })});
  const exercise = JSON.stringify({ title: 'Machine', summary: '', stub: program, tests: 20 });
  function App({ query }) {
    return query.has('tests')
      ? <Exercise id="bench/machine" source={exercise} />
      : Array.from({ length: Number(query.get('n') ?? 1) }, (_, i) => <LiveExample key={i} title={'Example ' + i} source={example} debounce={0} />);
  }
`;

const onServer = `
  import { renderToString } from 'react-dom/server';
  export const render = (query) => renderToString(<App query={new URLSearchParams(query)} />);
`;

const inBrowser = `
  import { hydrateRoot } from 'react-dom/client';
  const query = new URLSearchParams(location.search);
  hydrateRoot(document.getElementById('root'), <App query={query} />);
  // The anchor's tests run as soon as they can; so do ours.
  if (query.has('tests')) {
    const timer = setInterval(() => {
      const check = [...document.querySelectorAll('button')].find((button) => button.textContent === 'Check' && !button.disabled);
      if (check) { clearInterval(timer); check.click(); }
    }, 5);
  }
`;

/** What Docusaurus would generate and provide. */
async function generated(): Promise<Plugin> {
  const parts = Object.fromEntries(
    await Promise.all(
      (['frame', 'compiler', 'core', 'full'] as const).map(
        async (part) => [part, await buildRuntime(part)] as const,
      ),
    ),
  );
  const exercise = { suite: compileSuite('bench/machine', vitestSuite, []), solution: '', hints: {} };
  return {
    name: 'generated',
    setup(esbuild) {
      esbuild.onResolve({ filter: /^@generated\/|^@docusaurus\// }, ({ path }) => ({
        path,
        namespace: 'generated',
      }));
      esbuild.onLoad({ filter: /.*/, namespace: 'generated' }, ({ path }) => {
        const part = /lockstep-runtime\/default\/(\w+)\.json$/.exec(path)?.[1];
        if (part) return { contents: JSON.stringify(parts[part]), loader: 'json' };
        if (path.includes('/lockstep-language/'))
          return { contents: JSON.stringify({ url: languageWorker }), loader: 'json' };
        if (path.endsWith('loaders')) {
          return {
            contents: `export const loaders = { 'bench/machine': async () => ({ default: ${JSON.stringify(exercise)} }) };`,
            loader: 'js',
          };
        }
        return { contents: 'export default ({ children }) => children;', loader: 'js' };
      });
    },
  };
}
