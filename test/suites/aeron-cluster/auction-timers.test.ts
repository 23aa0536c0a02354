import {
  clusterPromises,
  clusterSystem,
  drill,
  ExpandableArrayBuffer,
  membersOf,
  type Application,
  type ClientSession,
  type Cluster,
  type ClusteredService,
  type DirectBuffer,
  type Image,
} from '#course/aeron';
import { parseScenario, runScenario } from '#course/sim';
import { alone, seeds, stepsBefore } from '#suite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AuctionHouse, BID, EXTENSION, OPEN, WITHDRAW } from '#exercise/aeron-cluster/auction-timers';

const noon = Date.UTC(2026, 10, 24, 12);
const hour = 3_600_000;
const second = 1_000;

const longsIn = (buffer: DirectBuffer, offset: number, length: number) =>
  Array.from({ length: length >> 3 }, (_, at) => buffer.getLong(offset + 8 * at));

function write(buffer: ExpandableArrayBuffer, longs: readonly number[]): number {
  longs.forEach((long, at) => buffer.putLong(8 * at, long));
  return 8 * longs.length;
}

function standing(longs: readonly number[]) {
  const [correlationId = 0, done, auction = 0, open, deadline = 0, bestPrice = 0, winner = 0] = longs;
  return { correlationId, isDone: done === 1, auction, isOpen: open === 1, deadline, bestPrice, winner };
}

/** So many refusals are asked again about. Who is never taken at his word would ask for ever. */
const enough = 100;

/** A cluster of one member that keeps timers as the consensus module does. */
function bench() {
  const timers = new Map<number, number>();
  const heard: ReturnType<typeof standing>[] = [];
  let refusals = 0;
  let idled = 0;
  /** Only within a callback for an entry of the log. */
  let mayAsk = false;
  const unasked = (): never => expect.fail('This exercise does without closing and offers to itself.');

  const ask = (what: string, run: () => void): boolean => {
    if (!mayAsk) expect.fail(`${what} is allowed in onSessionMessage and onTimerEvent, and nowhere else.`);
    if (refusals > 0) {
      refusals -= 1;
      return false;
    }
    run();
    return true;
  };
  const session: ClientSession = {
    id: 1,
    responseChannel: 'ana',
    isClosing: false,
    close: unasked,
    offer(buffer, offset, length) {
      heard.push(standing(longsIn(buffer, offset, length)));
      return 64;
    },
  };
  let time = noon;
  let ahead = 0;
  const cluster: Cluster = {
    memberId: 0,
    role: 'LEADER',
    logPosition: 0,
    time: () => time,
    timeUnit: 'MILLISECONDS',
    getClientSession: (id) => (id === 1 ? session : null),
    clientSessions: () => [session],
    closeClientSession: unasked,
    scheduleTimer: (id, deadline) => ask('scheduleTimer', () => timers.set(id, deadline)),
    cancelTimer: (id) => ask('cancelTimer', () => timers.delete(id)),
    offer: unasked,
    idleStrategy: {
      reset: () => undefined,
      idle: () => {
        if (++idled > enough) expect.fail(`The service idled ${enough} times and did not stop.`);
      },
    },
  };
  const within = (at: number, run: () => void) => {
    time = at;
    vi.setSystemTime(at + ahead);
    mayAsk = true;
    run();
    mayAsk = false;
  };
  return {
    cluster,
    session,
    timers,
    heard,
    within,
    idled: () => idled,
    /** So often the next requests are not handed over. */
    refuse: (times: number) => void (refusals = times),
    /** The clock of the member is right until then. */
    setAhead: (by: number) => void (ahead = by),
  };
}

function house(snapshot: readonly ExpandableArrayBuffer[] | null = null) {
  const { cluster, session, timers, heard, within, ...more } = bench();
  const service: ClusteredService = new AuctionHouse();
  service.onStart(cluster, snapshot && imageOf(snapshot));
  let correlationId = 0;

  function ask(at: number, ...longs: readonly number[]) {
    const buffer = new ExpandableArrayBuffer();
    const length = write(buffer, [++correlationId, ...longs]);
    within(at, () => service.onSessionMessage(session, at, buffer, 0, length, { position: 64 }));
    return heard.at(-1)!;
  }
  return {
    open: (auction: number, duration: number, at = noon) => ask(at, OPEN, auction, duration),
    bid: (auction: number, price: number, at: number, customer = 1) => ask(at, BID, auction, price, customer),
    withdraw: (auction: number, at: number) => ask(at, WITHDRAW, auction),
    /** The event of a timer comes in the log. The timer is used up. @returns what the session hears of it */
    fire(auction: number, at: number) {
      const before = heard.length;
      timers.delete(auction);
      within(at, () => service.onTimerEvent(auction, at));
      return heard.slice(before);
    },
    timers: () => Object.fromEntries([...timers].map(([id, deadline]) => [id, deadline - noon])),
    snapshot() {
      const written: ExpandableArrayBuffer[] = [];
      service.onTakeSnapshot({
        position: 0,
        offer(buffer, offset, length) {
          const copy = new ExpandableArrayBuffer(length);
          write(copy, longsIn(buffer, offset, length));
          return written.push(copy);
        },
      });
      return written;
    },
    ...more,
  };
}

function imageOf(fragments: readonly ExpandableArrayBuffer[]): Image {
  const left = [...fragments];
  return {
    poll(handler, limit) {
      const taken = left.splice(0, limit);
      for (const fragment of taken) handler(fragment, 0, fragment.capacity, { position: 64 });
      return taken.length;
    },
    get isEndOfStream() {
      return left.length === 0;
    },
  };
}

const onceStepsPass = stepsBefore('Three members run once no test of a single one fails.');
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('an auction', () => {
  it('asks for a timer when it opens, at the time of the log plus its duration', () => {
    const { open, timers, setAhead } = house();
    setAhead(5);
    open(7, 60 * second, noon + 4 * second);
    expect(timers()).toEqual({ 7: 64 * second });
  });

  it('asks for its timer again when that is refused, and idles in between', () => {
    const opened = house();
    opened.refuse(enough / 2);
    opened.open(7, 60 * second);
    expect({ timers: opened.timers(), idled: opened.idled() }).toEqual({
      timers: { 7: 60 * second },
      idled: enough / 2,
    });
    /** Moved by a late bid, and then used up by an event that came too early. */
    const moved = (refusals: number) => {
      const { open, bid, fire, timers, refuse } = house();
      open(7, 60 * second);
      refuse(refusals);
      bid(7, 100, noon + 60 * second - 20);
      const afterTheBid = timers();
      refuse(refusals);
      fire(7, noon + 60 * second);
      return { afterTheBid, afterTheEvent: timers() };
    };
    expect(moved(3), 'the timer of an auction that has moved').toEqual(moved(0));
  });

  it('closes when the event of its timer comes, and all are told who has won', () => {
    const { open, bid, fire } = house();
    open(7, 60 * second);
    bid(7, 100, noon + second, 4);
    bid(7, 90, noon + second, 5);
    const told = fire(7, noon + 60 * second);
    expect(told).toMatchObject([{ auction: 7, isOpen: false, bestPrice: 100, winner: 4 }]);
  });

  it('is closed by nothing else: the clock of a member may be hours ahead', () => {
    const { open, bid, setAhead } = house();
    open(7, 60 * second);
    setAhead(5 * hour);
    vi.advanceTimersByTime(5 * hour);
    expect(bid(7, 100, noon + second)).toMatchObject({ isDone: true, isOpen: true });
  });

  it('takes no bids from its deadline on, although its timer has not fired', () => {
    const { open, bid } = house();
    open(7, 60 * second);
    const late = [60 * second + 1, 60 * second].map((at) => bid(7, 100, noon + at).isDone);
    const lastMoment = bid(7, 100, noon + 60 * second - 1).isDone;
    expect({ late, lastMoment }).toEqual({ late: [false, false], lastMoment: true });
  });

  it('takes no bids when it is over, or has never been opened', () => {
    const { open, bid, fire } = house();
    expect(bid(7, 100, noon).isDone).toBe(false);
    open(7, 60 * second);
    fire(7, noon + 60 * second);
    // The clock of the next leader may be behind, and still no entry of the log goes back in time.
    expect(bid(7, 100, noon + 60 * second).isDone).toBe(false);
  });

  it('is not opened again as long as it is open, and may be when it is over', () => {
    const { open, bid, fire } = house();
    open(7, 60 * second);
    bid(7, 100, noon + second);
    // Behind the deadline too: nobody has been told yet who has won.
    for (const at of [2 * second, 61 * second])
      expect(open(7, 10 * second, noon + at)).toMatchObject({ isDone: false, bestPrice: 100 });
    fire(7, noon + 62 * second);
    expect(open(7, 10 * second, noon + 70 * second)).toMatchObject({
      isDone: true,
      isOpen: true,
      bestPrice: 0,
      winner: -1,
    });
  });
});

describe('a late bid', () => {
  it('moves the deadline, and with it the timer', () => {
    const { open, bid, timers, setAhead } = house();
    open(7, 60 * second);
    setAhead(5);
    const { deadline } = bid(7, 100, noon + 60 * second - 20);
    const moved = 60 * second - 20 + EXTENSION;
    expect({ deadline: deadline - noon, timers: timers() }).toEqual({
      deadline: moved,
      timers: { 7: moved },
    });
  });

  it('moves nothing when it loses', () => {
    const { open, bid, timers } = house();
    open(7, 60 * second);
    const { deadline } = bid(7, 0, noon + 60 * second - 20);
    expect({ deadline: deadline - noon, timers: timers() }).toEqual({
      deadline: 60 * second,
      timers: { 7: 60 * second },
    });
  });

  it('is one in the last moments: an earlier one does not bring the deadline forward', () => {
    const { open, bid } = house();
    open(7, 60 * second);
    bid(7, 100, noon + second);
    const { deadline } = bid(7, 110, noon + 60 * second - EXTENSION);
    expect(deadline - noon).toBe(60 * second);
  });
});

describe('a withdrawal', () => {
  it('ends the auction, which sells to nobody', () => {
    const { open, bid, withdraw } = house();
    open(7, 60 * second);
    bid(7, 100, noon + second);
    expect(withdraw(7, noon + second + 1)).toMatchObject({ isDone: true, isOpen: false, winner: -1 });
    expect(bid(7, 110, noon + 3 * second)).toMatchObject({ isDone: false, winner: -1 });
  });

  it('cancels the timer, and asks for that again when it is refused', () => {
    const { open, withdraw, timers, refuse, idled } = house();
    open(7, 60 * second);
    open(8, 60 * second);
    refuse(enough / 2);
    withdraw(7, noon + second);
    expect({ timers: timers(), idled: idled() }).toEqual({ timers: { 8: 60 * second }, idled: enough / 2 });
  });

  it('comes too late from the deadline on, although the timer has not fired', () => {
    const { open, bid, withdraw } = house();
    open(7, 60 * second);
    bid(7, 100, noon + second, 4);
    expect(withdraw(7, noon + 60 * second + 1)).toMatchObject({ isDone: false, winner: 4 });
    expect(withdraw(7, noon + 60 * second)).toMatchObject({ isDone: false, winner: 4 });
  });
});

describe('the event of a timer', () => {
  it('closes nothing before the deadline, and has used up the timer, which is asked for again', () => {
    const { open, bid, withdraw, fire, timers } = house();
    open(7, 60 * second);
    bid(7, 100, noon + 60 * second - 20);
    expect(fire(7, noon + 60 * second), 'told after the deadline has moved').toEqual([]);
    open(8, 60 * second);
    withdraw(8, noon + second);
    open(8, 90 * second, noon + 2 * second);
    expect(fire(8, noon + 60 * second), 'told when an earlier auction had the number').toEqual([]);
    expect(timers()).toEqual({ 7: 60 * second - 20 + EXTENSION, 8: 92 * second });
  });

  it('that was in the log when its auction was withdrawn changes nothing', () => {
    const { open, bid, withdraw, fire, timers } = house();
    open(7, 60 * second);
    withdraw(7, noon + 60 * second - 1);
    open(8, 60 * second);
    bid(8, 100, noon + 60 * second - 20);
    withdraw(8, noon + 60 * second - 1);
    const told = [7, 8].flatMap((auction) => fire(auction, noon + 60 * second));
    expect({ told, timers: timers() }).toEqual({ told: [], timers: {} });
  });

  it('of an auction that is not there changes nothing', () => {
    const { fire, timers, open } = house();
    expect({ told: fire(9, noon), timers: timers() }).toEqual({ told: [], timers: {} });
    expect(open(9, second).isDone).toBe(true);
  });
});

it('a member that starts from a snapshot asks for no timer, and closes when the event comes', () => {
  const before = house();
  before.open(7, 60 * second);
  const after = house(before.snapshot());
  expect(after.timers()).toEqual({});
  expect(after.fire(7, noon + 60 * second)).toMatchObject([{ auction: 7, isOpen: false }]);
});

const kinds: Readonly<Record<string, number>> = { open: OPEN, bid: BID, withdraw: WITHDRAW };
const application: Application = {
  service: () => new AuctionHouse(),
  protocol: {
    /** `open 1 600`, `bid 1 100 by 7`, `withdraw 1` */
    encode(text, correlationId, buffer) {
      const [kind = '', ...numbers] = text.replace(' by', '').split(' ');
      return write(buffer as ExpandableArrayBuffer, [correlationId, kinds[kind]!, ...numbers.map(Number)]);
    },
    decode(buffer, length) {
      const { correlationId, isDone, isOpen, bestPrice, winner } = standing(longsIn(buffer, 0, length));
      const words = `${isDone ? 'done' : 'refused'}, ${isOpen ? 'open' : 'over'}, ${bestPrice} by ${winner}`;
      return { correlationId: correlationId < 0 ? null : correlationId, words };
    },
  },
};

/** An auction of a second and a half in which one member stops, the leader or another one, before its time is over. */
function across(seed: number, stopped: string) {
  const system = { ...clusterSystem(application, { retries: true, refusals: 1 }), always: clusterPromises() };
  const lines = [
    `seed ${seed}`,
    'latency 1ms to 15ms',
    'at 500ms client user sends "open 1 1500" to client',
    'at 700ms client user sends "bid 1 100 by 7" to client',
    'at 800ms client user sends "bid 1 90 by 8" to client',
    `at 1s stop ${stopped}`,
    'at 4s client user sends "bid 1 200 by 9" to client',
    `at 4500ms restart ${stopped}`,
    'at 6s client user sends "open 1 100" to client',
    'at 7s client user sends "withdraw 1" to client',
    'until 9s',
  ];
  const { trace, failure } = runScenario(system, parseScenario(lines.join('\n'), system));
  const answers = trace.events.flatMap((event) => (event.kind === 'return' ? [String(event.reply)] : []));
  return { sentence: failure?.sentence ?? null, answers };
}

declare const __lockstep: { turn(): void };
const again = (seed: number) => alone('aeron-cluster/auction-timers', seed);

/** Whoever waits for a sign of life gets one. */
async function turn(): Promise<void> {
  await new Promise((done) => setTimeout(done));
  __lockstep.turn();
}

describe('three members', () => {
  it(
    'close an auction, also when the leader that has promised it is gone',
    { timeout: 25_000 },
    async ({ skip }) => {
      onceStepsPass({ skip });
      vi.useRealTimers();
      for (const seed of seeds(2))
        for (const stopped of membersOf(3)) {
          await turn();
          const { sentence, answers } = across(seed, stopped);
          if (sentence !== null) expect.fail(`${sentence}\n${again(seed)}`);
          expect(answers, `${stopped} stopped. ${again(seed)}`).toEqual([
            'done, open, 0 by -1',
            'done, open, 100 by 7',
            'refused, open, 100 by 7',
            'refused, over, 100 by 7',
            'done, open, 0 by -1',
            'refused, over, 0 by -1',
          ]);
        }
    },
  );

  it('stay the same, through snapshots, restarts and a fail-over', { timeout: 25_000 }, async ({ skip }) => {
    onceStepsPass({ skip });
    vi.useRealTimers();
    const requests = [
      'open 1 400',
      'bid 1 10 by 7',
      'open 2 3000',
      'open 3 9000',
      'bid 3 10 by 7',
      'withdraw 3',
    ];
    for (const seed of seeds(2)) {
      await turn();
      const { sentence } = drill(application, {
        seed,
        requests: [...requests, 'open 3 500', 'bid 3 5 by 1'],
        refusals: 1,
      });
      if (sentence !== null) expect.fail(`${sentence}\n${again(seed)}`);
    }
  });
});
