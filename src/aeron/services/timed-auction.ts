import { ExpandableArrayBuffer, type DirectBuffer } from '../buffer.ts';
import type { Application } from '../cluster.ts';
import type { ClientSession, Cluster, ClusteredService, ExclusivePublication, Image } from '../service.ts';
import {
  CORRELATION_ID_OFFSET,
  requestLength,
  timedAuctionProtocol,
  write,
  read,
  type Standing,
} from './timed-auction-protocol.ts';

/** A bid in the last moments moves the end of its auction: there is always this much time left to answer it. */
export const leastTimeAfterBid = 200;

const nobody = -1;

/** Auctions that end by a timer of the cluster. The correlation id of the timer is the id of the auction. */
class TimedAuctionService implements ClusteredService {
  private readonly auctions = new Map<number, Standing>();
  private readonly egressBuffer = new ExpandableArrayBuffer();
  private readonly snapshotBuffer = new ExpandableArrayBuffer();
  private cluster!: Cluster;

  onStart(cluster: Cluster, snapshotImage: Image | null): void {
    this.cluster = cluster;
    if (snapshotImage === null) return;
    while (!snapshotImage.isEndOfStream) {
      const fragments = snapshotImage.poll((buffer, offset) => this.put(read(buffer, offset)), 10);
      cluster.idleStrategy.idle(fragments);
    }
  }

  onSessionMessage(
    session: ClientSession | null,
    timestamp: number,
    buffer: DirectBuffer,
    offset: number,
    length: number,
  ): void {
    if (length !== requestLength) return;
    const correlationId = buffer.getLong(offset + CORRELATION_ID_OFFSET);
    const { verb, auctionId, amount, customerId } = timedAuctionProtocol.request(buffer, offset);
    const known = this.auctions.get(auctionId);
    if (verb === 'open') this.open(known, auctionId, timestamp, amount);
    if (verb === 'bid') this.bid(known, timestamp, amount, customerId);
    if (verb === 'cancel') this.cancel(known);
    const standing = this.auctions.get(auctionId);
    const isDone = standing !== known;
    if (session !== null)
      this.tell(session, correlationId, isDone, standing ?? { ...unopened, id: auctionId });
  }

  private open(known: Standing | undefined, id: number, timestamp: number, span: number): void {
    if (known) return;
    this.put({ ...unopened, id, state: 'open', closesAt: timestamp + span });
    this.schedule(id, timestamp + span);
  }

  private bid(auction: Standing | undefined, timestamp: number, price: number, customerId: number): void {
    // Until the timer's entry comes, the auction is open on paper. What comes behind its end is too late all the same.
    if (auction?.state !== 'open' || timestamp >= auction.closesAt || price <= auction.bestPrice) return;
    const closesAt = Math.max(auction.closesAt, timestamp + leastTimeAfterBid);
    this.put({ ...auction, bestPrice: price, customerId, closesAt });
    if (closesAt > auction.closesAt) this.schedule(auction.id, closesAt);
  }

  private cancel(auction: Standing | undefined): void {
    if (auction?.state !== 'open') return;
    this.put({ ...auction, state: 'cancelled' });
    this.insist(() => this.cluster.cancelTimer(auction.id));
  }

  /** A timer that had expired already when it was moved or cancelled stands in the log all the same: it is of no account. */
  onTimerEvent(correlationId: number, timestamp: number): void {
    const auction = this.auctions.get(correlationId);
    if (auction?.state !== 'open' || timestamp < auction.closesAt) return;
    const closed: Standing = { ...auction, state: 'closed' };
    this.put(closed);
    for (const session of this.cluster.clientSessions()) this.tell(session, nobody, true, closed);
  }

  onTakeSnapshot(snapshotPublication: ExclusivePublication): void {
    for (const auction of this.auctions.values()) {
      const length = write(this.snapshotBuffer, 0, auction);
      this.insist(() => snapshotPublication.offer(this.snapshotBuffer, 0, length) >= 0);
    }
  }

  private put(auction: Standing): void {
    this.auctions.set(auction.id, auction);
  }

  private schedule(auctionId: number, deadline: number): void {
    this.insist(() => this.cluster.scheduleTimer(auctionId, deadline));
  }

  private tell(session: ClientSession, correlationId: number, isDone: boolean, standing: Standing): void {
    const length = timedAuctionProtocol.answer(this.egressBuffer, correlationId, isDone, standing);
    this.insist(() => session.offer(this.egressBuffer, 0, length) >= 0);
  }

  /** Asks again, with an idle in between, until back-pressure lets it through. */
  private insist(isTaken: () => boolean): void {
    const { idleStrategy } = this.cluster;
    idleStrategy.reset();
    while (!isTaken()) idleStrategy.idle();
  }

  onSessionOpen(): void {}
  onSessionClose(): void {}
  onRoleChange(): void {}
  onTerminate(): void {}
}

const unopened: Standing = { id: nobody, state: 'unknown', closesAt: 0, bestPrice: 0, customerId: nobody };

export const timedAuction: Application = {
  service: () => new TimedAuctionService(),
  protocol: timedAuctionProtocol,
};
