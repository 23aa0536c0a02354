import { defineConfig } from 'vitest/config';
import { LastLines } from './last-lines.ts';

/** Files that read what a page shows, or compute in it. They press no keys, and hold nothing to a time. */
const reading = ['determinism.e2e.ts', 'pages.e2e.ts', 'parity.e2e.ts'];

/**
 * Real Chromium against the built site: `npm run build` first, with the same LOCKSTEP_BASE_URL. scripts/e2e.ts runs the two
 * lanes side by side; within each there is one browser at a time. Two that press keys make them come late on two cores.
 */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    globalSetup: './serve.ts',
    // A browser on a busy machine is late at times, or draws nothing any more (visit.ts). last-lines.ts tells of each.
    retry: 3,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 10_000 } },
    fileParallelism: false,
    reporters: ['verbose', new LastLines()],
    projects: [
      { extends: true, test: { name: 'acting', include: ['*.e2e.ts'], exclude: reading } },
      { extends: true, test: { name: 'reading', include: reading } },
    ],
  },
});
