/** One set of limits for the page and the command line, in milliseconds. */
export const limits = {
  /** A loop in the learner's file may hold one turn this long before the guard throws. */
  loop: 1_000,
  /** One test, asynchronous parts included. */
  test: 3_000,
  /** Without a sign of life the run is killed: recursion in microtasks, a runaway regular expression. */
  blocked: 3_000,
  /** One whole check, and one whole run of a live example. */
  total: 30_000,
} as const;
