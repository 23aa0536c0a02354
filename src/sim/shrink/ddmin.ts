import type { Steps } from './steps.ts';

/**
 * The smallest part of a list that still fails, smallest in that not one item more can be left out (Zeller and Hildebrandt 2002,
 * "Simplifying and Isolating Failure-Inducing Input"). Halves are tried before quarters, so that most of a long list goes in a few runs.
 */
export function* ddmin<Item>(
  items: readonly Item[],
  fails: (items: readonly Item[]) => Steps<boolean>,
): Steps<readonly Item[]> {
  let kept = items;
  let parts = 2;
  while (kept.length > 0) {
    const size = Math.ceil(kept.length / parts);
    const smaller = yield* withoutAPart(kept, size, fails);
    if (smaller) {
      kept = smaller;
      parts = Math.max(parts - 1, 2);
    } else if (size === 1) break;
    else parts = Math.min(parts * 2, kept.length);
  }
  return kept;
}

function* withoutAPart<Item>(
  items: readonly Item[],
  size: number,
  fails: (items: readonly Item[]) => Steps<boolean>,
): Steps<readonly Item[] | undefined> {
  for (let start = 0; start < items.length; start += size) {
    const rest = [...items.slice(0, start), ...items.slice(start + size)];
    if (yield* fails(rest)) return rest;
  }
  return undefined;
}
