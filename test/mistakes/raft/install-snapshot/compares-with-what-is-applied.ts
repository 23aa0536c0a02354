// caught by: a snapshot from the leader › changes nothing when the server knows more to be committed: nothing goes back
/**
 * Write the snapshots of a Raft server. It takes one of its own to keep its
 * log short, takes over one that a leader sends, and as a leader sends its own
 * to a follower that is too late for entries.
 *
 * - A snapshot is the state of the machine after all entries up to `last`, and
 *   stands in their place. The log goes on behind it, and remembers index and
 *   term of `last`: the next consistency check asks for them.
 * - A server takes a snapshot of what its machine has applied. What stands
 *   behind that in the log stays there, committed or not.
 * - A snapshot from the leader brings what was committed. A server to which it
 *   brings nothing, since it knows as much to be committed, does not touch
 *   anything: machine and commit index never go back.
 * - When the log has the snapshot's last entry, with the same index and term,
 *   the entries behind that one stay: the leader may have counted them.
 *   Otherwise all of the log goes: what is good in it, the snapshot holds.
 * - A leader sends entries while it knows the term before the first of them.
 *   When the snapshot has swallowed that, it sends the snapshot.
 * - What comes in is never changed.
 */

export type Term = number;

/** The first entry ever has index 1. */
export type LogIndex = number;

export interface Entry {
  readonly term: Term;
  readonly command: string;
}

/** A position in a log, with the term of the entry there. */
export interface Position {
  readonly index: LogIndex;
  readonly term: Term;
}

/** The entries behind a position: that of index `after.index + n` is `entries[n - 1]`. */
export interface Log {
  /** Index 0 and term 0 before the first snapshot. */
  readonly after: Position;
  readonly entries: readonly Entry[];
}

/** The state of the machine after the entries up to `last`. */
export interface Snapshot<State> {
  readonly last: Position;
  readonly machine: State;
}

export interface Server<State> {
  readonly log: Log;
  readonly snapshot: Snapshot<State> | null;
  readonly commitIndex: LogIndex;
  readonly lastApplied: LogIndex;
  /** The state after the entries up to `lastApplied`. */
  readonly machine: State;
}

/** What a leader sends to bring a follower forward. */
export type Message<State> =
  | {
      readonly kind: 'AppendEntries';
      readonly prevLogIndex: LogIndex;
      readonly prevLogTerm: Term;
      readonly entries: readonly Entry[];
    }
  | {
      readonly kind: 'InstallSnapshot';
      readonly snapshot: Snapshot<State>;
    };

/** The term at an index, or null where the log does not know it. */
export function termAt({ after, entries }: Log, index: LogIndex): Term | null {
  if (index < after.index) return null;
  if (index === after.index) return after.term;
  return entries[index - after.index - 1]?.term ?? null;
}

/** The server with a snapshot of what it has applied, and a log that begins behind it. */
export function takeSnapshot<State>(server: Server<State>): Server<State> {
  const { log, lastApplied, machine } = server;
  const last = { index: lastApplied, term: termAt(log, lastApplied)! };
  const snapshot = { last, machine };
  return { ...server, snapshot, log: logBehind(last, log) };
}

/** The server after a snapshot has arrived from the leader of its term. */
export function installSnapshot<State>(
  server: Server<State>,
  snapshot: Snapshot<State>,
): Server<State> {
  const { last, machine } = snapshot;
  if (last.index <= server.lastApplied) return server;
  const agrees = termAt(server.log, last.index) === last.term;
  return {
    snapshot,
    log: agrees ? logBehind(last, server.log) : { after: last, entries: [] },
    commitIndex: last.index,
    lastApplied: last.index,
    machine,
  };
}

/** What a leader sends to a follower whose next entry is that of `nextIndex`. */
export function messageFor<State>(
  leader: Server<State>,
  nextIndex: LogIndex,
): Message<State> {
  const { log, snapshot } = leader;
  const prevLogIndex = nextIndex - 1;
  const prevLogTerm = termAt(log, prevLogIndex);
  if (prevLogTerm === null) {
    return { kind: 'InstallSnapshot', snapshot: snapshot! };
  }
  const entries = log.entries.slice(prevLogIndex - log.after.index);
  return { kind: 'AppendEntries', prevLogIndex, prevLogTerm, entries };
}

/** The part of a log behind a position in it. */
function logBehind(last: Position, { after, entries }: Log): Log {
  return { after: last, entries: entries.slice(last.index - after.index) };
}
