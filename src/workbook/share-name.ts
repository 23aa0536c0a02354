/** How the hash of a share link begins. Every lesson looks for it, and loads share.ts only if it is there. */
export const shareName = '#code=';

export const isShareHash = (hash: string) => hash.startsWith(shareName);
