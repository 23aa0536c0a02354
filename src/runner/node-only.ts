/** What Node has and the page has not: out of reach on both sides, or the two would judge differently. */
export const nodeOnly = ['process', 'Buffer', 'global', 'setImmediate', 'clearImmediate'] as const;
