import { isTorn, persist, type Append, type Disk, type Persist } from '../sim/index.ts';
import { entryAt, extendsLog, lastIndex, origin } from './log.ts';
import { membersAt } from './membership.ts';
import type { Entry, Log, LogIndex, Server, Snapshot } from './types.ts';

/**
 * What stands on the disk. Under `vote`: term and vote. Under `log`: the records of the log, a snapshot first if there is one.
 *
 * A record says for which index its entry is. An entry for an index that was written before replaces what stood there, and ends the
 * log: so truncation needs no record of its own, and a crash never comes between the two.
 */
export type LogRecord<State, Command> =
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot<State> }
  | { readonly kind: 'entry'; readonly index: LogIndex; readonly entry: Entry<Command> };

type Write = Persist | Append;

type Persistent<State, Command> = Pick<
  Server<State, Command>,
  'currentTerm' | 'votedFor' | 'log' | 'snapshot'
>;

/** What has to be written so that the disk knows what the server knows. No handler writes by itself, and so none forgets to. */
export function writes<State, Command>(
  before: Persistent<State, Command>,
  after: Persistent<State, Command>,
): Write[] {
  const effects: Write[] = [];
  const { currentTerm, votedFor } = after;
  if (currentTerm !== before.currentTerm || votedFor !== before.votedFor)
    effects.push(persist('vote', { currentTerm, votedFor }));
  if (after.snapshot !== before.snapshot) effects.push(persist('log', allRecords(after)));
  else if (after.log !== before.log) appendRecords(before.log, after.log, effects);
  return effects;
}

/**
 * The snapshot and the log behind it, in one write. Were they two, a crash between them would leave a snapshot beside a log that does
 * not belong to it. The next entry, acknowledged, would be written behind records that the snapshot covers, and at the next start
 * go with them.
 */
function allRecords<State, Command>({
  snapshot,
  log,
}: Persistent<State, Command>): readonly LogRecord<State, Command>[] {
  const entries = log.entries.map((entry, n) => recordOf(log.after.index + n + 1, entry));
  return snapshot === null ? entries : [{ kind: 'snapshot', snapshot }, ...entries];
}

/** One sync for all of them: a crash before it leaves a shorter log, and nobody has been told of the longer one yet. */
function appendRecords(before: Log<unknown>, after: Log<unknown>, effects: Write[]): void {
  const last = lastIndex(after);
  for (let index = firstChange(before, after); index <= last; index++)
    effects.push(recordAppended(after, index, index === last));
}

function firstChange(before: Log<unknown>, after: Log<unknown>): LogIndex {
  let index = extendsLog(after, before) ? lastIndex(before) + 1 : after.after.index + 1;
  while (index <= lastIndex(after) && entryAt(after, index) === entryAt(before, index)) index += 1;
  return index;
}

const recordAppended = (log: Log<unknown>, index: LogIndex, sync: boolean): Append => ({
  kind: 'append',
  key: 'log',
  record: recordOf(index, entryAt(log, index)!),
  sync,
});

const recordOf = <Command>(index: LogIndex, entry: Entry<Command>) =>
  ({ kind: 'entry', index, entry }) as const;

/** What a server knows when it starts: all that is on its disk, and of the machine what the snapshot holds. */
export function restore<State, Command>(fresh: Server<State, Command>, disk: Disk): Server<State, Command> {
  const vote = disk['vote'] as Pick<Server<State, Command>, 'currentTerm' | 'votedFor'> | undefined;
  const records = (disk['log'] ?? []) as readonly LogRecord<State, Command>[];
  const [first] = records;
  const snapshot = first?.kind === 'snapshot' ? first.snapshot : null;
  const log = replay(records, snapshot?.last ?? origin);
  const applied = snapshot?.last.index ?? 0;
  return {
    ...fresh,
    currentTerm: vote?.currentTerm ?? fresh.currentTerm,
    votedFor: vote?.votedFor ?? null,
    snapshot,
    log,
    commitIndex: applied,
    lastApplied: applied,
    machine: snapshot?.machine ?? fresh.machine,
    sessions: snapshot?.sessions ?? fresh.sessions,
    members: membersAt({ ...fresh, snapshot, log }, lastIndex(log)),
  };
}

/** A torn record was being written when the power failed, and was not synced: nothing was promised on it. */
function replay<State, Command>(
  records: readonly LogRecord<State, Command>[],
  after: Log<Command>['after'],
): Log<Command> {
  const entries: Entry<Command>[] = [];
  for (const record of records) {
    if (isTorn(record) || record.kind !== 'entry') continue;
    entries.length = record.index - after.index - 1;
    entries.push(record.entry);
  }
  return { after, entries };
}
