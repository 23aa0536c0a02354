// caught by: a snapshot › is offered again, the same fragment, for as long as the publication is back-pressured
/**
 * Write the snapshot of a box office, and the way back. Customers reserve
 * seats and have three seconds to pay: this world is a fast one. For each
 * reservation that is not paid a timer is pending, with the id of the
 * reservation as its correlation id.
 *
 * - A snapshot is a header and then a fragment for each reservation, in the
 *   order of the map. Their layouts stand below. A fragment goes out with the
 *   length that it has, and not with that of the buffer.
 * - At `BACK_PRESSURED` the publication has taken nothing: idle, and offer the
 *   same again. At any other negative answer it never will: throw a
 *   `SnapshotError`. Half a snapshot must not pass for a whole one.
 * - The pending timers are in the snapshot of the consensus module, and fire
 *   after a restart. The service brings back what they mean. It asks for none
 *   again: in `onStart` that is not allowed.
 * - A restored office goes on as the first one would have. What the header says
 *   of seats counts the reservations already.
 * - A poll hands over as many fragments as have come, up to the limit. That may
 *   be 0 before the end: idle, and poll again until `isEndOfStream`.
 * - A fragment stands in the buffer at `offset` and is `length` bytes long. The
 *   buffer is lent: when the handler has returned, it is used for something
 *   else.
 * - A snapshot of another version is refused with a `SnapshotError` whose
 *   sentence names both versions. So is an image without a header, with a
 *   fragment whose length is not what its layout says, with fewer reservations
 *   than the header says, or with more. A guess would be worse: the member
 *   would go on, and differ from the others.
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

/** The version of the layouts that this release writes and reads. */
export const SNAPSHOT_VERSION = 2;

/** The header: an int, two longs, an int. */
export const VERSION_OFFSET = 0;
export const SEATS_LEFT_OFFSET = 4;
export const NEXT_RESERVATION_ID_OFFSET = 12;
export const RESERVATION_COUNT_OFFSET = 20;
export const HEADER_LENGTH = 24;

/** A reservation: two longs, and a string with its length before it. */
export const RESERVATION_ID_OFFSET = 0;
export const SEATS_OFFSET = 8;
export const CUSTOMER_OFFSET = 16;
/** Without the characters of the customer's name: an int says how many. */
export const RESERVATION_BLOCK_LENGTH = 20;

export class SnapshotError extends Error {
  override readonly name = 'SnapshotError';
}

export interface Reservation {
  readonly customer: string;
  readonly seats: number;
}

/** Given: the rules. They know nothing of a cluster. */
export class BoxOffice {
  seatsLeft = 100;
  /** Ids are never used twice: a timer of an old one may be pending. */
  nextReservationId = 1;
  /** Not paid yet, by id. */
  readonly reservations = new Map<number, Reservation>();

  /** @returns the id of the reservation; 0 when too few seats are left */
  reserve(customer: string, seats: number): number {
    if (seats > this.seatsLeft) return 0;
    const id = this.nextReservationId++;
    this.seatsLeft -= seats;
    this.reservations.set(id, { customer, seats });
    return id;
  }

  /** @returns how many seats are sold by this; 0 for an id that has lapsed */
  pay(id: number): number {
    const seats = this.reservations.get(id)?.seats ?? 0;
    this.reservations.delete(id);
    return seats;
  }

  lapse(id: number): void {
    this.seatsLeft += this.pay(id);
  }
}

export class BoxOfficeService implements ClusteredService {
  readonly office = new BoxOffice();
  private readonly snapshotBuffer = new ExpandableArrayBuffer();
  private readonly egressBuffer = new ExpandableArrayBuffer();
  private cluster!: Cluster;

  onStart(cluster: Cluster, snapshotImage: Image | null): void {
    this.cluster = cluster;
    if (snapshotImage !== null) this.loadSnapshot(snapshotImage);
  }

  onTakeSnapshot(snapshotPublication: ExclusivePublication): void {
    const { snapshotBuffer: buffer, office } = this;
    buffer.putInt(VERSION_OFFSET, SNAPSHOT_VERSION);
    buffer.putLong(SEATS_LEFT_OFFSET, office.seatsLeft);
    buffer.putLong(NEXT_RESERVATION_ID_OFFSET, office.nextReservationId);
    buffer.putInt(RESERVATION_COUNT_OFFSET, office.reservations.size);
    this.offer(snapshotPublication, HEADER_LENGTH);
    for (const [id, { customer, seats }] of office.reservations) {
      buffer.putLong(RESERVATION_ID_OFFSET, id);
      buffer.putLong(SEATS_OFFSET, seats);
      const length = buffer.putStringAscii(CUSTOMER_OFFSET, customer);
      this.offer(snapshotPublication, CUSTOMER_OFFSET + length);
    }
  }

  /** Offers what snapshotBuffer begins with, until it is taken. */
  private offer(publication: ExclusivePublication, length: number): void {
    const { idleStrategy } = this.cluster;
    idleStrategy.reset();
    for (let tries = 0; tries < 10; tries++) {
      const result = publication.offer(this.snapshotBuffer, 0, length);
      if (result >= 0) return;
      if (result !== BACK_PRESSURED)
        throw new SnapshotError(`The publication answers ${result}.`);
      idleStrategy.idle();
    }
  }

  private loadSnapshot(snapshotImage: Image): void {
    /** Fragments that are still to come; null before the header. */
    let missing: number | null = null;
    const take = (buffer: DirectBuffer, offset: number, length: number) => {
      if (missing === null) {
        missing = this.loadHeader(buffer, offset, length);
        return;
      }
      missing -= 1;
      if (missing < 0)
        throw new SnapshotError('There is more than the header says.');
      this.loadReservation(buffer, offset, length);
    };
    while (!snapshotImage.isEndOfStream) {
      const fragments = snapshotImage.poll(take, 10);
      this.cluster.idleStrategy.idle(fragments);
    }
    if (missing !== 0)
      throw new SnapshotError(
        missing === null
          ? 'The snapshot has no header.'
          : `The snapshot ends before its last ${missing} reservations.`,
      );
  }

  /** @returns how many reservations follow */
  private loadHeader(
    buffer: DirectBuffer,
    offset: number,
    length: number,
  ): number {
    const version = length >= 4 ? buffer.getInt(offset + VERSION_OFFSET) : null;
    if (version !== null && version !== SNAPSHOT_VERSION)
      throw new SnapshotError(
        `The snapshot has version ${version}, and this release reads version ${SNAPSHOT_VERSION}.`,
      );
    if (length !== HEADER_LENGTH)
      throw new SnapshotError(
        `The header has ${length} bytes in place of ${HEADER_LENGTH}.`,
      );
    this.office.seatsLeft = buffer.getLong(offset + SEATS_LEFT_OFFSET);
    this.office.nextReservationId = buffer.getLong(
      offset + NEXT_RESERVATION_ID_OFFSET,
    );
    return buffer.getInt(offset + RESERVATION_COUNT_OFFSET);
  }

  private loadReservation(
    buffer: DirectBuffer,
    offset: number,
    length: number,
  ): void {
    const expected =
      length < RESERVATION_BLOCK_LENGTH
        ? RESERVATION_BLOCK_LENGTH
        : RESERVATION_BLOCK_LENGTH + buffer.getInt(offset + CUSTOMER_OFFSET);
    if (length !== expected)
      throw new SnapshotError(
        `A reservation has ${length} bytes in place of ${expected}.`,
      );
    this.office.reservations.set(
      buffer.getLong(offset + RESERVATION_ID_OFFSET),
      {
        customer: buffer.getStringAscii(offset + CUSTOMER_OFFSET),
        seats: buffer.getLong(offset + SEATS_OFFSET),
      },
    );
  }

  /** Given. A request: its id, a byte (1 reserves, 2 pays), a number, a name. */
  onSessionMessage(
    session: ClientSession | null,
    timestamp: number,
    buffer: DirectBuffer,
    offset: number,
  ): void {
    const requestId = buffer.getLong(offset);
    const isPayment = buffer.getByte(offset + 8) === 2;
    const number = buffer.getLong(offset + 9);
    const result = isPayment
      ? this.pay(number)
      : this.reserve(buffer.getStringAscii(offset + 17), number, timestamp);
    if (session !== null) this.answer(session, requestId, result);
  }

  private reserve(customer: string, seats: number, timestamp: number): number {
    const { cluster, office } = this;
    const id = office.reserve(customer, seats);
    const deadline = timestamp + 3_000;
    if (id > 0)
      while (!cluster.scheduleTimer(id, deadline)) cluster.idleStrategy.idle();
    return id;
  }

  private pay(id: number): number {
    const { cluster, office } = this;
    while (!cluster.cancelTimer(id)) cluster.idleStrategy.idle();
    return office.pay(id);
  }

  private answer(session: ClientSession, requestId: number, result: number) {
    const { egressBuffer, office, cluster } = this;
    egressBuffer.putLong(0, requestId);
    egressBuffer.putLong(8, result);
    egressBuffer.putLong(16, office.seatsLeft);
    while (session.offer(egressBuffer, 0, 24) === BACK_PRESSURED)
      cluster.idleStrategy.idle();
  }

  onTimerEvent(correlationId: number): void {
    this.office.lapse(correlationId);
  }

  onSessionOpen(): void {}
  onSessionClose(): void {}
  onRoleChange(): void {}
  onTerminate(): void {}
}
