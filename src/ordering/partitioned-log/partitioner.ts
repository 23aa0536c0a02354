/**
 * The partition of a key: MurmurHash2 of its UTF-8 bytes, the sign bit cleared, modulo the number of partitions. This is what
 * Kafka's producer does with keyed records (`BuiltInPartitioner.partitionForKey`), so the partitions here are Kafka's.
 * A key changes its partition when the number of partitions changes.
 */
export const partitionFor = (key: string, partitions: number): number =>
  (murmur2(utf8(key)) & 0x7fffffff) % partitions;

/** 32-bit MurmurHash2 by Austin Appleby, with the seed that Kafka uses (`Utils.murmur2`). A signed 32-bit integer. */
export function murmur2(bytes: Uint8Array): number {
  const m = 0x5bd1e995;
  let hash = 0x9747b28c ^ bytes.length;
  const whole = bytes.length & ~3;
  for (let at = 0; at < whole; at += 4) {
    let word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    word = Math.imul(word, m);
    word ^= word >>> 24;
    hash = Math.imul(hash, m) ^ Math.imul(word, m);
  }
  const left = bytes.length - whole;
  if (left >= 3) hash ^= bytes[whole + 2]! << 16;
  if (left >= 2) hash ^= bytes[whole + 1]! << 8;
  if (left >= 1) hash = Math.imul(hash ^ bytes[whole]!, m);
  hash = Math.imul(hash ^ (hash >>> 13), m);
  return hash ^ (hash >>> 15);
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
