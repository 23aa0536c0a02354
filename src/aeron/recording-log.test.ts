import { describe, expect, it } from 'vitest';
import {
  firstTermBehind,
  invalidate,
  lastTerm,
  latestSnapshot,
  type SnapshotEntry,
} from './recording-log.ts';
import { term } from './testing.ts';

const snapshot = (logPosition: number, serviceId: number, isValid = true): SnapshotEntry => ({
  type: 'SNAPSHOT',
  leadershipTermId: 0,
  termBaseLogPosition: 0,
  logPosition,
  timestamp: 0,
  serviceId,
  isValid,
});

describe('the recording log', () => {
  it('knows the last term, which may not be the last entry', () => {
    expect(lastTerm([])).toBeNull();
    expect(lastTerm([term(0, 0), term(3, 640), snapshot(960, 0)])?.leadershipTermId).toBe(3);
  });

  it('knows the next term behind one, and terms in which nobody came to lead are missing', () => {
    const recordingLog = [term(0, 0), term(3, 640), term(4, 960)];
    expect(firstTermBehind(recordingLog, 0)?.leadershipTermId).toBe(3);
    expect(firstTermBehind(recordingLog, 1)?.termBaseLogPosition).toBe(640);
    expect(firstTermBehind(recordingLog, 4)).toBeNull();
  });

  it('counts a snapshot only when service and consensus module have both taken it', () => {
    const whole = [snapshot(320, 0), snapshot(320, -1)];
    expect(latestSnapshot([])).toBeNull();
    expect(latestSnapshot([snapshot(320, 0)])).toBeNull();
    expect(latestSnapshot(whole)?.logPosition).toBe(320);
    expect(latestSnapshot([...whole, snapshot(640, 0)])?.logPosition).toBe(320);
    expect(latestSnapshot([...whole, snapshot(640, 0), snapshot(320, -1)])?.logPosition).toBe(320);
  });

  it('goes back to the snapshot before when the newest is marked invalid', () => {
    const recordingLog = [snapshot(320, 0), snapshot(320, -1), snapshot(640, 0, false), snapshot(640, -1)];
    expect(latestSnapshot(recordingLog)?.logPosition).toBe(320);
  });

  it('marks terms that begin behind a cut, and keeps their entries', () => {
    const cut = invalidate([term(0, 0), term(1, 320), term(2, 640)], 320);
    expect(cut).toHaveLength(3);
    expect(cut.map(({ isValid }) => isValid)).toEqual([true, true, false]);
    expect(lastTerm(cut)?.leadershipTermId).toBe(1);
  });
});
