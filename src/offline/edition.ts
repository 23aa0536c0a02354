/** One edition of the built site, as src/plugins/offline.ts finds it and the service worker keeps it. */
export interface Edition {
  /** What every reader gets ahead: pages, scripts, styles, fonts, the search index. */
  readonly ahead: readonly { readonly url: string; readonly revision: string | null }[];
  /** What is too large for that and is kept once it has been used. Paths below the base path. */
  readonly late: readonly string[];
}

/** What a page tells a worker that waits: take over now. */
export const takeOver = 'take-over';

/** Caches of this site begin so; the scope at the end tells them from those of a neighbour on the same origin. */
export const cachePrefix = 'lockstep';
