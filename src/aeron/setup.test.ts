import { describe, expect, it } from 'vitest';
import { systemFor } from './setup.ts';

describe('the name of a system', () => {
  it('says which service runs, on how many members, and whether its clients ask again', () => {
    expect(systemFor({ system: 'aeron-echo' }).nodes).toEqual(['m0', 'm1', 'm2', 'client']);
    expect(systemFor({ system: 'aeron-timed-auction-of-5' }).nodes).toHaveLength(6);
    expect(systemFor({ system: 'aeron-auction-of-2-without-retries' }).nodes).toEqual(['m0', 'm1', 'client']);
  });

  it.each(['aeron', 'aeron-shop', 'aeron-auction-of-9', 'aeron-toString'])(
    'is not %s: that is said',
    (system) => {
      expect(() => systemFor({ system })).toThrow(
        `There is no system “${system}” of Aeron. Write: system aeron-echo, or: system aeron-auction, or: system aeron-timed-auction.`,
      );
    },
  );
});
