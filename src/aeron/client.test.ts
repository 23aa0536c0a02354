import { describe, expect, it } from 'vitest';
import { auction } from './services/auction.ts';
import { ran } from './testing.ts';

const bid = 'at 600ms client ana sends "bid 110 by 7" to client';
/** The leader has carried out the bid, and dies before it says so. */
const replyLost = [bid, 'at 625ms crash m0 before send', 'until 1500ms'];

describe('a client whose reply was lost with the leader', () => {
  it('waits for ever when it does not ask again, although its bid was carried out', () => {
    const { answers, members } = ran(auction, replyLost);
    expect(answers).toEqual([]);
    expect(members[1]!.service).toEqual({ auction: { bestPrice: 110, currentWinningCustomerId: 7 } });
  });

  it('asks again, and is told by a service that does not know it again that it came too late', () => {
    const { answers, members } = ran(auction, replyLost, { retries: true });
    expect(answers).toEqual(['refused, best is 110 by 7']);
    expect(members[1]!.log.filter(({ kind }) => kind === 'SessionMessage')).toHaveLength(2);
  });

  it('asks the new leader, under the same correlation id', () => {
    const { sent } = ran(auction, replyLost, { retries: true });
    const [first, second] = sent('SessionMessage');
    expect([first!.to, second!.to]).toEqual(['m0', 'm2']);
    expect(second!.message).toMatchObject({ leadershipTermId: 1, payload: first!.message.payload });
  });
});

describe('a client', () => {
  it('sends what it was asked before it had a session as soon as it has one', () => {
    const { answers, sent } = ran(auction, [
      'at 10ms client ana sends "bid 110 by 7" to client',
      'until 600ms',
    ]);
    expect(answers).toEqual(['accepted, best is 110 by 7']);
    expect(sent('SessionMessage')).toHaveLength(1);
  });

  it('asks the next member when one does not answer', () => {
    const { sent } = ran(auction, ['at 0ms stop m0', 'at 0ms stop m1', 'until 700ms']);
    expect(sent('SessionConnectRequest').map(({ to }) => to)).toEqual(['m0', 'm1', 'm2']);
  });

  it('opens a new session when its own was closed while nobody could reach it', () => {
    const { members, notes } = ran(auction, [
      'at 500ms partition client | m0 m1 m2',
      'at 2s heal everything',
      'until 2600ms',
    ]);
    expect(notes).toContain('client: its session is closed: unknown session');
    expect(members[0]!.sessions.map(({ id }) => id)).toEqual([2]);
  });

  const missedBoth = [
    'at 500ms partition client | m0 m1 m2',
    'at 550ms stop m0',
    bid,
    'at 4s heal everything',
    'until 5s',
  ];

  it('connects anew when it has missed both the new leader and the end of its session', () => {
    const { answers, notes } = ran(auction, missedBoth, { retries: true });
    expect(notes).toContain('client: has heard nothing for 1000 ms: it connects anew');
    expect(answers).toEqual(['accepted, best is 110 by 7']);
  });

  it('sends nothing a second time in a new session when it is one that does not ask again', () => {
    const { answers, sent, members } = ran(auction, missedBoth);
    expect({ answers, asked: sent('SessionMessage').length }).toEqual({ answers: [], asked: 1 });
    expect(members[1]!.sessions).toHaveLength(1);
  });

  it('takes an answer once, and notes what it hears without having asked', () => {
    const { answers, notes } = ran(auction, [bid, 'at 600ms duplication 100%', 'until 900ms']);
    expect(answers).toHaveLength(1);
    expect(notes).toContain('client: hears: accepted, best is 110 by 7');
  });
});
