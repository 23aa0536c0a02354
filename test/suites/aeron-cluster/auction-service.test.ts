import {
  BACK_PRESSURED,
  CLOSED,
  drill,
  ExpandableArrayBuffer,
  MOCKED_OFFER,
  NOT_CONNECTED,
  type Application,
  type ClientSession,
  type Cluster,
  type ClusteredService,
  type Role,
} from '#course/aeron';
import { alone, seeds, stepsBefore } from '#suite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AuctionClusteredService } from '#exercise/aeron-cluster/auction-service';

interface Bid {
  readonly correlationId: number;
  readonly customerId: number;
  readonly price: number;
}

const BID_LENGTH = 24;
const ANSWER_LENGTH = 33;

/** What lies before and behind a message are other bids: who reads those bids 7. */
function bufferWith({ correlationId, customerId, price }: Bid, offset: number): ExpandableArrayBuffer {
  const buffer = new ExpandableArrayBuffer(offset + 2 * BID_LENGTH);
  for (let at = 0; at < buffer.capacity; at += 8) buffer.putLong(at, 7);
  [correlationId, customerId, price].forEach((long, index) => buffer.putLong(offset + 8 * index, long));
  return buffer;
}

const readAnswer = (buffer: ExpandableArrayBuffer, offset = 0) => ({
  correlationId: buffer.getLong(offset),
  customerId: buffer.getLong(offset + 8),
  price: buffer.getLong(offset + 16),
  since: buffer.getLong(offset + 24),
  hasWon: buffer.getByte(offset + 32) === 1,
});
type Answer = ReturnType<typeof readAnswer>;

const noon = Date.UTC(2026, 10, 24, 12);

/** So many tries, and a service that goes on trying would try for ever. */
const enough = 100;

interface FakeSession extends ClientSession {
  readonly heard: readonly Answer[];
  /** What `offer` says before it takes anything: a negative reason each time. */
  refuse(...reasons: readonly number[]): void;
}

function bench() {
  let role: Role = 'LEADER';
  let idled = 0;
  let time = 0;
  const sessions: FakeSession[] = [];
  const unasked = (): never =>
    expect.fail('This exercise does without timers, closing and offers to itself.');

  const cluster: Cluster = {
    memberId: 0,
    get role() {
      return role;
    },
    logPosition: 0,
    time: () => time,
    timeUnit: 'MILLISECONDS',
    getClientSession: (id) => sessions.find((session) => session.id === id) ?? null,
    clientSessions: () => sessions,
    closeClientSession: unasked,
    scheduleTimer: unasked,
    cancelTimer: unasked,
    offer: unasked,
    idleStrategy: {
      reset: () => undefined,
      idle: () => void (idled += 1),
    },
  };

  function open(): FakeSession {
    const heard: Answer[] = [];
    const reasons: number[] = [];
    let tries = 0;
    const session: FakeSession = {
      id: sessions.length + 1,
      responseChannel: `client-${sessions.length + 1}`,
      isClosing: false,
      close: unasked,
      heard,
      refuse: (...more) => void reasons.push(...more),
      offer(buffer, offset, length) {
        if (role !== 'LEADER') return MOCKED_OFFER;
        if (++tries > enough) expect.fail(`The service offered an answer ${enough} times and did not stop.`);
        const reason = reasons.shift();
        if (reason !== undefined) return reason;
        expect(length, 'the length of an answer in bytes').toBe(ANSWER_LENGTH);
        heard.push(readAnswer(buffer as ExpandableArrayBuffer, offset));
        return 64 * tries;
      },
    };
    sessions.push(session);
    return session;
  }

  const become = (other: Role): void => void (role = other);
  const come = (at: number): void => void (time = at);
  return { cluster, open, become, come, idled: () => idled };
}

/** A member with one service, started from nothing or from what another one has written. */
function member(snapshot: readonly ExpandableArrayBuffer[] | null = null, pollsInVain = 0) {
  const { cluster, open, become, come, idled } = bench();
  const service: ClusteredService = new AuctionClusteredService();
  service.onStart(cluster, snapshot && imageOf(snapshot, pollsInVain));
  let correlationId = 0;

  return {
    open: () => {
      const session = open();
      service.onSessionOpen(session, 1_000);
      return session;
    },
    become,
    idled,
    bid(
      session: ClientSession | null,
      price: number,
      customerId: number,
      { at = 1_000, offset = 0, length = BID_LENGTH } = {},
    ): void {
      correlationId += 1;
      come(at);
      const buffer = bufferWith({ correlationId, customerId, price }, offset);
      service.onSessionMessage(session, at, buffer, offset, length, { position: 96 * correlationId });
    },
    /** @param refusals how often the publication refuses each message before it takes it */
    snapshot(refusals = 0): readonly ExpandableArrayBuffer[] {
      const written: ExpandableArrayBuffer[] = [];
      let refused = 0;
      service.onTakeSnapshot({
        position: 0,
        offer(buffer, offset, length) {
          if (refused < refusals) {
            refused += 1;
            return BACK_PRESSURED;
          }
          refused = 0;
          const copy = new ExpandableArrayBuffer(length);
          for (let at = 0; at < length; at++) copy.putByte(at, buffer.getByte(offset + at));
          written.push(copy);
          return 64 * written.length;
        },
      });
      return written;
    },
  };
}

function imageOf(fragments: readonly ExpandableArrayBuffer[], pollsInVain: number) {
  let next = 0;
  let polls = 0;
  return {
    poll(handler: (...values: never[]) => void, fragmentLimit: number): number {
      if (++polls > enough) expect.fail(`The service polled ${enough} times and came to no end.`);
      if (polls <= pollsInVain) return 0;
      const from = next;
      for (; next < fragments.length && next - from < fragmentLimit; next++) {
        const fragment = fragments[next]!;
        handler(...([fragment, 0, fragment.capacity, { position: 64 * (next + 1) }] as never[]));
      }
      return next - from;
    },
    get isEndOfStream() {
      return next >= fragments.length;
    },
  };
}

const onceStepsPass = stepsBefore('Three members run once no test of a single one fails.');
beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(noon);
});
afterEach(() => void vi.useRealTimers());

const prices = ({ heard }: FakeSession) => heard.map(({ price, hasWon }) => [price, hasWon]);

describe('a bid', () => {
  it('wins when it is higher than the best so far, and loses when it is lower', () => {
    const { open, bid } = member();
    const session = open();
    [100, 90, 101].forEach((price) => bid(session, price, 1));
    expect(prices(session)).toEqual([
      [100, true],
      [100, false],
      [101, true],
    ]);
  });

  it('that equals the best loses: who came first keeps the place', () => {
    const { open, bid } = member();
    const session = open();
    bid(session, 100, 1);
    bid(session, 100, 2);
    expect(session.heard.map(({ hasWon }) => hasWon)).toEqual([true, false]);
  });

  it('is read at the offset where it stands in the buffer', () => {
    const { open, bid } = member();
    const session = open();
    bid(session, 100, 1, { offset: 40 });
    expect(session.heard).toMatchObject([{ correlationId: 1, customerId: 1, price: 100, hasWon: true }]);
  });

  it('without a session counts like any other, and nobody is told', () => {
    const { open, bid } = member();
    const session = open();
    bid(null, 100, 1);
    expect(session.heard).toEqual([]);
    bid(session, 90, 2);
    expect(prices(session)).toEqual([[100, false]]);
  });

  it('that is too short for one changes nothing, and nobody is told', () => {
    const { open, bid } = member();
    const session = open();
    bid(session, 100, 1, { length: BID_LENGTH - 1 });
    bid(session, 100, 1, { length: 0 });
    expect(session.heard).toEqual([]);
    bid(session, 5, 2);
    expect(prices(session)).toEqual([[5, true]]);
  });
});

describe('an answer', () => {
  it('says who holds the best bid and at which price, under the correlation id of the bid', () => {
    const { open, bid } = member();
    const session = open();
    // More than an int holds.
    bid(session, 5_000_000_100, 8);
    bid(session, 5_000_000_090, 9);
    expect(session.heard).toMatchObject([
      { correlationId: 1, customerId: 8, price: 5_000_000_100, hasWon: true },
      { correlationId: 2, customerId: 8, price: 5_000_000_100, hasWon: false },
    ]);
  });

  it('says since when, by the time of the log', () => {
    const { open, bid } = member();
    const session = open();
    const [first, second, third] = [noon + 20_000, noon + 21_000, noon + 22_000];
    bid(session, 100, 1, { at: first });
    bid(session, 90, 2, { at: second });
    bid(session, 110, 1, { at: third });
    expect(session.heard.map(({ since }) => since)).toEqual([first, first, third]);
  });

  it('goes to the session of the bid, and to no other', () => {
    const { open, bid } = member();
    const [ana, bo, cy] = [open(), open(), open()];
    bid(bo, 100, 2);
    bid(ana, 110, 1);
    const heard = { ana: ana.heard.length, bo: bo.heard.length, cy: cy.heard.length };
    expect(heard).toEqual({ ana: 1, bo: 1, cy: 0 });
  });

  it('that is refused by back-pressure is offered again until it is taken, with an idle in between', () => {
    const { open, bid, idled } = member();
    const session = open();
    const refusals = enough / 2;
    session.refuse(...Array<number>(refusals).fill(BACK_PRESSURED));
    bid(session, 100, 1);
    expect({ heard: session.heard.length, idled: idled() }).toEqual({ heard: 1, idled: refusals });
  });

  it('to a client that has gone is given up, and the bid counts', () => {
    const { open, bid } = member();
    const [ana, bo, cy] = [open(), open(), open()];
    ana.refuse(...Array<number>(2 * enough).fill(NOT_CONNECTED));
    bo.refuse(BACK_PRESSURED, ...Array<number>(2 * enough).fill(CLOSED));
    bid(ana, 100, 1);
    bid(bo, 110, 2);
    bid(cy, 105, 3);
    expect(prices(cy).at(-1)).toEqual([110, false]);
  });
});

it('a follower counts bids as the leader does, and goes on from there when it leads', () => {
  const { open, bid, become } = member();
  const session = open();
  become('FOLLOWER');
  bid(session, 100, 1);
  become('LEADER');
  bid(session, 90, 2);
  expect(prices(session)).toEqual([[100, false]]);
});

/** What a bid of 1 hears. */
function asked({ open, bid }: ReturnType<typeof member>) {
  const session = open();
  bid(session, 1, 9, { at: 50_000 });
  const { correlationId: _its, ...standing } = session.heard[0]!;
  return standing;
}

/** An auction with two bids. */
function underWay() {
  const service = member();
  const session = service.open();
  service.bid(session, 100, 1, { at: noon + 20_000 });
  service.bid(session, 110, 2, { at: noon + 21_000 });
  return service;
}

describe('a snapshot', () => {
  it('brings the auction back: who leads, with what, and since when', () => {
    const one = underWay();
    const other = member(one.snapshot());
    expect(asked(other), 'after a restart').toEqual(asked(one));
  });

  it('is whole although the publication refuses at first', () => {
    const one = underWay();
    const messages = one.snapshot().length;
    const refusals = enough / 2;
    const before = one.idled();
    expect({ messages: one.snapshot(refusals).length, idled: one.idled() - before }).toEqual({
      messages,
      idled: refusals * messages,
    });
  });

  it('is read to its end, although a poll may bring nothing', () => {
    const { price } = asked(member(underWay().snapshot(), 2));
    expect(price).toBe(110);
  });
});

const words = /^bid (\d+) by (\d+)$/;
const application: Application = {
  service: () => new AuctionClusteredService(),
  protocol: {
    encode(text, correlationId, buffer) {
      const [, price, customer] = words.exec(text) ?? [];
      [correlationId, Number(customer), Number(price)].forEach((long, at) => buffer.putLong(8 * at, long));
      return BID_LENGTH;
    },
    decode(buffer) {
      const { correlationId, customerId, price, hasWon } = readAnswer(buffer as ExpandableArrayBuffer);
      return { correlationId, words: `${hasWon ? 'won' : 'lost'}, best is ${price} by ${customerId}` };
    },
  },
};

declare const __lockstep: { turn(): void };

it(
  'three members stay the same, through snapshots, restarts and a fail-over',
  { timeout: 25_000 },
  async ({ skip }) => {
    onceStepsPass({ skip });
    vi.useRealTimers();
    const requests = [100, 90, 120, 130, 130, 110, 150, 160].map((price, at) => `bid ${price} by ${at % 3}`);
    for (const seed of seeds(4)) {
      __lockstep.turn();
      const { sentence, answers } = drill(application, { seed, requests, refusals: seed % 3 });
      const again = alone('aeron-cluster/auction-service', seed);
      if (sentence !== null) expect.fail(`${sentence}\n${again}`);
      expect(answers.at(-1), again).toBe('won, best is 160 by 1');
      await new Promise((done) => setTimeout(done));
    }
  },
);
