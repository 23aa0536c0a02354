// caught by: the plan loads › the one with the highest position, wherever its entries stand
/**
 * Write how a member of the cluster finds out, when it starts, what it has: the
 * recovery plan. It comes from the recording log, which notes where each term
 * begins in the log and which snapshots there are, and from the extent of the
 * log that lies on the disk.
 *
 * - A snapshot is taken in parts: one of the consensus module, and one of each
 *   service. It is whole when all of them have a valid entry at the same log
 *   position. A crash in between leaves half a snapshot, and half of one with
 *   half of another is none.
 * - An entry that was marked invalid counts for nothing.
 * - The plan loads the newest whole snapshot, which is the one with the highest
 *   log position. Entries of snapshots need not stand in that order.
 * - Behind the snapshot, the log is replayed to its end, term by term. The
 *   snapshot may have been taken in the midst of a term.
 * - A term goes from its base position to that of the next valid term, and the
 *   last one to the end of the log. Of a term that has nothing in the log, or
 *   nothing behind the snapshot, nothing is replayed.
 * - Ids of terms are missing where nobody came to lead. This is no gap.
 * - The last term is that of the last valid term entry. If none is left, it is
 *   that of the snapshot.
 * - What does not fit together is refused with a `RecoveryError` whose sentence
 *   names both positions: a log that begins behind the place where the replay
 *   is to begin; one that ends before that place, or before the base of the
 *   last term, and so has lost entries; and a place to begin that belongs to no
 *   valid term, since the first of them begins behind it, or there is none up
 *   to the end of the log.
 * - An operator can mark the newest whole snapshot invalid, in case it cannot
 *   be loaded. The next start then goes back to the one before. Entries stay in
 *   their places: they are marked, and never removed.
 * - What comes in is never changed.
 *
 * The plan says what is there. How much of it is committed, the member learns
 * from the leader, and replays no more than that.
 */

export type RecordingLog = readonly RecordingLogEntry[];

export type RecordingLogEntry = TermEntry | SnapshotEntry;

export interface TermEntry {
  readonly type: 'TERM';
  readonly leadershipTermId: number;
  /** Where the term begins in the log, in bytes. Later terms begin later. */
  readonly termBaseLogPosition: number;
  readonly timestamp: number;
  readonly isValid: boolean;
}

export interface SnapshotEntry {
  readonly type: 'SNAPSHOT';
  readonly leadershipTermId: number;
  readonly termBaseLogPosition: number;
  /** The snapshot holds what came of the log up to here. */
  readonly logPosition: number;
  readonly timestamp: number;
  /** -1 is the consensus module; services count from 0. */
  readonly serviceId: number;
  readonly isValid: boolean;
}

/** The log on the disk: from where to where, in bytes. */
export interface RecordingExtent {
  /** Behind 0 when an operator has purged what stood before. */
  readonly startPosition: number;
  readonly stopPosition: number;
}

export interface RecoveryPlan {
  /** -1 when no term has begun. */
  readonly lastLeadershipTermId: number;
  /** 0 when no term has begun. */
  readonly lastTermBaseLogPosition: number;
  /** Where the log on the disk ends. */
  readonly appendedLogPosition: number;
  /**
   * The part of the consensus module, and then those of services 0, 1, …
   * Empty when there is no whole snapshot.
   */
  readonly snapshots: readonly SnapshotEntry[];
  /** What is replayed, in this order. */
  readonly log: readonly Replay[];
}

/** A part of the log that belongs to one term. */
export interface Replay {
  readonly leadershipTermId: number;
  readonly startPosition: number;
  readonly stopPosition: number;
}

export class RecoveryError extends Error {
  override readonly name = 'RecoveryError';
}

/**
 * @param serviceCount how many services the cluster runs, the consensus module
 *   not counted
 * @throws RecoveryError when parts of the log are missing
 */
export function createRecoveryPlan(
  recordingLog: RecordingLog,
  recordingExtent: RecordingExtent,
  serviceCount: number,
): RecoveryPlan {
  const snapshots = latestSnapshot(recordingLog, serviceCount);
  const terms = recordingLog.filter(
    (entry): entry is TermEntry => entry.type === 'TERM' && entry.isValid,
  );
  const from = snapshots[0]?.logPosition ?? 0;
  const last = terms.at(-1) ?? snapshots[0];
  return {
    lastLeadershipTermId: last?.leadershipTermId ?? -1,
    lastTermBaseLogPosition: last?.termBaseLogPosition ?? 0,
    appendedLogPosition: recordingExtent.stopPosition,
    snapshots,
    log: replays(terms, from, recordingExtent),
  };
}

/**
 * @returns the recording log with all parts of the newest whole snapshot
 *   marked invalid; as it was when there is no such
 */
export function invalidateLatestSnapshot(
  recordingLog: RecordingLog,
  serviceCount: number,
): RecordingLog {
  const [latest] = latestSnapshot(recordingLog, serviceCount);
  return recordingLog.map((entry) =>
    entry.type === 'SNAPSHOT' && entry.logPosition === latest?.logPosition
      ? { ...entry, isValid: false }
      : entry,
  );
}

/**
 * The parts of the newest whole snapshot, that of the consensus module first.
 * None when there is no such.
 */
function latestSnapshot(
  recordingLog: RecordingLog,
  serviceCount: number,
): readonly SnapshotEntry[] {
  const valid = recordingLog
    .filter((entry) => entry.type === 'SNAPSHOT')
    .filter(({ isValid }) => isValid);
  const newestFirst = valid.sort((a, b) => b.timestamp - a.timestamp);
  const positions = newestFirst.map(({ logPosition }) => logPosition);
  const ids = Array.from({ length: serviceCount + 1 }, (_, index) => index - 1);
  for (const position of positions) {
    const at = valid.filter(({ logPosition }) => logPosition === position);
    const parts = ids.flatMap(
      (id) => at.findLast(({ serviceId }) => serviceId === id) ?? [],
    );
    if (parts.length === ids.length) return parts;
  }
  return [];
}

/** What of the log is replayed from a position on, term by term. */
function replays(
  terms: readonly TermEntry[],
  from: number,
  { startPosition, stopPosition }: RecordingExtent,
): readonly Replay[] {
  if (startPosition > from)
    throw new RecoveryError(
      `The replay begins at ${from}, and the log on the disk at ${startPosition}.`,
    );
  const reached = Math.max(from, terms.at(-1)?.termBaseLogPosition ?? 0);
  if (stopPosition < reached)
    throw new RecoveryError(
      `The log had come to ${reached}, and on the disk it ends at ${stopPosition}.`,
    );
  const base = terms[0]?.termBaseLogPosition ?? stopPosition;
  if (base > from)
    throw new RecoveryError(`No term is known from ${from} to ${base}.`);
  return terms
    .map(({ leadershipTermId, termBaseLogPosition }, index) => ({
      leadershipTermId,
      startPosition: Math.max(termBaseLogPosition, from),
      stopPosition: terms[index + 1]?.termBaseLogPosition ?? stopPosition,
    }))
    .filter((replay) => replay.startPosition < replay.stopPosition);
}
