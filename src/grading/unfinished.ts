/**
 * Marks the part of a stub that the learner writes. A test that reaches it is "to do", not failed.
 *
 * The mark is kept beside the throw: an answer that wraps everything in `try … catch` would otherwise swallow the
 * throw and turn an untouched part into a wrong one. It is kept globally, because grader and answer may each have a
 * copy of this module.
 */
const mark = Symbol.for('lockstep.unfinished');
const shared = globalThis as { [mark]?: string };

/** @internal */
export class UnfinishedError extends Error {
  override readonly name = 'UnfinishedError';
}

/** @param what the sentence the learner sees, for example `refuse a withdrawal above the balance` */
export function unfinished(what: string): never {
  shared[mark] ??= what;
  throw new UnfinishedError(`To do: ${what}`);
}

/** Returns what the last test left unfinished, and forgets it. For the grader only. @internal */
export function takeUnfinished(): string | undefined {
  const what = shared[mark];
  delete shared[mark];
  return what;
}
