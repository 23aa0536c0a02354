/**
 * What a member knows about its log: where each leadership term begins, and which snapshots there are (Aeron's `RecordingLog`, kept in
 * `recording.log`). Entries are only ever appended, and marked invalid.
 */
export type RecordingLog = readonly RecordingLogEntry[];

export type RecordingLogEntry = TermEntry | SnapshotEntry;

export interface TermEntry {
  readonly type: 'TERM';
  readonly leadershipTermId: number;
  /** Where the term begins in the log, in bytes. */
  readonly termBaseLogPosition: number;
  readonly timestamp: number;
  readonly isValid: boolean;
}

export interface SnapshotEntry {
  readonly type: 'SNAPSHOT';
  readonly leadershipTermId: number;
  readonly termBaseLogPosition: number;
  /** The snapshot holds what came of the log up to here, in bytes. */
  readonly logPosition: number;
  readonly timestamp: number;
  /** -1 is the consensus module, whose sessions and timers are a snapshot of their own; services count from 0. */
  readonly serviceId: number;
  readonly isValid: boolean;
}

export const consensusModuleServiceId = -1;

/** Null when no term has begun. */
export const lastTerm = (recordingLog: RecordingLog): TermEntry | null =>
  recordingLog.findLast((entry): entry is TermEntry => entry.type === 'TERM' && entry.isValid) ?? null;

/** The first term behind another one that this member knows of. Terms in which nobody came to lead are missing. */
export const firstTermBehind = (recordingLog: RecordingLog, leadershipTermId: number): TermEntry | null =>
  recordingLog.find(
    (entry): entry is TermEntry =>
      entry.type === 'TERM' && entry.isValid && entry.leadershipTermId > leadershipTermId,
  ) ?? null;

/** A snapshot counts when the consensus module and the service have both taken it at the same position. */
export const latestSnapshot = (recordingLog: RecordingLog): SnapshotEntry | null =>
  recordingLog.findLast(
    (entry): entry is SnapshotEntry =>
      entry.type === 'SNAPSHOT' &&
      entry.isValid &&
      entry.serviceId === 0 &&
      recordingLog.some(
        (other) =>
          other.type === 'SNAPSHOT' &&
          other.isValid &&
          other.serviceId === consensusModuleServiceId &&
          other.logPosition === entry.logPosition,
      ),
  ) ?? null;

/** Terms that begin behind a position at which the log was cut off. */
export const invalidate = (recordingLog: RecordingLog, position: number): RecordingLog =>
  recordingLog.map((entry) =>
    entry.type === 'TERM' && entry.isValid && entry.termBaseLogPosition > position
      ? { ...entry, isValid: false }
      : entry,
  );
