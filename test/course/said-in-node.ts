import { made } from '../../src/grading/node/made.ts';
import type { Verdict } from '../../src/grading/verdict.ts';

/** What Node says is worked out once, by the unit tests; the end-to-end tests hold Chromium against it. */

/** Path of the answer, from the root → the verdict of the page's workers: see exercises.test.ts. */
export type Verdicts = Readonly<Record<string, Verdict>>;
export const madeVerdicts = () =>
  made('verdicts', ['test/suites', 'test/solutions', 'test/mistakes', 'test/course']);

/** Path of the scenario → the hashes of its runs: see determinism.test.ts. */
export type Hashes = Readonly<Record<string, readonly string[]>>;
export const madeHashes = () => made('hashes', ['src', 'test/course']);

/** @returns nothing when it was not worked out for these very files */
export const before = <Said>(what: { readonly before: string | undefined }): Partial<Said> =>
  what.before === undefined ? {} : (JSON.parse(what.before) as Said);
