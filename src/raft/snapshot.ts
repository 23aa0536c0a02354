import { discardUpTo, termAt } from './log.ts';
import { membersAt } from './membership.ts';
import type { Log, LogIndex, Position, Server, Snapshot } from './types.ts';

/** The state after the last entry that the machine has taken. Entries behind it may yet be overwritten, and stay in the log (§7). */
export const snapshotOf = <State, Command>(server: Server<State, Command>): Snapshot<State> => ({
  last: { index: server.lastApplied, term: termAt(server.log, server.lastApplied)! },
  members: membersAt(server, server.lastApplied),
  machine: server.machine,
  sessions: server.sessions,
});

/**
 * Receiver of InstallSnapshot, 5 to 7 (Figure 13): the log that is left once the snapshot is installed, or null when it brings
 * nothing new. Messages overtake each other, and an old snapshot must not take the machine back.
 *
 * When the log holds the snapshot's last entry, all before it is the same, and what follows is kept: the leader may count on
 * it already. When it does not, the whole log is of no use.
 */
export function installSnapshot<Command>(
  log: Log<Command>,
  commitIndex: LogIndex,
  last: Position,
): Log<Command> | null {
  if (last.index <= commitIndex) return null;
  return termAt(log, last.index) === last.term ? discardUpTo(log, last) : { after: last, entries: [] };
}
