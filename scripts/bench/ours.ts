import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { buildLanguageWorker } from '../../src/plugins/language.ts';
import { buildEarlyScript, buildRuntime } from '../../src/plugins/runtime.ts';
import { root } from '../../src/grading/node/root.ts';
import { compileSuite } from '../../src/runner/prepare.ts';
import { compileProgram } from '../../src/runner/program.ts';
import type { ExerciseFiles } from '../../src/workbook/load-exercise.ts';
import type { ExerciseSource, LiveExampleSource } from '../../src/workbook/sources.ts';
import { program, vitestSuite } from './program.ts';
import { serveCounted, type Counted } from './serve.ts';

/**
 * Lockstep's own components on a bare React page, as bare as the anchor's: what is compared is the running of code. As
 * on the site, the server has drawn the page. (The anchor cannot be drawn ahead: its bundler begins in the browser.)
 */
export async function openOurs(): Promise<{ url: (query: string) => string; servers: Counted[] }> {
  const folder = `${root}/.lockstep/ours`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
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

const example: LiveExampleSource = {
  entry: '/index.ts',
  files: { '/index.ts': program },
  program: compileProgram({ '/index.ts': program }, '/index.ts'),
  expected: [],
};
const exercise: ExerciseSource = { title: 'Machine', summary: '', stub: program, parts: [], tests: 20 };

const app = `
  import { Exercise } from './src/components/Exercise/Exercise.tsx';
  import { LiveExample } from './src/components/LiveExample/LiveExample.tsx';
  const example = JSON.stringify(${JSON.stringify(example)});
  const exercise = JSON.stringify(${JSON.stringify(exercise)});
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

/** Of Docusaurus' own modules, what components ask of them: a site of one page, in which a link is its words. */
const docusaurus: Readonly<Record<string, string>> = {
  Link: 'export default ({ children }) => children;',
  useBaseUrl: 'export default (path) => path;',
  useBrokenLinks: 'export default () => ({ collectAnchor() {}, collectLink() {} });',
  useDocusaurusContext: `
    const context = { siteConfig: { baseUrl: '/', url: 'http://127.0.0.1', customFields: {} } };
    export default () => context;`,
  router: `
    const location = { pathname: '/', hash: '', search: '' };
    export const useLocation = () => location;
    export const useHistory = () => history;`,
  client: 'export const useDocsSidebar = () => undefined;',
};

/** What Docusaurus would generate and provide. */
async function generated(): Promise<Plugin> {
  const parts = Object.fromEntries(
    await Promise.all(
      (['frame', 'compiler', 'core', 'full'] as const).map(
        async (part) => [part, await buildRuntime(part)] as const,
      ),
    ),
  );
  const files: ExerciseFiles = {
    suite: compileSuite('bench/machine', vitestSuite, []),
    solution: '',
    parts: {},
    hints: {},
  };
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
            contents: `export const loaders = { 'bench/machine': async () => ({ default: ${JSON.stringify(files)} }) };`,
            loader: 'js',
          };
        }
        const module = docusaurus[path.split('/').at(-1)!];
        return module === undefined
          ? { errors: [{ text: `${path}: scripts/bench/ours.ts says nothing of this module.` }] }
          : { contents: module, loader: 'js' };
      });
    },
  };
}
