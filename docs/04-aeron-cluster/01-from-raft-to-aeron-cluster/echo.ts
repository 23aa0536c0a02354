import {
  BACK_PRESSURED,
  type Application,
  type ClientSession,
  type Cluster,
  type ClusteredService,
  type DirectBuffer,
} from '#course/aeron';

/** Says to each client what the client has said, and counts. */
class EchoService implements ClusteredService {
  private cluster!: Cluster;
  private echoes = 0;

  onStart(cluster: Cluster): void {
    this.cluster = cluster;
  }

  onSessionMessage(
    session: ClientSession | null,
    _timestamp: number,
    buffer: DirectBuffer,
    offset: number,
    length: number,
  ): void {
    this.echoes += 1;
    if (session === null) return;
    const { idleStrategy } = this.cluster;
    idleStrategy.reset();
    // There is no room at present: again, then.
    while (session.offer(buffer, offset, length) === BACK_PRESSURED)
      idleStrategy.idle();
  }

  onSessionOpen(): void {}
  onSessionClose(): void {}
  onTimerEvent(): void {}
  onTakeSnapshot(): void {}
  onRoleChange(): void {}
  onTerminate(): void {}
}

/** A message is the number of the request, 8 bytes, and then the text. */
export const echo: Application = {
  service: () => new EchoService(),
  protocol: {
    encode(words, correlationId, buffer) {
      buffer.putLong(0, correlationId);
      return 8 + buffer.putStringAscii(8, words);
    },
    decode: (buffer) => ({
      correlationId: buffer.getLong(0),
      words: buffer.getStringAscii(8),
    }),
  },
};
