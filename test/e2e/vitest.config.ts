import { defineConfig } from 'vitest/config';

/** Real Chromium against the built site: `npm run build` first, with the same LOCKSTEP_BASE_URL. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.e2e.ts'],
    globalSetup: './serve.ts',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 10_000 } },
    // One browser at a time: with two, clicks and keys come late on two cores, and now and then too late.
    fileParallelism: false,
    reporters: ['verbose'],
  },
});
