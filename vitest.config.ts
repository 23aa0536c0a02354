import { defineConfig } from 'vitest/config';

/** Answers that hang are let go after seconds, and each of these files keeps both cores busy: they go one after the other. */
const timed = ['bad-input', 'bad-worlds', 'exercises', 'lab-own', 'parts'].map(
  (name) => `test/course/${name}.test.ts`,
);
const fixture = 'test/course/fixture/**';

/** The course proves itself here. The learner's exercises are graded by scripts/grade.ts, which needs its own projects. */
export default defineConfig({
  test: {
    projects: [
      // Pure code and its tests leave nothing behind: a process for each file would cost as much again as they do.
      { extends: true, test: { name: 'code', include: ['src/**/*.test.ts'], isolate: false } },
      {
        extends: true,
        test: { name: 'course', include: ['test/course/**/*.test.ts'], exclude: [fixture, ...timed] },
      },
      {
        extends: true,
        test: { name: 'timed', include: timed, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
    // Vitest would leave one of two cores idle.
    maxWorkers: 2,
    reporters: ['dot'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
  },
});
