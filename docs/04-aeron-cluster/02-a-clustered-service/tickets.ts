import {
  BACK_PRESSURED,
  ExpandableArrayBuffer,
  type ClientSession,
  type Cluster,
  type ClusteredService,
  type DirectBuffer,
  type ExclusivePublication,
  type Image,
  type Application,
} from '#course/aeron';

export interface Choices {
  readonly clock: 'its own' | 'the log';
  readonly inSnapshot: boolean;
}

/** Gives a ticket to whoever asks, and notes when the last one went. */
class TicketService implements ClusteredService {
  private issued = 0;
  private lastAt = 0;
  private cluster!: Cluster;
  private readonly buffer = new ExpandableArrayBuffer();
  private readonly choices: Choices;

  constructor(choices: Choices) {
    this.choices = choices;
  }

  onStart(cluster: Cluster, snapshotImage: Image | null): void {
    this.cluster = cluster;
    while (snapshotImage !== null && !snapshotImage.isEndOfStream) {
      const fragments = snapshotImage.poll((buffer, offset) => {
        this.issued = buffer.getLong(offset);
        if (this.choices.inSnapshot) this.lastAt = buffer.getLong(offset + 8);
      }, 1);
      cluster.idleStrategy.idle(fragments);
    }
  }

  onSessionMessage(
    session: ClientSession | null,
    timestamp: number,
    buffer: DirectBuffer,
    offset: number,
  ): void {
    const correlationId = buffer.getLong(offset);
    this.issued += 1;
    this.lastAt = this.choices.clock === 'its own' ? Date.now() : timestamp;
    if (session === null) return;
    this.buffer.putLong(0, correlationId);
    this.buffer.putLong(8, this.issued);
    this.untilTaken(() => session.offer(this.buffer, 0, 16));
  }

  onTakeSnapshot(snapshotPublication: ExclusivePublication): void {
    this.buffer.putLong(0, this.issued);
    this.buffer.putLong(8, this.lastAt);
    this.untilTaken(() => snapshotPublication.offer(this.buffer, 0, 16));
  }

  /** Another try while there is no room. For one who is gone there is none. */
  private untilTaken(offer: () => number): void {
    const { idleStrategy } = this.cluster;
    idleStrategy.reset();
    while (offer() === BACK_PRESSURED) idleStrategy.idle();
  }

  onSessionOpen(): void {}
  onSessionClose(): void {}
  onTimerEvent(): void {}
  onRoleChange(): void {}
  onTerminate(): void {}
}

export const tickets = (choices: Choices): Application => ({
  service: () => new TicketService(choices),
  protocol: {
    encode(_words, correlationId, buffer) {
      buffer.putLong(0, correlationId);
      return 8;
    },
    decode: (buffer) => ({
      correlationId: buffer.getLong(0),
      words: `ticket ${buffer.getLong(8)}`,
    }),
  },
});
