import { defineConfig } from 'vitest/config';

/** The course proves itself here. The learner's exercises are graded by scripts/grade.ts, which needs its own projects. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/course/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/course/fixture/**'],
    reporters: ['dot'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
  },
});
