import { describe, expect, it } from 'vitest';
import { ExpandableArrayBuffer } from '../buffer.ts';
import { ran } from '../testing.ts';
import { auction, auctionProtocol } from './auction.ts';

const bids = (...words: readonly string[]) =>
  ran(auction, [
    ...words.map((bid, nth) => `at ${500 + 50 * nth}ms client ana sends "${bid}" to client`),
    'until 1s',
  ]).answers;

describe('an auction', () => {
  it('is led by the highest bid, and of equal ones by the first', () => {
    expect(bids('bid 110 by 7', 'bid 110 by 8', 'bid 111 by 8')).toEqual([
      'accepted, best is 110 by 7',
      'refused, best is 110 by 7',
      'accepted, best is 111 by 8',
    ]);
  });

  it('refuses what is no higher than nothing', () => {
    expect(bids('bid 0 by 7')).toEqual(['refused, best is 0 by -1']);
  });

  it('says what can be written when a request is none', () => {
    expect(() => auctionProtocol.encode('bid much', 1, new ExpandableArrayBuffer())).toThrow(
      'An auction takes bids: “bid 110 by 7”, and not “bid much”.',
    );
  });
});
