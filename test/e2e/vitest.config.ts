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
    // Two browsers at a time, which wait more than they work: with three, two cores are full, and clicks come late.
    maxWorkers: 2,
    reporters: ['verbose'],
  },
});
