import { describe, expect, it } from 'vitest';
import { murmur2, partitionFor } from './partitioner.ts';

describe('murmur2', () => {
  // The values of Kafka's own UtilsTest.
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('hashes %s as Kafka does', (text, hash) => {
    expect(murmur2(new TextEncoder().encode(text))).toBe(hash);
  });
});

describe('partitionFor', () => {
  it('gives a partition that exists, the same for the same key', () => {
    for (const key of ['21', 'foobar', 'abc', '', 'größer']) {
      const partition = partitionFor(key, 3);
      expect([0, 1, 2]).toContain(partition);
      expect(partitionFor(key, 3)).toBe(partition);
    }
  });
});
