import {
  BACK_PRESSURED,
  ExpandableArrayBuffer,
  type Application,
  type ClientSession,
  type Cluster,
  type ClusteredService,
  type DirectBuffer,
} from '#course/aeron';

export interface Choices {
  /** Whose time says that a bid is too late. */
  readonly clock: 'its own' | 'the log';
  readonly timer: boolean;
}

const LOT = 1;
const nobody = -1;

/** One lot, sold to the best bid that comes before its time is over. */
class LotService implements ClusteredService {
  private state: 'closed' | 'open' | 'sold' = 'closed';
  private closesAt = 0;
  private price = 0;
  private winner = nobody;
  private cluster!: Cluster;
  private readonly buffer = new ExpandableArrayBuffer();
  private readonly choices: Choices;

  constructor(choices: Choices) {
    this.choices = choices;
  }

  onStart(cluster: Cluster): void {
    this.cluster = cluster;
  }

  onSessionMessage(
    session: ClientSession | null,
    timestamp: number,
    buffer: DirectBuffer,
    offset: number,
  ): void {
    const correlationId = buffer.getLong(offset);
    const amount = buffer.getLong(offset + 8);
    const customer = buffer.getLong(offset + 16);
    const isDone =
      customer === nobody
        ? this.open(timestamp, amount)
        : this.bid(timestamp, amount, customer);
    if (session) this.tell(session, correlationId, isDone);
  }

  private open(timestamp: number, span: number): boolean {
    if (this.state !== 'closed') return false;
    this.state = 'open';
    this.closesAt = timestamp + span;
    const { cluster, choices, closesAt } = this;
    if (choices.timer) this.until(() => cluster.scheduleTimer(LOT, closesAt));
    return true;
  }

  private bid(timestamp: number, price: number, customer: number): boolean {
    const now = this.choices.clock === 'its own' ? Date.now() : timestamp;
    if (this.state !== 'open' || now >= this.closesAt || price <= this.price)
      return false;
    this.price = price;
    this.winner = customer;
    return true;
  }

  onTimerEvent(correlationId: number, timestamp: number): void {
    if (correlationId !== LOT || timestamp < this.closesAt) return;
    this.state = 'sold';
    for (const session of this.cluster.clientSessions())
      this.tell(session, nobody, true);
  }

  private tell(session: ClientSession, id: number, isDone: boolean): void {
    const { buffer } = this;
    buffer.putLong(0, id);
    buffer.putByte(8, isDone ? 1 : 0);
    buffer.putLong(9, this.price);
    buffer.putLong(17, this.winner);
    this.until(() => session.offer(buffer, 0, 25) !== BACK_PRESSURED);
  }

  private until(isTaken: () => boolean): void {
    const { idleStrategy } = this.cluster;
    idleStrategy.reset();
    while (!isTaken()) idleStrategy.idle();
  }

  onSessionOpen(): void {}
  onSessionClose(): void {}
  onTakeSnapshot(): void {}
  onRoleChange(): void {}
  onTerminate(): void {}
}

/** Requests: `open for 400ms`, and `bid 110 by 7`. */
export const lot = (choices: Choices): Application => ({
  service: () => new LotService(choices),
  protocol: {
    encode(words, correlationId, buffer) {
      const [amount = 0, customer = nobody] =
        words.match(/\d+/g)?.map(Number) ?? [];
      buffer.putLong(0, correlationId);
      buffer.putLong(8, amount);
      buffer.putLong(16, customer);
      return 24;
    },
    decode(buffer) {
      const id = buffer.getLong(0);
      const winner = buffer.getLong(17);
      const best =
        winner === nobody ? 'nothing' : `${buffer.getLong(9)} by ${winner}`;
      if (id === nobody) return { correlationId: null, words: `sold: ${best}` };
      const verdict = buffer.getByte(8) === 1 ? 'done' : 'refused';
      return { correlationId: id, words: `${verdict}, best is ${best}` };
    },
  },
});
