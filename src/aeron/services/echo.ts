import type { DirectBuffer } from '../buffer.ts';
import type { Protocol } from '../client.ts';
import type { Application } from '../cluster.ts';
import type { ClientSession, Cluster, ClusteredService } from '../service.ts';

/** Sends every message back to the session from which it came. It remembers nothing, and so its snapshot is empty. */
export class EchoService implements ClusteredService {
  private cluster!: Cluster;

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
    if (session === null) return;
    const { idleStrategy } = this.cluster;
    idleStrategy.reset();
    while (session.offer(buffer, offset, length) < 0) idleStrategy.idle();
  }

  onSessionOpen(): void {}
  onSessionClose(): void {}
  onTimerEvent(): void {}
  onTakeSnapshot(): void {}
  onRoleChange(): void {}
  onTerminate(): void {}
}

const CORRELATION_ID_OFFSET = 0;
const TEXT_OFFSET = 8;

/** Requests are words of any kind: `hello`. */
export const echoProtocol: Protocol = {
  encode(words, correlationId, buffer) {
    buffer.putLong(CORRELATION_ID_OFFSET, correlationId);
    return TEXT_OFFSET + buffer.putStringAscii(TEXT_OFFSET, words);
  },
  decode: (buffer) => ({
    correlationId: buffer.getLong(CORRELATION_ID_OFFSET),
    words: buffer.getStringAscii(TEXT_OFFSET),
  }),
};

export const echo: Application = { service: () => new EchoService(), protocol: echoProtocol };
