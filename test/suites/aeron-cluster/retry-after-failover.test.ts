import {
  clusterPromises,
  clusterSystem,
  ExpandableArrayBuffer,
  bytesOf,
  bufferOf,
  type Application,
  type ClientSession,
  type Cluster,
  type ClusteredService,
  type ClusterMessage,
  type DirectBuffer,
  type ExclusivePublication,
  type Image,
} from '#course/aeron';
import {
  parseScenario,
  reply,
  runScenario,
  send,
  setTimer,
  type Effect as Deed,
  type NodeId,
  type Program,
} from '#course/sim';
import { alone, seeds, stepsBefore } from '#suite';
import { describe, expect, it } from 'vitest';
import {
  attemptBid,
  newAuction,
  newClient,
  onInput,
  type Answer,
  type Auction,
  type Bid,
  type Client,
  type Effect,
  type Input,
  type SessionEvent,
} from '#exercise/aeron-cluster/retry-after-failover';

const onceStepsPass = stepsBefore('Whole runs begin once no test of a single step fails.');

const event = (code: SessionEvent['code'], change: Partial<SessionEvent> = {}): Input => ({
  kind: 'SessionEvent',
  code,
  clusterSessionId: 40,
  correlationId: 1,
  leadershipTermId: 3,
  leaderMemberId: 0,
  ...change,
});
const newLeader = (leaderMemberId: number, leadershipTermId: number, clusterSessionId = 40): Input => ({
  kind: 'NewLeaderEvent',
  clusterSessionId,
  leadershipTermId,
  leaderMemberId,
});
const answered = (correlationId: number, accepted = true): Answer => ({
  correlationId,
  accepted,
  bestPrice: 10,
});
const answer = (correlationId: number, accepted = true): Input => ({
  kind: 'answer',
  answer: answered(correlationId, accepted),
});
const raise = (by: number): Input => ({ kind: 'bid', raise: by });
const timeOut: Input = { kind: 'time-out' };

/** Customer 7 of a cluster of three, at work. */
function customer() {
  let client: Client = newClient(7, 3);
  const everything = (...inputs: readonly Input[]): Effect[] =>
    inputs.flatMap((input) => {
      const reaction = onInput(structuredClone(client), input);
      client = reaction.client;
      return [...reaction.effects];
    });
  return {
    /** What the client sends and tells when these come, one after the other. */
    on: (...inputs: readonly Input[]): Effect[] =>
      everything(...inputs).filter(({ kind }) => kind !== 'wait'),
    isWaitingAfter: (input: Input): boolean => everything(input).some(({ kind }) => kind === 'wait'),
    bids: () => client.bids.length,
  };
}

/** In session 40 at member 0, leader of term 3. Its first bid is under way. */
function bidding() {
  const client = customer();
  client.on(raise(10), event('OK'));
  return client;
}

const bid = (correlationId: number, by = 10): Bid => ({ customerId: 7, correlationId, raise: by });
const connect = (to: number, correlationId: number): Effect => ({ kind: 'connect', to, correlationId });
const offer = (which: Bid, { to = 0, clusterSessionId = 40, leadershipTermId = 3 } = {}): Effect => ({
  kind: 'offer',
  to,
  clusterSessionId,
  leadershipTermId,
  bid: which,
});
const tell = (correlationId: number): Effect => ({ kind: 'tell', answer: answered(correlationId) });

describe('a client', () => {
  it('connects when it has a bid, and offers the bid under the session that it gets', () => {
    const { on } = customer();
    expect(on(raise(10))).toEqual([connect(0, 1)]);
    expect(on(event('OK', { leaderMemberId: 2 }))).toEqual([offer(bid(1), { to: 2 })]);
  });

  it('connects to the leader when it is redirected, under a new correlation id', () => {
    const { on } = customer();
    on(raise(10));
    expect(on(event('REDIRECT', { leaderMemberId: 2 }))).toEqual([connect(2, 2)]);
  });

  it('passes over what answers an earlier connect than its last', () => {
    const { on } = customer();
    on(raise(10), event('REDIRECT', { leaderMemberId: 2 }));
    const late = on(event('REDIRECT', { leaderMemberId: 1 }), event('OK', { clusterSessionId: 41 }));
    const inTime = on(event('OK', { correlationId: 2, leaderMemberId: 2 }));
    on(newLeader(1, 5));
    const again = on(event('OK', { correlationId: 2, leaderMemberId: 2 }));
    expect({ late, inTime, again }).toEqual({ late: [], inTime: [offer(bid(1), { to: 2 })], again: [] });
  });

  it('waits for the time-out when a member answers with an error, and keeps the bid', () => {
    const { on, bids } = customer();
    on(raise(10));
    expect({ sent: on(event('ERROR')), bids: bids() }).toEqual({ sent: [], bids: 1 });
  });

  it('has one bid under way, and begins the next one when that is answered', () => {
    const { on } = bidding();
    expect(on(raise(5), raise(6))).toEqual([]);
    expect(on(answer(1))).toEqual([tell(1), offer(bid(2, 5))]);
    expect(on(answer(2))).toEqual([tell(2), offer(bid(3, 6))]);
    expect(on(answer(3))).toEqual([tell(3)]);
  });

  it('tells a refusal as well as an acceptance', () => {
    const { on } = bidding();
    expect(on(answer(1, false))).toEqual([{ kind: 'tell', answer: answered(1, false) }]);
  });

  it('passes over an answer that comes again when another bid is under way', () => {
    const { on, bids } = bidding();
    on(raise(5), answer(1));
    expect({ again: on(answer(1)), bids: bids() }).toEqual({ again: [], bids: 1 });
  });

  it('connects again when its session is closed, and offers the same bid in the new one', () => {
    const { on } = bidding();
    const again = on(event('CLOSED', { correlationId: -1 }));
    const offered = on(event('OK', { correlationId: 2, clusterSessionId: 41 }));
    expect({ again, offered }).toEqual({
      again: [connect(0, 2)],
      offered: [offer(bid(1), { clusterSessionId: 41 })],
    });
    on(answer(1), event('CLOSED', { clusterSessionId: 41, correlationId: -1 }));
    expect(on(raise(5)), 'the first bid after a session was closed').toEqual([connect(0, 3)]);
  });

  it('passes over the end of a session that it has left', () => {
    const { on } = bidding();
    expect(on(event('CLOSED', { clusterSessionId: 39, correlationId: -1 }))).toEqual([]);
  });
});

describe('a new leader', () => {
  it('is offered the bid again: in the same session, in its own term, under the same correlation id', () => {
    const { on } = bidding();
    expect(on(newLeader(2, 5))).toEqual([offer(bid(1), { to: 2, leadershipTermId: 5 })]);
  });

  it('is found by the next bid when none was under way', () => {
    const { on } = bidding();
    on(answer(1));
    expect(on(newLeader(2, 5))).toEqual([]);
    expect(on(raise(5))).toEqual([offer(bid(2, 5), { to: 2, leadershipTermId: 5 })]);
  });

  it('of an earlier term is old news, and that of another session says nothing', () => {
    const { on } = bidding();
    on(newLeader(2, 5));
    expect(on(newLeader(1, 4), newLeader(2, 5), newLeader(1, 6, 39))).toEqual([]);
  });
});

describe('a time-out', () => {
  it('says nothing of the bid: the next member is asked, and the same bid is offered there', () => {
    const { on } = bidding();
    const after = on(timeOut);
    const connected = on(event('OK', { correlationId: 2, clusterSessionId: 41, leaderMemberId: 1 }));
    expect({ after, connected }).toEqual({
      after: [connect(1, 2)],
      connected: [offer(bid(1), { to: 1, clusterSessionId: 41 })],
    });
  });

  it('while it connects has the client ask one member after the other, and begin anew', () => {
    const { on } = customer();
    on(raise(10));
    const asked = on(timeOut, timeOut, timeOut, timeOut).flatMap((effect) =>
      effect.kind === 'connect' ? [effect.to] : [],
    );
    expect(asked).toEqual([1, 2, 0, 1]);
  });

  it('may be followed by the answer, which counts although its session has been left', () => {
    const { on } = bidding();
    on(timeOut);
    expect(on(answer(1))).toEqual([tell(1)]);
  });

  it('when nothing is under way changes nothing', () => {
    const { on } = bidding();
    on(answer(1));
    expect(on(timeOut, timeOut)).toEqual([]);
  });

  it('is asked for with all that is sent: no bid is waited for without an end', () => {
    const { isWaitingAfter } = customer();
    const steps: readonly (readonly [string, Input])[] = [
      ['a connect', raise(10)],
      ['a connect after a redirect', event('REDIRECT', { leaderMemberId: 1 })],
      ['an offer', event('OK', { correlationId: 2 })],
      ['a connect after the end of a session', event('CLOSED', { correlationId: -1 })],
      ['an offer in a new session', event('OK', { correlationId: 3, clusterSessionId: 41 })],
      ['an offer to a new leader', newLeader(2, 5, 41)],
      ['a connect after a time-out', timeOut],
    ];
    const endless = steps.filter(([, input]) => !isWaitingAfter(input)).map(([name]) => name);
    const inSession = bidding();
    inSession.on(raise(5));
    const nextBid = inSession.isWaitingAfter(answer(1));
    inSession.on(answer(2));
    const laterBid = inSession.isWaitingAfter(raise(6));
    expect({ endless, nextBid, laterBid }).toEqual({ endless: [], nextBid: true, laterBid: true });
  });
});

/** The auction as it is after these bids, with the answers. */
function auctionAfter(
  ...bids: readonly (readonly [customerId: number, correlationId: number, raise: number])[]
) {
  let auction = newAuction;
  const answers = bids.map(([customerId, correlationId, by]) => {
    const outcome = attemptBid(structuredClone(auction), { customerId, correlationId, raise: by });
    auction = outcome.auction;
    return outcome.answer;
  });
  const { bestPrice, winner } = auction;
  return { answers, bestPrice, winner };
}
const yes = (correlationId: number, bestPrice: number) => ({ correlationId, accepted: true, bestPrice });
const no = (correlationId: number, bestPrice: number) => ({ correlationId, accepted: false, bestPrice });

describe('the auction', () => {
  it('takes a bid that raises the price, unless its customer holds the best already', () => {
    expect(auctionAfter([7, 1, 10], [7, 2, 10], [8, 2, 0], [8, 3, 5])).toEqual({
      answers: [yes(1, 10), no(2, 10), no(2, 10), yes(3, 15)],
      bestPrice: 15,
      winner: 8,
    });
  });

  it('answers a bid that comes again as it did before, also when another one has bid since', () => {
    expect(auctionAfter([7, 1, 10], [7, 1, 10], [8, 1, 5], [7, 1, 10])).toEqual({
      answers: [yes(1, 10), yes(1, 10), yes(1, 15), yes(1, 10)],
      bestPrice: 15,
      winner: 8,
    });
  });

  it('remembers a refusal: what was refused stays refused, although it could be taken by now', () => {
    expect(auctionAfter([7, 1, 10], [7, 2, 10], [8, 2, 5], [7, 2, 10])).toEqual({
      answers: [yes(1, 10), no(2, 10), yes(2, 15), no(2, 10)],
      bestPrice: 15,
      winner: 8,
    });
  });

  it('passes over a bid with a lower number than the last one of its customer', () => {
    expect(auctionAfter([7, 1, 10], [8, 1, 5], [7, 2, 10], [8, 2, 5], [7, 1, 10])).toEqual({
      answers: [yes(1, 10), yes(1, 15), yes(2, 25), yes(2, 30), null],
      bestPrice: 30,
      winner: 8,
    });
  });

  it('counts the numbers of each customer by themselves', () => {
    expect(auctionAfter([7, 2, 10], [8, 2, 5], [9, 1, 5])).toEqual({
      answers: [yes(2, 10), yes(2, 15), yes(1, 20)],
      bestPrice: 20,
      winner: 9,
    });
  });
});

it('leaves the client and the auction that came in as they were', () => {
  const client: Client = { ...newClient(7, 3), lastBid: 1, bids: [bid(1)], lastConnect: 1 };
  const auction: Auction = { bestPrice: 10, winner: 7, answers: { 7: answered(1) } };
  const before = structuredClone({ client, auction });
  for (const input of [raise(5), timeOut, event('OK'), answer(1)]) onInput(client, input);
  attemptBid(auction, { customerId: 8, correlationId: 1, raise: 5 });
  attemptBid(auction, bid(1));
  expect({ client, auction }).toEqual(before);
});

// Whole runs: a cluster that holds the auction, and two customers.

const longsIn = (buffer: DirectBuffer, offset: number, length: number) =>
  Array.from({ length: length >> 3 }, (_, at) => buffer.getLong(offset + 8 * at));

function bufferWith(longs: readonly number[]): ExpandableArrayBuffer {
  const buffer = new ExpandableArrayBuffer(8 * longs.length);
  longs.forEach((long, at) => buffer.putLong(8 * at, long));
  return buffer;
}

/** The learner's auction on every member. Its clients are told in three longs. */
class AuctionService implements ClusteredService {
  auction: Auction = newAuction;

  onStart(_cluster: Cluster, image: Image | null): void {
    while (image && !image.isEndOfStream)
      image.poll((buffer, offset) => {
        this.auction = JSON.parse(buffer.getStringAscii(offset)) as Auction;
      }, 1);
  }

  onSessionMessage(
    session: ClientSession | null,
    _timestamp: number,
    buffer: DirectBuffer,
    offset: number,
    length: number,
  ): void {
    const [customerId = 0, correlationId = 0, by = 0] = longsIn(buffer, offset, length);
    const { auction, answer: said } = attemptBid(this.auction, { customerId, correlationId, raise: by });
    this.auction = auction;
    if (said && session)
      session.offer(bufferWith([said.correlationId, said.accepted ? 1 : 0, said.bestPrice]), 0, 24);
  }

  onTakeSnapshot(publication: ExclusivePublication): void {
    const buffer = new ExpandableArrayBuffer();
    publication.offer(buffer, 0, buffer.putStringAscii(0, JSON.stringify(this.auction)));
  }

  onSessionOpen(): void {}
  onSessionClose(): void {}
  onTimerEvent(): void {}
  onRoleChange(): void {}
  onTerminate(): void {}
}

const readAnswer = (buffer: DirectBuffer): Answer => {
  const [correlationId = 0, accepted, bestPrice = 0] = longsIn(buffer, 0, 24);
  return { correlationId, accepted: accepted === 1, bestPrice };
};
const tellAnswer = ({ accepted, bestPrice }: Answer) =>
  `${accepted ? 'accepted' : 'refused'}, best is ${bestPrice}`;
const application: Application = {
  service: () => new AuctionService(),
  protocol: {
    encode: () => 0,
    decode: (buffer) => ({ correlationId: null, words: tellAnswer(readAnswer(buffer)) }),
  },
};

interface Customer {
  readonly client: Client;
  readonly asked: readonly Asked[];
}

interface Asked {
  readonly user: NodeId;
  readonly request: number;
  readonly correlationId: number;
  readonly raise: number;
}

const members = ['m0', 'm1', 'm2'];

/** The learner's client in a process of its own: what it wants done is done in the simulated world. */
function customerProgram(customerId: number): Program<Customer, ClusterMessage, string, string> {
  const deedOf = (effect: Effect, { asked }: Customer): Deed<ClusterMessage, string>[] => {
    switch (effect.kind) {
      case 'wait':
        return [setTimer('wait', 250)];
      case 'connect':
        return [
          send(members[effect.to]!, { kind: 'SessionConnectRequest', correlationId: effect.correlationId }),
        ];
      case 'offer': {
        const { bid: wanted, clusterSessionId, leadershipTermId, to } = effect;
        const buffer = bufferWith([wanted.customerId, wanted.correlationId, wanted.raise]);
        const payload = {
          bytes: bytesOf(buffer, 0, 24),
          says: `raise ${wanted.raise} by ${wanted.customerId}`,
        };
        return [send(members[to]!, { kind: 'SessionMessage', clusterSessionId, leadershipTermId, payload })];
      }
      case 'tell':
        return asked
          .filter(({ correlationId }) => correlationId === effect.answer.correlationId)
          .map(({ user, request, raise: by }) =>
            reply({ client: user, request }, `raise ${by}: ${tellAnswer(effect.answer)}`),
          );
    }
  };
  const react = (
    state: Customer,
    input: Input,
    note: (client: Client) => Customer['asked'] = () => state.asked,
  ) => {
    const { client, effects } = onInput(state.client, input);
    const next = { client, asked: note(client) };
    return { state: next, effects: effects.flatMap((effect) => deedOf(effect, next)) };
  };
  return {
    init: () => ({ client: newClient(customerId, members.length), asked: [] }),
    step(state, input) {
      switch (input.kind) {
        case 'start':
          return { state, effects: [] };
        case 'timer':
          return react(state, timeOut);
        case 'request': {
          const { client: user, request } = input;
          const by = Number(input.command);
          return react(state, raise(by), ({ lastBid }) => [
            ...state.asked,
            { user, request, correlationId: lastBid, raise: by },
          ]);
        }
        case 'message': {
          const { message } = input;
          if (message.kind === 'SessionEgress')
            return react(state, { kind: 'answer', answer: readAnswer(bufferOf(message.payload.bytes)) });
          return react(state, message as Input);
        }
      }
    },
  };
}

const customers = ['c1', 'c2'];
const cluster = clusterSystem(application, { clients: customers });
const programOf = (node: NodeId) =>
  customers.includes(node) ? customerProgram(1 + customers.indexOf(node)) : cluster.program(node);

/** Each member is away for a while, whoever leads: one crashes, one stands still, and one is cut off with a customer. */
function troubles(seed: number): readonly string[] {
  const [one, two, three] = members.map((_, at) => members[(seed + at) % 3]!);
  return [
    `at ${900 + 7 * seed}ms crash ${one}`,
    `at 1900ms restart ${one}`,
    `at ${2_000 + 11 * seed}ms pause ${two}`,
    `at 3s resume ${two}`,
    `at ${3_100 + 13 * seed}ms partition ${three} c1 | ${one} ${two} c2`,
    'at 4200ms heal everything',
  ];
}

/** Between the customers' processes and the members: what their users want, they hear of. */
const onLines = (fault: string): readonly string[] =>
  customers.flatMap((name) => members.map((member) => `${fault} on ${name} <-> ${member}`));

/** Two customers who bid in turn, in a cluster that fails, on a network that loses and repeats. */
function bidThrough(seed: number) {
  const bids = Array.from({ length: 12 }, (_, at) => {
    const name = customers[at % 2]!;
    return `at ${600 + 330 * at}ms client u${name} sends ${10 + at} to ${name}`;
  });
  const lines = [
    `seed ${seed}`,
    'latency 1ms to 20ms',
    ...onLines('loss 15%'),
    ...onLines('duplication 15%'),
    ...onLines('reordering 15%'),
    ...troubles(seed),
    ...bids,
    ...onLines('at 5s loss 0%'),
    'until 11s',
  ];
  const system = { ...cluster, program: programOf, always: clusterPromises() } as typeof cluster;
  const { trace, world, failure } = runScenario(system, parseScenario(lines.join('\n'), system));
  const told = trace.events.flatMap((each) => (each.kind === 'return' ? [String(each.reply)] : []));
  const { service } = world.state('m0') as { service?: unknown };
  return { sentence: failure?.sentence, told, auction: (service as AuctionService).auction };
}

const raised = (told: readonly string[]) =>
  told
    .map((words) => Number(/^raise (\d+): accepted/.exec(words)?.[1] ?? 0))
    .reduce((sum, by) => sum + by, 0);

declare const __lockstep: { turn(): void };

it(
  'every bid is answered and has counted once, in a cluster that fails',
  { timeout: 25_000 },
  async ({ skip }) => {
    onceStepsPass({ skip });
    for (const seed of seeds(6)) {
      await new Promise((done) => setTimeout(done));
      __lockstep.turn();
      const { sentence, told, auction } = bidThrough(seed);
      const again = alone('aeron-cluster/retry-after-failover', seed);
      if (sentence !== undefined) expect.fail(`${sentence}\n${again}`);
      expect(told.length, `answers to 12 bids. ${again}`).toBe(12);
      expect(
        auction.bestPrice,
        `the best price, where customers were told:\n${told.join('\n')}\n${again}`,
      ).toBe(raised(told));
    }
  },
);
