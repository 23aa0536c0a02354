/** How the hash of a link to a run begins. Every figure looks for it, and loads link.ts only if it is there. */
export const runName = '#run=';
