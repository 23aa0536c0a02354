import { describe, expect, it } from 'vitest';
import { between, frameLength, isBoundary, truncate, type LogEvent } from './log.ts';
import { logOf, tick } from './testing.ts';

const payload = (length: number) => ({ bytes: '00'.repeat(length), says: '' });

describe('the length of an entry', () => {
  // The block lengths are those of aeron-cluster-codecs.xml, in front of which stand 8 bytes of SBE and 32 of the frame.
  it.each<readonly [number, LogEvent]>([
    [64, { kind: 'TimerEvent', correlationId: 1 }],
    [64, { kind: 'SessionMessage', clusterSessionId: 1, payload: payload(0) }],
    [96, { kind: 'SessionMessage', clusterSessionId: 1, payload: payload(24) }],
    [96, { kind: 'SessionMessage', clusterSessionId: 1, payload: payload(32) }],
    [128, { kind: 'SessionMessage', clusterSessionId: 1, payload: payload(33) }],
    [96, { kind: 'ServiceMessage', serviceMessageId: 1, payload: payload(1) }],
    [96, { kind: 'SessionCloseEvent', clusterSessionId: 1, closeReason: 'TIMEOUT' }],
    [96, { kind: 'ClusterActionRequest', action: 'SNAPSHOT' }],
    [96, { kind: 'NewLeadershipTermEvent', termBaseLogPosition: 0, leaderMemberId: 0 }],
    [96, { kind: 'SessionOpenEvent', clusterSessionId: 1, correlationId: 1, responseChannel: 'c' }],
    [
      128,
      {
        kind: 'SessionOpenEvent',
        clusterSessionId: 1,
        correlationId: 1,
        responseChannel: 'aeron:udp?endpoint',
      },
    ],
  ])('is %i bytes, header and padding included, of %j', (bytes, event) => {
    expect(frameLength(event)).toBe(bytes);
  });
});

describe('a log', () => {
  const log = logOf(tick(), tick(), tick(1));

  it('is cut between entries: what ends at the position stays', () => {
    expect(truncate(log, 128).map(({ position }) => position)).toEqual([64, 128]);
    expect(truncate(log, 0)).toEqual([]);
    expect(truncate(log, 500)).toEqual(log);
  });

  it('gives the entries behind a position, up to another', () => {
    expect(between(log, 64).map(({ position }) => position)).toEqual([128, 192]);
    expect(between(log, 64, 128).map(({ position }) => position)).toEqual([128]);
    expect(between(log, 192)).toEqual([]);
  });

  it('knows where an entry ends', () => {
    expect([0, 64, 192].every((position) => isBoundary(log, position))).toBe(true);
    expect([32, 65, 256].some((position) => isBoundary(log, position))).toBe(false);
  });
});
