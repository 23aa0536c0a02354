/** 32 bits of a text (FNV-1a over its UTF-16 units): enough to see that two runs differ, never that they are the same for sure. */
export const hash32 = (text: string, from = 0x811c9dc5): number => {
  let hash = from;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
};
