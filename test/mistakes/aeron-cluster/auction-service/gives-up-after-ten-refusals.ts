// caught by: an answer › that is refused by back-pressure is offered again until it is taken, with an idle in between
/**
 * Write a clustered service that sells one thing to whoever bids most. It runs
 * on every member of the cluster. Each of them hands it the same entries of the
 * log in the same order, and each must come to the same state.
 *
 * - A bid wins when its price is higher than the best so far. An equal one
 *   loses: who came first keeps the place.
 * - Whoever bids is told how the auction stands after the bid: who holds the
 *   best bid, at which price, since when, and whether this bid has won. The
 *   answer goes to the session of the bid, and to no other.
 * - Time is the timestamp of the entry. A member's own clock differs from its
 *   fellows', and from itself when the log is replayed.
 * - A bid may come without a session: a service has put it into the log. It
 *   counts like any other, and nobody is told.
 * - A message stands in the buffer at `offset` and is `length` bytes long. What
 *   lies around it is not part of it. Whatever is shorter than a bid is none: it
 *   changes nothing and nobody is told. To throw would stop every member at
 *   this entry, and again after each restart.
 * - `offer` may refuse. At `BACK_PRESSURED`, idle and offer again. At any other
 *   negative answer the client has gone: the bid counts and the answer is lost.
 *   To go on trying would hold up the member.
 * - Followers run the same code. There, `offer` of a session does nothing and
 *   says `MOCKED_OFFER`, which is positive. The role decides nothing.
 * - A member that starts gets the last snapshot and the log behind it. What is
 *   not in the snapshot is forgotten. A publication may refuse as well: then
 *   nothing was written. An image ends at `isEndOfStream`, and not when a poll
 *   hands over 0 fragments: they may be on their way.
 */
import {
  BACK_PRESSURED,
  ExpandableArrayBuffer,
  type ClientSession,
  type Cluster,
  type ClusteredService,
  type DirectBuffer,
  type ExclusivePublication,
  type Header,
  type Image,
} from '#course/aeron';

/** A bid: three longs. */
const CORRELATION_ID_OFFSET = 0;
const CUSTOMER_ID_OFFSET = 8;
const PRICE_OFFSET = 16;
const BID_MESSAGE_LENGTH = 24;

/**
 * An answer: the correlation id of the bid, customer and price of the best bid,
 * the time of the best bid, and a byte that is 1 when this bid has won, else 0.
 */
const SINCE_OFFSET = 24;
const BID_SUCCEEDED_OFFSET = 32;
const EGRESS_MESSAGE_LENGTH = 33;

/** The rules alone: they know nothing of a cluster. */
class Auction {
  bestPrice = 0;
  currentWinningCustomerId = -1;
  /** The timestamp of the best bid. */
  since = 0;

  /** @returns whether the bid has won */
  attemptBid(price: number, customerId: number, timestamp: number): boolean {
    if (price <= this.bestPrice) return false;
    this.bestPrice = price;
    this.currentWinningCustomerId = customerId;
    this.since = timestamp;
    return true;
  }
}

export class AuctionClusteredService implements ClusteredService {
  private readonly auction = new Auction();
  private readonly egressBuffer = new ExpandableArrayBuffer();
  private readonly snapshotBuffer = new ExpandableArrayBuffer();
  private cluster!: Cluster;

  onStart(cluster: Cluster, snapshotImage: Image | null): void {
    this.cluster = cluster;
    if (snapshotImage !== null) this.loadSnapshot(snapshotImage);
  }

  onSessionMessage(
    session: ClientSession | null,
    timestamp: number,
    buffer: DirectBuffer,
    offset: number,
    length: number,
    header: Header,
  ): void {
    if (length < BID_MESSAGE_LENGTH) return;
    const correlationId = buffer.getLong(offset + CORRELATION_ID_OFFSET);
    const customerId = buffer.getLong(offset + CUSTOMER_ID_OFFSET);
    const price = buffer.getLong(offset + PRICE_OFFSET);
    const hasWon = this.auction.attemptBid(price, customerId, timestamp);
    if (session !== null) this.answer(session, correlationId, hasWon);
  }

  private answer(
    session: ClientSession,
    correlationId: number,
    hasWon: boolean,
  ): void {
    const { egressBuffer, auction } = this;
    egressBuffer.putLong(CORRELATION_ID_OFFSET, correlationId);
    egressBuffer.putLong(CUSTOMER_ID_OFFSET, auction.currentWinningCustomerId);
    egressBuffer.putLong(PRICE_OFFSET, auction.bestPrice);
    egressBuffer.putLong(SINCE_OFFSET, auction.since);
    egressBuffer.putByte(BID_SUCCEEDED_OFFSET, hasWon ? 1 : 0);
    const { idleStrategy } = this.cluster;
    idleStrategy.reset();
    for (let tries = 0; tries < 10; tries++) {
      const result = session.offer(egressBuffer, 0, EGRESS_MESSAGE_LENGTH);
      if (result !== BACK_PRESSURED) return;
      idleStrategy.idle();
    }
  }

  onTakeSnapshot(snapshotPublication: ExclusivePublication): void {
    const { snapshotBuffer, auction } = this;
    snapshotBuffer.putLong(0, auction.currentWinningCustomerId);
    snapshotBuffer.putLong(8, auction.bestPrice);
    snapshotBuffer.putLong(16, auction.since);
    const { idleStrategy } = this.cluster;
    idleStrategy.reset();
    while (snapshotPublication.offer(snapshotBuffer, 0, 24) < 0)
      idleStrategy.idle();
  }

  private loadSnapshot(snapshotImage: Image): void {
    const { auction, cluster } = this;
    while (!snapshotImage.isEndOfStream) {
      const fragments = snapshotImage.poll((buffer, offset) => {
        auction.currentWinningCustomerId = buffer.getLong(offset);
        auction.bestPrice = buffer.getLong(offset + 8);
        auction.since = buffer.getLong(offset + 16);
      }, 1);
      cluster.idleStrategy.idle(fragments);
    }
  }

  onSessionOpen(): void {}
  onSessionClose(): void {}
  onTimerEvent(): void {}
  onRoleChange(): void {}
  onTerminate(): void {}
}
