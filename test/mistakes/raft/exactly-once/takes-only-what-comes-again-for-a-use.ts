// caught by: a session › makes room for a new one when there are too many: the one used longest ago, and a retry is a use
/**
 * Write the sessions by which every command of a client takes effect once,
 * although the client sends it again when it hears nothing, and although the
 * log then holds it twice. They are part of the replicated state: each replica
 * has the same ones, since each applies the same log.
 *
 * - A client opens a session by an entry in the log. Its id is the index of
 *   that entry, which no other entry ever has.
 * - The client numbers its requests upwards, and has one under way at a time:
 *   a higher number says that it has, or wants, no answer to the earlier ones.
 * - A command that comes again is not executed. Its client is told what it was
 *   told, or would have been told, the first time.
 * - An earlier number than the last one is refused: nobody waits for it.
 * - A command of a session that is not in the table is refused. It may have
 *   been executed before the session was dropped; nobody can tell any more.
 * - The table holds so many sessions and no more. When one too many is opened,
 *   the one goes that was used longest ago. To open it is a use, and so is
 *   each entry of its client, also one that comes again. Only the log counts:
 *   replicas apply an entry at different times, by clocks that differ.
 * - Whoever restarts from a snapshot goes on as all others do.
 * - What comes in is never changed.
 */

/** The first entry has index 1. */
export type LogIndex = number;

/** The index of the entry that opened the client's session. */
export type ClientId = LogIndex;

export type Entry =
  /** A client opens a session. */
  | { readonly kind: 'register' }
  | {
      readonly kind: 'command';
      readonly client: ClientId;
      /** 1 for the first request of the session. */
      readonly request: number;
      readonly command: Command;
    }
  /** Put into the log by each new leader. */
  | { readonly kind: 'no-op' };

/** Pays into an account, or out of it when the cents are negative. */
export interface Command {
  readonly account: string;
  readonly cents: number;
}

/** What the bank answers. It pays out no more than is there. */
export interface Output {
  readonly done: boolean;
  readonly balance: number;
}

/** Account → cents. An account never paid into is not named. */
export type Machine = Readonly<Record<string, number>>;

/** What the machine answered last to a client. */
export interface Session {
  readonly client: ClientId;
  /** The number of the client's last request, 0 before the first. */
  readonly request: number;
  /** The answer to it, null before the first. */
  readonly output: Output | null;
}

/** What is the same on every replica that has applied as much. */
export interface Replica {
  readonly lastApplied: LogIndex;
  readonly machine: Machine;
  /** The one used longest ago comes first. */
  readonly sessions: readonly Session[];
}

export interface Snapshot {
  readonly last: { readonly index: LogIndex };
  readonly machine: Machine;
  readonly sessions: readonly Session[];
}

/** What the client is told. */
export type Reply =
  | { readonly kind: 'registered'; readonly client: ClientId }
  | { readonly kind: 'done'; readonly output: Output }
  /** The request can never be done, and why. */
  | { readonly kind: 'refused'; readonly why: string };

export interface Applied {
  readonly replica: Replica;
  /** Null when there is no client to be told. */
  readonly reply: Reply | null;
}

export const newReplica: Replica = {
  lastApplied: 0,
  machine: {},
  sessions: [],
};

/** Given: applies the next entry of the log. */
export function applyEntry(
  { lastApplied, ...rest }: Replica,
  entry: Entry,
  maxSessions: number,
): Applied {
  const replica = { ...rest, lastApplied: lastApplied + 1 };
  if (entry.kind === 'register') return openSession(replica, maxSessions);
  if (entry.kind === 'no-op') return { replica, reply: null };
  return executeOnce(replica, entry.client, entry.request, entry.command);
}

/** Given: executes a command, for the first or the tenth time. */
export function execute(
  machine: Machine,
  { account, cents }: Command,
): { readonly machine: Machine; readonly output: Output } {
  const balance = machine[account] ?? 0;
  const after = balance + cents;
  if (after < 0) return { machine, output: { done: false, balance } };
  return {
    machine: { ...machine, [account]: after },
    output: { done: true, balance: after },
  };
}

/** The entry at `lastApplied` opens a session. */
export function openSession(replica: Replica, maxSessions: number): Applied {
  const client = replica.lastApplied;
  const opened: Session = { client, request: 0, output: null };
  const sessions = [...replica.sessions, opened].slice(-maxSessions);
  return {
    replica: { ...replica, sessions },
    reply: { kind: 'registered', client },
  };
}

/** The entry at `lastApplied` is a command of this client. */
export function executeOnce(
  replica: Replica,
  client: ClientId,
  request: number,
  command: Command,
): Applied {
  const session = replica.sessions.find((each) => each.client === client);
  if (!session) {
    return refuse(replica, `There is no session ${client}. Open a new one.`);
  }
  const others = replica.sessions.filter((each) => each !== session);
  if (request < session.request) {
    const used = { ...replica, sessions: [...others, session] };
    return refuse(used, `Request ${session.request} came before ${request}.`);
  }
  if (request === session.request) {
    return {
      replica: { ...replica, sessions: [...others, session] },
      reply: { kind: 'done', output: session.output! },
    };
  }
  const { machine, output } = execute(replica.machine, command);
  const sessions = replica.sessions.map((each) =>
    each === session ? { client, request, output } : each,
  );
  return {
    replica: { ...replica, machine, sessions },
    reply: { kind: 'done', output },
  };
}

/** Given: nothing is executed. */
function refuse(replica: Replica, why: string): Applied {
  return { replica, reply: { kind: 'refused', why } };
}

export function takeSnapshot(replica: Replica): Snapshot {
  const { lastApplied, machine, sessions } = replica;
  return { last: { index: lastApplied }, machine, sessions };
}

/** The replica after a restart, before it applies what stands behind the snapshot. */
export function restore(snapshot: Snapshot): Replica {
  const { last, machine, sessions } = snapshot;
  return { lastApplied: last.index, machine, sessions };
}
