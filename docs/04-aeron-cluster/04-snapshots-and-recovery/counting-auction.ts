import { ExpandableArrayBuffer, type Image } from '#course/aeron';
import type {
  ClientSession,
  Cluster,
  ClusteredService,
  DirectBuffer,
  ExclusivePublication,
} from '#course/aeron';

export type Flaw = 'none' | 'leaves out' | 'only logs' | 'offers once';

// A bid has a correlation id, a customer and a price. The snapshot has the
// winner, the price and the number of bids.
const CUSTOMER = 8;
const PRICE = 16;
const BIDS = 24;

/** The auction of lesson 2, which now counts its bids, too. */
export class CountingAuction implements ClusteredService {
  private cluster!: Cluster;
  private bestPrice = 0;
  private winner = -1;
  private bids = 0;

  constructor(private readonly flaw: Flaw) {}

  onStart(cluster: Cluster, image: Image | null): void {
    this.cluster = cluster;
    if (image === null) return;
    while (!image.isEndOfStream) {
      const polled = image.poll((buffer, offset) => {
        const bestPrice = buffer.getLong(offset + PRICE);
        if (this.flaw === 'only logs') return console.log('read', bestPrice);
        this.winner = buffer.getLong(offset + CUSTOMER);
        this.bestPrice = bestPrice;
        if (this.flaw !== 'leaves out')
          this.bids = buffer.getLong(offset + BIDS);
      }, 1);
      cluster.idleStrategy.idle(polled);
    }
  }

  onTakeSnapshot(publication: ExclusivePublication): void {
    const buffer = new ExpandableArrayBuffer();
    buffer.putLong(CUSTOMER, this.winner);
    buffer.putLong(PRICE, this.bestPrice);
    buffer.putLong(BIDS, this.bids);
    const offer = () => publication.offer(buffer, 0, 32);
    if (this.flaw === 'offers once') return void offer();
    while (offer() < 0) this.cluster.idleStrategy.idle();
  }

  onSessionMessage(
    session: ClientSession | null,
    _timestamp: number,
    message: DirectBuffer,
    offset: number,
  ): void {
    this.bids += 1;
    const price = message.getLong(offset + PRICE);
    const isBetter = price > this.bestPrice;
    if (isBetter) {
      this.bestPrice = price;
      this.winner = message.getLong(offset + CUSTOMER);
    }
    const egress = new ExpandableArrayBuffer();
    egress.putLong(0, message.getLong(offset));
    egress.putLong(CUSTOMER, this.winner);
    egress.putLong(PRICE, this.bestPrice);
    egress.putByte(BIDS, isBetter ? 1 : 0);
    while (session && session.offer(egress, 0, 25) < 0)
      this.cluster.idleStrategy.idle();
  }

  onSessionOpen(): void {}
  onSessionClose(): void {}
  onTimerEvent(): void {}
  onRoleChange(): void {}
  onTerminate(): void {}
}
