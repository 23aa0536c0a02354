import { createRunner } from './browser.ts';

/** The one door for React. The scripts are built by src/plugins/runtime.ts and arrive when first needed. */
const parts = {
  frame: () => import('@generated/lockstep-runtime/default/frame.json'),
  core: () => import('@generated/lockstep-runtime/default/core.json'),
  full: () => import('@generated/lockstep-runtime/default/full.json'),
};

export const { run, grade, warmUp } = createRunner(
  async (part) => ((await parts[part]()) as { default: string }).default,
);
