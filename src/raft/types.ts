import type { NodeId } from '../sim/index.ts';

/**
 * The vocabulary of Raft, with the names of Figure 2 of the paper (Ongaro, Ousterhout, In Search of an Understandable Consensus
 * Algorithm, extended version). All of it is plain, readonly, JSON-safe data.
 */

/** 0 before the first election. Each election begins a new term; a term has no fixed length, and at most one leader. */
export type Term = number;

/** The first entry of a log has index 1. Index 0, of term 0, stands before it. */
export type LogIndex = number;

/** What a log holds at an index: the term of the leader that put it there, and what it says. */
export type Entry<Command> = { readonly term: Term } & Content<Command>;

export type Content<Command> =
  /** A client's command. A request that comes again has the same client and number. */
  | {
      readonly kind: 'command';
      readonly client: NodeId;
      readonly request: number;
      readonly command: Command;
    }
  /** Put into the log by each new leader: it can commit nothing of earlier terms before an entry of its own (§8). */
  | { readonly kind: 'no-op' }
  /** Who is in the cluster from here on. It counts as soon as it is in the log, committed or not (dissertation §4.1). */
  | {
      readonly kind: 'configuration';
      readonly members: readonly NodeId[];
      /** The administrator's request, answered when the entry is committed. */
      readonly client: NodeId;
      readonly request: number;
    };

/** A position in a log, with the term of the entry there: what a consistency check compares. */
export interface Position {
  readonly index: LogIndex;
  readonly term: Term;
}

/** The entries behind a position: the entry of index `after.index + n` is `entries[n - 1]`. Before a snapshot, `after` is { 0, 0 }. */
export interface Log<Command> {
  readonly after: Position;
  readonly entries: readonly Entry<Command>[];
}

/** The state after the entries up to `last`, in their place (§7). */
export interface Snapshot<State> {
  readonly last: Position;
  readonly members: readonly NodeId[];
  readonly machine: State;
  readonly sessions: Sessions;
}

/** What the machine answered last to each client, oldest use first: part of the replicated state (§8, dissertation §6.3). */
export type Sessions = readonly Session[];

export interface Session {
  readonly client: NodeId;
  readonly request: number;
  readonly output: unknown;
}

/** What a server is at the moment. Votes exist only on a candidate, `nextIndex` and `matchIndex` only on a leader. */
export type Role =
  | { readonly kind: 'follower'; readonly leader: NodeId | null }
  /** Asks whether it could win, and raises no term before it could (dissertation §9.6). */
  | { readonly kind: 'pre-candidate'; readonly votes: readonly NodeId[] }
  | { readonly kind: 'candidate'; readonly votes: readonly NodeId[] }
  | Leader;

export interface Leader {
  readonly kind: 'leader';
  /** For each other member: the index of the next entry to send to it. */
  readonly nextIndex: Readonly<Record<NodeId, LogIndex>>;
  /** For each other member: up to where its log is known to be the leader's. */
  readonly matchIndex: Readonly<Record<NodeId, LogIndex>>;
  /** Numbers the rounds of messages, so that a read knows which answers came after it (§8, dissertation §6.4). */
  readonly round: number;
  /** For each other member: the latest round that it answered in this term. */
  readonly acknowledged: Readonly<Record<NodeId, number>>;
  /** The round that it was in when it last made sure that a majority still answers (dissertation §6.2). */
  readonly checkedRound: number;
  /** Reads that wait: for a majority to answer `round`, and for the machine to reach `index`. */
  readonly reads: readonly PendingRead[];
}

export interface PendingRead {
  readonly client: NodeId;
  readonly request: number;
  readonly command: unknown;
  readonly index: LogIndex;
  readonly round: number;
}

/** All that a server knows. */
export interface Server<State, Command> {
  readonly self: NodeId;
  // Persistent: on stable storage before the server answers anybody.
  readonly currentTerm: Term;
  readonly votedFor: NodeId | null;
  readonly log: Log<Command>;
  readonly snapshot: Snapshot<State> | null;
  // Volatile: gone after a crash.
  readonly role: Role;
  readonly commitIndex: LogIndex;
  readonly lastApplied: LogIndex;
  readonly machine: State;
  readonly sessions: Sessions;
  /** The members that the latest configuration in log or snapshot names. */
  readonly members: readonly NodeId[];
  /** The members before any configuration in log or snapshot. */
  readonly initialMembers: readonly NodeId[];
  /** When it last heard from a leader, by its own clock. While that is not long ago, it grants no pre-vote (dissertation §4.2.3). */
  readonly heardAt: number | null;
}

/** What servers say to each other. Who says it is known from the envelope; `term` is the sender's. */
export type Message<State, Command> =
  | ({ readonly kind: 'RequestVote' } & Candidacy)
  | ({ readonly kind: 'PreVote' } & Candidacy)
  | VoteReply
  | AppendEntries<Command>
  | AppendEntriesReply
  | InstallSnapshot<State>
  | {
      readonly kind: 'InstallSnapshotReply';
      readonly term: Term;
      readonly matchIndex: LogIndex;
      readonly round: number;
    }
  /** To the server that is to lead next: do not wait for a time-out (dissertation §3.10). */
  | { readonly kind: 'TimeoutNow'; readonly term: Term };

export interface Candidacy {
  /** In a `PreVote`: the term that the sender would ask for, one above its own. */
  readonly term: Term;
  readonly lastLogIndex: LogIndex;
  readonly lastLogTerm: Term;
}

export interface VoteReply {
  readonly kind: 'RequestVoteReply' | 'PreVoteReply';
  readonly term: Term;
  readonly voteGranted: boolean;
}

export interface AppendEntries<Command> {
  readonly kind: 'AppendEntries';
  readonly term: Term;
  readonly prevLogIndex: LogIndex;
  readonly prevLogTerm: Term;
  readonly entries: readonly Entry<Command>[];
  readonly leaderCommit: LogIndex;
  readonly round: number;
}

export type AppendEntriesReply = {
  readonly kind: 'AppendEntriesReply';
  readonly term: Term;
  readonly round: number;
} & (
  | { readonly success: true; readonly matchIndex: LogIndex }
  /** Where the logs part, so that the leader backs up a term at a time (§5.3, end). */
  | { readonly success: false; readonly conflict: Conflict }
);

/** `term` is that of the follower's entry at `prevLogIndex`, and `index` its first entry of that term; without an entry there, `term` is
 * null, and `index` the one behind its last. */
export interface Conflict {
  readonly term: Term | null;
  readonly index: LogIndex;
}

export interface InstallSnapshot<State> {
  readonly kind: 'InstallSnapshot';
  readonly term: Term;
  readonly snapshot: Snapshot<State>;
  readonly round: number;
}

/** What a client is told. */
export type Reply<Output = unknown> =
  | { readonly kind: 'done'; readonly output: Output }
  | { readonly kind: 'not-leader'; readonly leader: NodeId | null }
  /** The request can never be done, and why. */
  | { readonly kind: 'refused'; readonly why: string };

/** What an administrator asks of a cluster, beside the commands of its machine. */
export type Administration =
  | { readonly kind: 'add-server'; readonly server: NodeId }
  | { readonly kind: 'remove-server'; readonly server: NodeId }
  | { readonly kind: 'transfer-leadership'; readonly server: NodeId }
  | { readonly kind: 'take-snapshot' };
