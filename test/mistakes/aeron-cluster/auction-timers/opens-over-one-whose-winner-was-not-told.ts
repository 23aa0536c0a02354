// caught by: an auction › is not opened again as long as it is open, and may be when it is over
/**
 * Write the part of an auction house that has to do with time. Requests are
 * read and answered, and the snapshot is taken and loaded: that is given.
 *
 * - An auction opens for a duration. Its deadline is the timestamp of the
 *   request plus the duration, and a timer of the cluster closes it. The
 *   correlation id of the timer is the number of the auction.
 * - There is one timer for a correlation id: to schedule it again moves it.
 * - `scheduleTimer` and `cancelTimer` say false when the request could not be
 *   handed over. Idle, and ask again.
 * - From its deadline on an auction takes no bids and cannot be withdrawn, also
 *   when the timer has not fired yet: after a fail-over that may take seconds.
 * - A bid must be higher than the best. One that is taken less than `EXTENSION`
 *   before the deadline moves the deadline, to its timestamp plus `EXTENSION`.
 * - An auction that is withdrawn is over, sells to nobody, and needs no timer.
 * - The leader watches the time, puts the event of a timer into the log, and
 *   every member gets it there. It may stand there already when a bid moves the
 *   deadline, or a withdrawal cancels the timer: then it comes all the same.
 *   An event that comes before the deadline closes nothing. It has used up the
 *   timer of its correlation id, which is asked for again.
 * - When an auction closes, all sessions are told. When it is over, another one
 *   may open under its number. As long as it is open, that is refused.
 * - A member that starts from a snapshot asks for no timer: those that were
 *   waiting are part of the cluster's own snapshot.
 */
import {
  BACK_PRESSURED,
  ExpandableArrayBuffer,
  type ClientSession,
  type Cluster,
  type ClusteredService,
  type DirectBuffer,
  type ExclusivePublication,
  type Image,
} from '#course/aeron';

/** In milliseconds, as all times are. */
export const EXTENSION = 300;

/** Given: what a request is about, its second long. */
export const OPEN = 1;
export const BID = 2;
export const WITHDRAW = 3;

interface Auction {
  readonly isOpen: boolean;
  readonly deadline: number;
  /** 0 before the first bid. */
  readonly bestPrice: number;
  /** The customer who has bid most; -1 before the first bid. */
  readonly winner: number;
}

export class AuctionHouse implements ClusteredService {
  /** By their numbers. An auction that is over stays here. */
  private readonly auctions = new Map<number, Auction>();
  private cluster!: Cluster;

  /** @returns false when an auction of that number is open */
  private open(id: number, duration: number, timestamp: number): boolean {
    if (this.inTime(id, timestamp)) return false;
    const deadline = timestamp + duration;
    this.auctions.set(id, { isOpen: true, deadline, bestPrice: 0, winner: -1 });
    this.schedule(id, deadline);
    return true;
  }

  /** @returns whether the bid has been taken */
  private bid(
    id: number,
    price: number,
    customerId: number,
    timestamp: number,
  ): boolean {
    const auction = this.inTime(id, timestamp);
    if (!auction || price <= auction.bestPrice) return false;
    const deadline = Math.max(auction.deadline, timestamp + EXTENSION);
    const taken = { bestPrice: price, winner: customerId };
    this.auctions.set(id, { ...auction, ...taken, deadline });
    if (deadline !== auction.deadline) this.schedule(id, deadline);
    return true;
  }

  /** @returns whether the auction has been withdrawn */
  private withdraw(id: number, timestamp: number): boolean {
    const auction = this.inTime(id, timestamp);
    if (!auction) return false;
    const nobody = { bestPrice: 0, winner: -1 };
    this.auctions.set(id, { ...auction, ...nobody, isOpen: false });
    const { cluster } = this;
    cluster.idleStrategy.reset();
    while (!cluster.cancelTimer(id)) cluster.idleStrategy.idle();
    return true;
  }

  /** The auction, if it is open at that time. */
  private inTime(id: number, timestamp: number): Auction | undefined {
    const auction = this.auctions.get(id);
    return auction?.isOpen && timestamp < auction.deadline
      ? auction
      : undefined;
  }

  private schedule(id: number, deadline: number): void {
    const { cluster } = this;
    cluster.idleStrategy.reset();
    while (!cluster.scheduleTimer(id, deadline)) cluster.idleStrategy.idle();
  }

  onTimerEvent(correlationId: number, timestamp: number): void {
    const auction = this.auctions.get(correlationId);
    if (!auction?.isOpen) return;
    if (timestamp < auction.deadline) {
      this.schedule(correlationId, auction.deadline);
      return;
    }
    this.auctions.set(correlationId, { ...auction, isOpen: false });
    this.tellAll(correlationId);
  }

  /** Given: tells every session how the auction stands. */
  private tellAll(id: number): void {
    for (const session of this.cluster.clientSessions())
      this.tell(session, -1, true, id);
  }

  // From here on all is given: messages and snapshots, in longs.

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
  ): void {
    const [correlationId, kind, id, ...amounts] = readLongs(
      buffer,
      offset,
      length,
    );
    if (correlationId === undefined || id === undefined) return;
    const [one = 0, other = 0] = amounts;
    let isDone = false;
    if (kind === OPEN) isDone = this.open(id, one, timestamp);
    if (kind === BID) isDone = this.bid(id, one, other, timestamp);
    if (kind === WITHDRAW) isDone = this.withdraw(id, timestamp);
    if (session !== null) this.tell(session, correlationId, isDone, id);
  }

  /** Correlation id, 1 for done, and the auction: number, 1 for open, deadline, best price, winner. */
  private tell(
    session: ClientSession,
    correlationId: number,
    isDone: boolean,
    id: number,
  ): void {
    const longs = [correlationId, isDone ? 1 : 0, ...this.longsOf(id)];
    const buffer = bufferOf(longs);
    const { idleStrategy } = this.cluster;
    while (session.offer(buffer, 0, 8 * longs.length) === BACK_PRESSURED)
      idleStrategy.idle();
  }

  private longsOf(id: number): number[] {
    const auction = this.auctions.get(id);
    if (!auction) return [id, 0, 0, 0, -1];
    const { isOpen, deadline, bestPrice, winner } = auction;
    return [id, isOpen ? 1 : 0, deadline, bestPrice, winner];
  }

  onTakeSnapshot(snapshotPublication: ExclusivePublication): void {
    for (const id of this.auctions.keys()) {
      const longs = this.longsOf(id);
      const buffer = bufferOf(longs);
      while (snapshotPublication.offer(buffer, 0, 8 * longs.length) < 0)
        this.cluster.idleStrategy.idle();
    }
  }

  private loadSnapshot(snapshotImage: Image): void {
    while (!snapshotImage.isEndOfStream)
      snapshotImage.poll((buffer, offset, length) => {
        const longs = readLongs(buffer, offset, length);
        const [id = 0, open, deadline = 0, bestPrice = 0, winner = -1] = longs;
        this.auctions.set(id, {
          isOpen: open === 1,
          deadline,
          bestPrice,
          winner,
        });
      }, 1);
  }

  onSessionOpen(): void {}
  onSessionClose(): void {}
  onRoleChange(): void {}
  onTerminate(): void {}
}

/** As many as there are whole ones. */
const readLongs = (
  buffer: DirectBuffer,
  offset: number,
  length: number,
): number[] =>
  Array.from({ length: length >> 3 }, (_, at) =>
    buffer.getLong(offset + 8 * at),
  );

function bufferOf(longs: readonly number[]): ExpandableArrayBuffer {
  const buffer = new ExpandableArrayBuffer(8 * longs.length);
  longs.forEach((long, at) => buffer.putLong(8 * at, long));
  return buffer;
}
