import { describe, expect, it } from 'vitest';
import { drill } from '../drill.ts';
import { ran } from '../testing.ts';
import { leastTimeAfterBid, timedAuction } from './timed-auction.ts';
import { timedAuctionProtocol } from './timed-auction-protocol.ts';
import { ExpandableArrayBuffer } from '../buffer.ts';

const asks = (at: number, words: string) => `at ${at}ms client ana sends "${words}" to client`;
const heard = ({ notes }: ReturnType<typeof ran>) => notes.filter((text) => text.startsWith('client: hears'));

describe('an auction that ends by a timer', () => {
  it('takes bids until its time has come, and tells every session how it ended', () => {
    const run = ran(timedAuction, [
      asks(400, 'open 1 for 600ms'),
      asks(450, 'bid 110 by 7 in 1'),
      asks(500, 'bid 105 by 8 in 1'),
      asks(1_100, 'bid 120 by 8 in 1'),
      'until 1300ms',
    ]);
    expect(run.answers).toEqual([
      'done, auction 1 ends at 1020, no bid',
      'done, auction 1 ends at 1020, 110 by 7',
      'refused, auction 1 ends at 1020, 110 by 7',
      'refused, auction 1 is sold for 110 by 7',
    ]);
    expect(heard(run)).toEqual(['client: hears: auction 1 is sold for 110 by 7']);
  });

  it('goes on after a late bid, so that others can answer it', () => {
    const run = ran(timedAuction, [
      asks(400, 'open 1 for 300ms'),
      asks(650, 'bid 110 by 7 in 1'),
      'until 1200ms',
    ]);
    expect(run.answers[1]).toBe(`done, auction 1 ends at ${670 + leastTimeAfterBid}, 110 by 7`);
    const timers = run.members[0]!.log.filter(({ kind }) => kind === 'TimerEvent');
    expect(timers).toMatchObject([{ timestamp: 870 }]);
    expect(heard(run)).toHaveLength(1);
  });

  it('is not ended by the timer that a late bid has moved while it was on its way', () => {
    // The timer of 720 ms is in the log when the bid, which is in front of it, is carried out.
    const run = ran(timedAuction, [
      asks(400, 'open 1 for 300ms'),
      asks(690, 'bid 110 by 7 in 1'),
      'until 1300ms',
    ]);
    const timers = run.members[0]!.log.filter(({ kind }) => kind === 'TimerEvent');
    expect(timers).toMatchObject([{ timestamp: 720 }, { timestamp: 710 + leastTimeAfterBid }]);
    expect(heard(run)).toEqual(['client: hears: auction 1 is sold for 110 by 7']);
  });

  it('does not end when it is cancelled, and is opened once', () => {
    const run = ran(timedAuction, [
      asks(400, 'open 1 for 300ms'),
      asks(500, 'cancel 1'),
      asks(550, 'open 1 for 300ms'),
      asks(560, 'bid 110 by 7 in 1'),
      asks(570, 'bid 110 by 7 in 2'),
      'until 1200ms',
    ]);
    expect(run.answers.slice(1)).toEqual([
      'done, auction 1 is cancelled',
      'refused, auction 1 is cancelled',
      'refused, auction 1 is cancelled',
      'refused, there is no auction 2',
    ]);
    expect(heard(run)).toEqual([]);
  });

  it.each([1, 2, 3])(
    'stands the drill (seed %i): its snapshot holds all that belongs to its timers',
    (seed) => {
      const requests = [
        'open 1 for 5000ms',
        'bid 10 by 7 in 1',
        'open 2 for 400ms',
        'bid 20 by 8 in 2',
        'bid 11 by 8 in 1',
        'cancel 1',
      ];
      const { sentence, answers } = drill(timedAuction, { requests, seed, refusals: seed - 1 });
      expect(sentence).toBeNull();
      expect(answers).toHaveLength(requests.length);
    },
  );

  it('says what can be written when a request is none', () => {
    expect(() => timedAuctionProtocol.encode('sell 1', 1, new ExpandableArrayBuffer())).toThrow(
      '“sell 1” is nothing that auctions take. Write: open 1 for 500ms, or: bid 110 by 7 in 1, or: cancel 1',
    );
  });
});
