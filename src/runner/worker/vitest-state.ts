import { setSafeTimers } from '@vitest/utils/timers';

/**
 * Vitest's main entry reads `globalThis.__vitest_worker__` lazily. This is the least it needs to run suites in a
 * worker without Vite and without Node: no module mocks, no snapshots on disk, no environments.
 */
setSafeTimers();

const snapshots = new Map<string, string>();

export const config = {
  root: '/',
  mode: 'test',
  setupFiles: [],
  passWithNoTests: false,
  allowOnly: true,
  sequence: { seed: 1, hooks: 'stack', setupFiles: 'parallel', shuffle: false, concurrent: false },
  maxConcurrency: 5,
  testTimeout: 0,
  hookTimeout: 0,
  retry: 0,
  includeTaskLocation: false,
  tags: [],
  strictTags: false,
  expect: { poll: {} },
  fakeTimers: { loopLimit: 10_000 },
  snapshotOptions: {
    updateSnapshot: 'none',
    expand: false,
    snapshotFormat: { printBasicPrototype: false, escapeString: false },
    snapshotEnvironment: {
      getVersion: () => '1',
      getHeader: () => '// Vitest Snapshot v1',
      resolveRawPath: async (_test: string, path: string) => path,
      resolvePath: async (path: string) => `${path}.snap`,
      prepareDirectory: async () => {},
      saveSnapshotFile: async (path: string, text: string) => void snapshots.set(path, text),
      readSnapshotFile: async (path: string) => snapshots.get(path) ?? null,
      removeSnapshotFile: async (path: string) => void snapshots.delete(path),
      processStackTrace: (stack: unknown) => stack,
    },
  },
  logHeapUsage: false,
  clearMocks: false,
  mockReset: false,
  restoreMocks: false,
  unstubEnvs: false,
  unstubGlobals: false,
  experimental: { viteModuleRunner: true, importDurations: { limit: 0 } },
  environmentOptions: {},
  env: {},
};

const state = {
  ctx: { pool: 'browser' },
  pool: 'browser',
  config,
  environment: { name: 'browser', viteEnvironment: 'client' },
  rpc: new Proxy({}, { get: () => async () => {} }),
  current: undefined,
  filepath: undefined as string | undefined,
  providedContext: {},
  durations: { environment: 0, prepare: 0 },
  evaluatedModules: { idToModuleMap: new Map(), getModuleById: () => undefined, invalidateModule() {} },
  resolvingModules: new Set(),
  moduleExecutionInfo: new Map(),
  metaEnv: { DEV: true, PROD: false, SSR: true, MODE: 'test', BASE_URL: '/' },
  onCleanup() {},
  onCancel() {},
};

Object.defineProperty(globalThis, '__vitest_worker__', { value: state, configurable: true, writable: true });

export function setFile(path: string): void {
  state.filepath = path;
}
