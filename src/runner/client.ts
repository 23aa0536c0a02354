import frame from '@generated/lockstep-runtime/default/frame.json';
import { createRunner } from './browser.ts';

/**
 * The one door for React. The scripts are built by src/plugins/runtime.ts and arrive when first needed; their chunks'
 * names keep them out of every page (src/plugins/bundling.ts).
 */
const parts = {
  frame: async () => ({ default: frame }),
  compiler: () =>
    import(/* webpackChunkName: "lockstep-compiler" */ '@generated/lockstep-runtime/default/compiler.json'),
  core: () => import(/* webpackChunkName: "lockstep-core" */ '@generated/lockstep-runtime/default/core.json'),
  full: () => import(/* webpackChunkName: "lockstep-full" */ '@generated/lockstep-runtime/default/full.json'),
};

export const { run, grade, warmUp } = createRunner(
  async (part) => ((await parts[part]()) as { default: string }).default,
);
