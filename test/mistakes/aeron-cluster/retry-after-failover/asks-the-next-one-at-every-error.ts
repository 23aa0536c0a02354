// caught by: a client › waits for the time-out when a member answers with an error, and keeps the bid
/**
 * Write a client that brings each bid to an answer, across fail-overs, and what
 * the auction must remember so that each bid counts once.
 *
 * The client
 * - numbers its bids from 1 on, and has one of them under way. The others wait.
 * - needs a session before it can offer: it connects to a member, under the
 *   next correlation id for connecting. `OK` brings the session and the leader.
 *   At `REDIRECT` it connects to the member named. At `ERROR` it waits for the
 *   time-out. What answers an earlier connect than the last is old news.
 * - connects again when its session is `CLOSED`, if a bid waits for that.
 * - offers to the leader, under its session and the leader's term: a leader
 *   drops what carries another term. A session outlives a fail-over. When
 *   `NewLeaderEvent` tells of a later term for its session, the bid under way
 *   is offered again, there. Events of earlier terms may come late.
 * - asks for a time-out by `wait`, with all that it sends. A later `wait`
 *   replaces the one before. At a time-out nobody knows what was lost: the
 *   bid, or its answer, or the leader. So it connects to the next member,
 *   0 after the last one, and offers the same bid once it is connected.
 * - tells an answer to the bid under way, whichever session it comes by, and
 *   goes on with the next bid. It tells nothing else: it cannot know that a bid
 *   has failed. Answers to earlier bids may come twice.
 *
 * The auction
 * - takes a bid that raises the price by 1 or more, unless its customer holds
 *   the best bid already: nobody outbids himself. Otherwise it refuses.
 * - answers a bid that comes again as it did the first time, and changes
 *   nothing. A refusal is an answer, too. Sessions end, customers stay: it
 *   remembers the last answer for each customer.
 * - passes over a bid with a lower number than the last one of its customer.
 *
 * What comes in is never changed.
 */

export interface Bid {
  readonly customerId: number;
  /** 1 for the customer's first bid. The same however often it is sent. */
  readonly correlationId: number;
  /** By how much it raises the best price. */
  readonly raise: number;
}

export interface Answer {
  readonly correlationId: number;
  readonly accepted: boolean;
  /** After the bid. */
  readonly bestPrice: number;
}

export interface Client {
  readonly customerId: number;
  /** How many there are; their ids begin at 0. */
  readonly members: number;
  /** Where it connects to, or offers to. */
  readonly leaderMemberId: number;
  readonly leadershipTermId: number;
  /** Null without a session. */
  readonly clusterSessionId: number | null;
  /** The correlation id of its last connect; 0 before the first. */
  readonly lastConnect: number;
  /** The correlation id of its last bid; 0 before the first. */
  readonly lastBid: number;
  /** Not answered. The first one is under way. */
  readonly bids: readonly Bid[];
}

export const newClient = (customerId: number, members: number): Client => ({
  customerId,
  members,
  leaderMemberId: 0,
  leadershipTermId: -1,
  clusterSessionId: null,
  lastConnect: 0,
  lastBid: 0,
  bids: [],
});

export type Input =
  /** The customer wants to raise the best price. */
  | { readonly kind: 'bid'; readonly raise: number }
  | { readonly kind: 'time-out' }
  | SessionEvent
  | NewLeaderEvent
  /** What the auction has answered. */
  | { readonly kind: 'answer'; readonly answer: Answer };

export interface SessionEvent {
  readonly kind: 'SessionEvent';
  readonly code: 'OK' | 'ERROR' | 'REDIRECT' | 'CLOSED';
  readonly clusterSessionId: number;
  /** Of the connect that is answered. `CLOSED` answers none. */
  readonly correlationId: number;
  readonly leadershipTermId: number;
  readonly leaderMemberId: number;
}

export interface NewLeaderEvent {
  readonly kind: 'NewLeaderEvent';
  readonly clusterSessionId: number;
  readonly leadershipTermId: number;
  readonly leaderMemberId: number;
}

export type Effect =
  | {
      readonly kind: 'connect';
      readonly to: number;
      readonly correlationId: number;
    }
  | {
      readonly kind: 'offer';
      readonly to: number;
      readonly clusterSessionId: number;
      readonly leadershipTermId: number;
      readonly bid: Bid;
    }
  /** Asks for a `time-out`, in place of one that was asked for before. */
  | { readonly kind: 'wait' }
  /** Tells the customer. */
  | { readonly kind: 'tell'; readonly answer: Answer };

export interface Reaction {
  readonly client: Client;
  readonly effects: readonly Effect[];
}

const wait: Effect = { kind: 'wait' };

/** Given. */
export function onInput(client: Client, input: Input): Reaction {
  switch (input.kind) {
    case 'bid':
      return onBid(client, input.raise);
    case 'time-out':
      return onTimeOut(client);
    case 'SessionEvent':
      return onSessionEvent(client, input);
    case 'NewLeaderEvent':
      return onNewLeaderEvent(client, input);
    case 'answer':
      return onAnswer(client, input.answer);
  }
}

function onBid(client: Client, raise: number): Reaction {
  const { customerId, bids } = client;
  const correlationId = client.lastBid + 1;
  const bid = { customerId, correlationId, raise };
  const next = { ...client, lastBid: correlationId, bids: [...bids, bid] };
  return bids.length === 0 ? pursue(next) : { client: next, effects: [] };
}

function onTimeOut(client: Client): Reaction {
  const { leaderMemberId, members, bids } = client;
  if (bids.length === 0) return { client, effects: [] };
  return connect(client, (leaderMemberId + 1) % members);
}

function onSessionEvent(client: Client, event: SessionEvent): Reaction {
  const { clusterSessionId, leadershipTermId, leaderMemberId } = event;
  if (event.code === 'CLOSED' && clusterSessionId === client.clusterSessionId)
    return pursue({ ...client, clusterSessionId: null });
  const isExpected =
    client.clusterSessionId === null &&
    event.correlationId === client.lastConnect;
  if (event.code === 'REDIRECT' && isExpected)
    return connect(client, leaderMemberId);
  if (event.code === 'ERROR' && isExpected) return onTimeOut(client);
  if (event.code === 'OK' && isExpected)
    return pursue({
      ...client,
      clusterSessionId,
      leadershipTermId,
      leaderMemberId,
    });
  return { client, effects: [] };
}

function onNewLeaderEvent(client: Client, event: NewLeaderEvent): Reaction {
  const { clusterSessionId, leadershipTermId, leaderMemberId } = event;
  const isNews =
    clusterSessionId === client.clusterSessionId &&
    leadershipTermId > client.leadershipTermId;
  return isNews
    ? pursue({ ...client, leadershipTermId, leaderMemberId })
    : { client, effects: [] };
}

function onAnswer(client: Client, answer: Answer): Reaction {
  const [bid, ...bids] = client.bids;
  if (bid?.correlationId !== answer.correlationId)
    return { client, effects: [] };
  const next = pursue({ ...client, bids });
  return {
    client: next.client,
    effects: [{ kind: 'tell', answer }, ...next.effects],
  };
}

/** What has to be done next for the bid under way; nothing when there is none. */
function pursue(client: Client): Reaction {
  const { leaderMemberId: to, clusterSessionId, leadershipTermId } = client;
  const [bid] = client.bids;
  if (bid === undefined) return { client, effects: [] };
  if (clusterSessionId === null) return connect(client, to);
  const offer = { to, clusterSessionId, leadershipTermId, bid };
  return { client, effects: [{ kind: 'offer', ...offer }, wait] };
}

/** Leaves the session that it has. */
function connect(client: Client, to: number): Reaction {
  const lastConnect = client.lastConnect + 1;
  return {
    client: {
      ...client,
      lastConnect,
      leaderMemberId: to,
      clusterSessionId: null,
    },
    effects: [{ kind: 'connect', to, correlationId: lastConnect }, wait],
  };
}

/** The state of the clustered service, in its snapshot as a whole. */
export interface Auction {
  readonly bestPrice: number;
  /** The customer who holds the best bid; -1 before the first. */
  readonly winner: number;
  /** Customer id → the answer to the customer's last bid. */
  readonly answers: Readonly<Record<number, Answer>>;
}

export const newAuction: Auction = { bestPrice: 0, winner: -1, answers: {} };

/** @returns a null for an answer when there is nothing to say */
export function attemptBid(
  auction: Auction,
  bid: Bid,
): { readonly auction: Auction; readonly answer: Answer | null } {
  const { customerId, correlationId, raise } = bid;
  const last = auction.answers[customerId];
  if (last?.correlationId === correlationId) return { auction, answer: last };
  if (last && correlationId < last.correlationId)
    return { auction, answer: null };

  const accepted = raise >= 1 && customerId !== auction.winner;
  const bestPrice = auction.bestPrice + (accepted ? raise : 0);
  const answer = { correlationId, accepted, bestPrice };
  return {
    auction: {
      bestPrice,
      winner: accepted ? customerId : auction.winner,
      answers: { ...auction.answers, [customerId]: answer },
    },
    answer,
  };
}
