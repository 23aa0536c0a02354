import { defineConfig } from 'vitest/config';

const project = (name: string, include: string, isolate: boolean) => ({
  extends: true as const,
  test: { name, include: [include], isolate },
});

/** The course proves itself here. The learner's exercises are graded by scripts/grade.ts, which needs its own projects. */
export default defineConfig({
  test: {
    projects: [
      // Pure code and its tests leave nothing behind: a process for each file would cost as much again as they do.
      project('code', 'src/**/*.test.ts', false),
      project('course', 'test/course/**/*.test.ts', true),
    ],
    exclude: ['**/node_modules/**', 'test/course/fixture/**'],
    // Vitest would leave one of two cores idle.
    maxWorkers: 2,
    reporters: ['dot'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
  },
});
