import { isTorn, type Disk, type NodeId } from '../../sim/index.ts';
import { truncate, type Log, type LogEntry } from '../log.ts';
import {
  invalidate,
  lastTerm,
  latestSnapshot,
  type RecordingLog,
  type RecordingLogEntry,
} from '../recording-log.ts';
import { circumstances, snapshotKey, type Snapshot } from './applying.ts';
import { canvass } from './election.ts';
import { lead } from './leading.ts';
import { nothingUnderWay, unheard, type MemberState } from './state.ts';
import { recordCandidateTerm, set, type Turn } from './turn.ts';

export const initialState = (self: NodeId, members: readonly NodeId[]): MemberState => ({
  memberId: members.indexOf(self),
  members,
  role: 'follower',
  electionState: 'INIT',
  moduleState: 'INIT',
  log: [],
  recordingLog: [],
  candidateTermId: -1,
  leadershipTermId: -1,
  leaderMemberId: null,
  notifiedCommitPosition: 0,
  commitPosition: 0,
  peers: members.map(() => unheard),
  leaderHeardAt: 0,
  canvass: { isExtended: true, isOver: false },
  catchupJoinPosition: 0,
  sessions: [],
  nextSessionId: 1,
  timers: [],
  serviceMessages: [],
  nextServiceMessageId: 1,
  underWay: nothingUnderWay,
  service: null,
});

/** Reads the disk, loads the last snapshot, and holds an election. What stands behind the snapshot is replayed once it is known to be committed. */
export function start(turn: Turn, disk: Disk): void {
  const recordingLog = readRecordingLog(disk['recording-log']);
  const nodeState = disk['node-state'] as { readonly candidateTermId: number } | undefined;
  const leadershipTermId = lastTerm(recordingLog)?.leadershipTermId ?? -1;
  set(turn, {
    recordingLog,
    log: readLog(disk['log']),
    leadershipTermId,
    candidateTermId: Math.max(nodeState?.candidateTermId ?? -1, leadershipTermId),
  });
  const entry = latestSnapshot(recordingLog);
  const snapshot = entry && (disk[snapshotKey(entry.logPosition)] as Snapshot);
  if (entry && snapshot) {
    const { service: _service, ...module } = snapshot;
    set(turn, { ...module, commitPosition: entry.logPosition });
  }
  turn.container.start(circumstances(turn), snapshot && snapshot.service);
  set(turn, { service: turn.container.fields(), moduleState: 'ACTIVE' });
  if (turn.state.members.length > 1) {
    canvass(turn, 'starts');
    return;
  }
  recordCandidateTerm(turn, turn.state.candidateTermId + 1);
  lead(turn);
}

/** What a crash tore apart was acknowledged to nobody. */
function readLog(records: unknown): Log {
  let log: Log = [];
  for (const record of (records ?? []) as readonly (LogEntry | { readonly truncatedTo: number })[]) {
    if (isTorn(record)) break;
    log = 'truncatedTo' in record ? truncate(log, record.truncatedTo) : [...log, record];
  }
  return log;
}

function readRecordingLog(records: unknown): RecordingLog {
  let recordingLog: RecordingLog = [];
  for (const record of (records ?? []) as readonly (
    RecordingLogEntry | { readonly termsInvalidBehind: number }
  )[]) {
    if (isTorn(record)) break;
    recordingLog =
      'termsInvalidBehind' in record
        ? invalidate(recordingLog, record.termsInvalidBehind)
        : [...recordingLog, record];
  }
  return recordingLog;
}
