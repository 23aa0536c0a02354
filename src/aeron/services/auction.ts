import { ExpandableArrayBuffer, type DirectBuffer } from '../buffer.ts';
import type { Application } from '../cluster.ts';
import type { Protocol } from '../client.ts';
import type {
  ClientSession,
  Cluster,
  ClusteredService,
  ExclusivePublication,
  Header,
  Image,
} from '../service.ts';

/** Offsets as in Aeron's `BasicAuctionClusteredService`. */
export const CORRELATION_ID_OFFSET = 0;
export const CUSTOMER_ID_OFFSET = 8;
export const PRICE_OFFSET = 16;
export const BID_MESSAGE_LENGTH = 24;
export const BID_SUCCEEDED_OFFSET = BID_MESSAGE_LENGTH;
export const EGRESS_MESSAGE_LENGTH = BID_SUCCEEDED_OFFSET + 1;

const SNAPSHOT_CUSTOMER_ID_OFFSET = 0;
const SNAPSHOT_PRICE_OFFSET = 8;
const SNAPSHOT_MESSAGE_LENGTH = 16;

/** The rules alone: they know nothing of a cluster. */
class Auction {
  bestPrice = 0;
  currentWinningCustomerId = -1;

  attemptBid(price: number, customerId: number): boolean {
    if (price <= this.bestPrice) return false;
    this.bestPrice = price;
    this.currentWinningCustomerId = customerId;
    return true;
  }
}

/** One auction that never ends: a bid wins when it is higher than the best. Its bidder hears how the auction stands. */
export class AuctionService implements ClusteredService {
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
    _timestamp: number,
    buffer: DirectBuffer,
    offset: number,
    _length: number,
    _header: Header,
  ): void {
    const correlationId = buffer.getLong(offset + CORRELATION_ID_OFFSET);
    const customerId = buffer.getLong(offset + CUSTOMER_ID_OFFSET);
    const price = buffer.getLong(offset + PRICE_OFFSET);
    const bidSucceeded = this.auction.attemptBid(price, customerId);
    if (session === null) return;
    const { egressBuffer } = this;
    egressBuffer.putLong(CORRELATION_ID_OFFSET, correlationId);
    egressBuffer.putLong(CUSTOMER_ID_OFFSET, this.auction.currentWinningCustomerId);
    egressBuffer.putLong(PRICE_OFFSET, this.auction.bestPrice);
    egressBuffer.putByte(BID_SUCCEEDED_OFFSET, bidSucceeded ? 1 : 0);
    const { idleStrategy } = this.cluster;
    idleStrategy.reset();
    while (session.offer(egressBuffer, 0, EGRESS_MESSAGE_LENGTH) < 0) idleStrategy.idle();
  }

  onTakeSnapshot(snapshotPublication: ExclusivePublication): void {
    const { snapshotBuffer } = this;
    snapshotBuffer.putLong(SNAPSHOT_CUSTOMER_ID_OFFSET, this.auction.currentWinningCustomerId);
    snapshotBuffer.putLong(SNAPSHOT_PRICE_OFFSET, this.auction.bestPrice);
    const { idleStrategy } = this.cluster;
    idleStrategy.reset();
    while (snapshotPublication.offer(snapshotBuffer, 0, SNAPSHOT_MESSAGE_LENGTH) < 0) idleStrategy.idle();
  }

  private loadSnapshot(snapshotImage: Image): void {
    let isLoaded = false;
    while (!snapshotImage.isEndOfStream) {
      const fragments = snapshotImage.poll((buffer, offset, length) => {
        if (length < SNAPSHOT_MESSAGE_LENGTH)
          throw new Error(`The snapshot has ${length} bytes in place of ${SNAPSHOT_MESSAGE_LENGTH}.`);
        this.auction.currentWinningCustomerId = buffer.getLong(offset + SNAPSHOT_CUSTOMER_ID_OFFSET);
        this.auction.bestPrice = buffer.getLong(offset + SNAPSHOT_PRICE_OFFSET);
        isLoaded = true;
      }, 1);
      this.cluster.idleStrategy.idle(fragments);
    }
    if (!isLoaded) throw new Error('The snapshot is empty: the state of the auction is not in it.');
  }

  onSessionOpen(): void {}
  onSessionClose(): void {}
  onTimerEvent(): void {}
  onRoleChange(): void {}
  onTerminate(): void {}
}

/** Requests in words: `bid 110 by 7`. */
export const auctionProtocol: Protocol = {
  encode(words, correlationId, buffer) {
    const [, price, customer] = /^bid (\d+) by (\d+)$/.exec(words) ?? [];
    if (price === undefined || customer === undefined)
      throw new Error(`An auction takes bids: “bid 110 by 7”, and not “${words}”.`);
    buffer.putLong(CORRELATION_ID_OFFSET, correlationId);
    buffer.putLong(CUSTOMER_ID_OFFSET, Number(customer));
    buffer.putLong(PRICE_OFFSET, Number(price));
    return BID_MESSAGE_LENGTH;
  },
  decode(buffer) {
    const succeeded = buffer.getByte(BID_SUCCEEDED_OFFSET) === 1;
    const best = `best is ${buffer.getLong(PRICE_OFFSET)} by ${buffer.getLong(CUSTOMER_ID_OFFSET)}`;
    return {
      correlationId: buffer.getLong(CORRELATION_ID_OFFSET),
      words: `${succeeded ? 'accepted' : 'refused'}, ${best}`,
    };
  },
};

export const auction: Application = { service: () => new AuctionService(), protocol: auctionProtocol };
