import type { DirectBuffer, MutableDirectBuffer } from '../buffer.ts';
import type { Protocol } from '../client.ts';

/** How an auction stands. */
export interface Standing {
  readonly id: number;
  readonly state: (typeof states)[number];
  /** Cluster time, in milliseconds. */
  readonly closesAt: number;
  readonly bestPrice: number;
  readonly customerId: number;
}

export interface Request {
  readonly verb: (typeof verbs)[number];
  readonly auctionId: number;
  /** Of a bid: the price. Of an auction: how long it takes, in milliseconds. */
  readonly amount: number;
  readonly customerId: number;
}

const states = ['unknown', 'open', 'closed', 'cancelled'] as const;
const verbs = ['open', 'bid', 'cancel'] as const;

export const CORRELATION_ID_OFFSET = 0;
const VERB_OFFSET = 8;
const AUCTION_ID_OFFSET = 9;
const AMOUNT_OFFSET = 17;
const CUSTOMER_ID_OFFSET = 25;
export const requestLength = 33;

const IS_DONE_OFFSET = 8;
const STANDING_OFFSET = 9;
const standingLength = 33;
const answerLength = STANDING_OFFSET + standingLength;

export function write(buffer: MutableDirectBuffer, offset: number, standing: Standing): number {
  buffer.putLong(offset, standing.id);
  buffer.putByte(offset + 8, states.indexOf(standing.state));
  buffer.putLong(offset + 9, standing.closesAt);
  buffer.putLong(offset + 17, standing.bestPrice);
  buffer.putLong(offset + 25, standing.customerId);
  return standingLength;
}

export const read = (buffer: DirectBuffer, offset: number): Standing => ({
  id: buffer.getLong(offset),
  state: states[buffer.getByte(offset + 8)]!,
  closesAt: buffer.getLong(offset + 9),
  bestPrice: buffer.getLong(offset + 17),
  customerId: buffer.getLong(offset + 25),
});

function tell({ id, state, closesAt, bestPrice, customerId }: Standing): string {
  const best = bestPrice === 0 ? 'no bid' : `${bestPrice} by ${customerId}`;
  switch (state) {
    case 'unknown':
      return `there is no auction ${id}`;
    case 'open':
      return `auction ${id} ends at ${closesAt}, ${best}`;
    case 'closed':
      return bestPrice === 0 ? `auction ${id} is over, no bid` : `auction ${id} is sold for ${best}`;
    case 'cancelled':
      return `auction ${id} is cancelled`;
  }
}

const forms: readonly (readonly [RegExp, (...numbers: readonly number[]) => Request])[] = [
  [/^open (\d+) for (\d+)ms$/, (auctionId, amount) => ({ verb: 'open', auctionId, amount, customerId: -1 })],
  [
    /^bid (\d+) by (\d+) in (\d+)$/,
    (amount, customerId, auctionId) => ({ verb: 'bid', auctionId, amount, customerId }),
  ],
  [/^cancel (\d+)$/, (auctionId) => ({ verb: 'cancel', auctionId, amount: 0, customerId: -1 })],
];

function requestIn(words: string): Request {
  for (const [form, request] of forms) {
    const match = form.exec(words);
    if (match) return request(...match.slice(1).map(Number));
  }
  throw new Error(
    `“${words}” is nothing that auctions take. Write: open 1 for 500ms, or: bid 110 by 7 in 1, or: cancel 1`,
  );
}

/** Requests in words: `open 1 for 500ms`, `bid 110 by 7 in 1`, `cancel 1`. */
export const timedAuctionProtocol = {
  encode(words, correlationId, buffer) {
    const { verb, auctionId, amount, customerId } = requestIn(words);
    buffer.putLong(CORRELATION_ID_OFFSET, correlationId);
    buffer.putByte(VERB_OFFSET, verbs.indexOf(verb));
    buffer.putLong(AUCTION_ID_OFFSET, auctionId);
    buffer.putLong(AMOUNT_OFFSET, amount);
    buffer.putLong(CUSTOMER_ID_OFFSET, customerId);
    return requestLength;
  },
  request: (buffer: DirectBuffer, offset: number): Request => ({
    verb: verbs[buffer.getByte(offset + VERB_OFFSET)]!,
    auctionId: buffer.getLong(offset + AUCTION_ID_OFFSET),
    amount: buffer.getLong(offset + AMOUNT_OFFSET),
    customerId: buffer.getLong(offset + CUSTOMER_ID_OFFSET),
  }),
  answer(buffer: MutableDirectBuffer, correlationId: number, isDone: boolean, standing: Standing): number {
    buffer.putLong(CORRELATION_ID_OFFSET, correlationId);
    buffer.putByte(IS_DONE_OFFSET, isDone ? 1 : 0);
    write(buffer, STANDING_OFFSET, standing);
    return answerLength;
  },
  decode(buffer) {
    const correlationId = buffer.getLong(CORRELATION_ID_OFFSET);
    const words = tell(read(buffer, STANDING_OFFSET));
    if (correlationId < 0) return { correlationId: null, words };
    return { correlationId, words: `${buffer.getByte(IS_DONE_OFFSET) === 1 ? 'done' : 'refused'}, ${words}` };
  },
} satisfies Protocol & Record<string, unknown>;
