// caught by: when all effects of a step are done, the disk has › the log, whatever came in place of what
/**
 * Write what stands between a step of a Raft server and the world. The rules
 * have been applied: `before` is what the server knew, `after` is what it
 * knows now, and `messages` are what it has to say. Turn that into effects, in
 * an order in which the power may fail after any of them.
 *
 * - The world carries the effects out one after the other. One effect is done
 *   or not done; what stands behind a crash is never done.
 * - A message that is out cannot be taken back, and others rely on it: on the
 *   vote that it gives, on the entries that it acknowledges, on its term. So
 *   nothing is sent before all that has changed is on the disk. The answer of
 *   the machine to a client is such a message too.
 * - The log on disk grows and shrinks at its end. Entries that stay in the log
 *   are never taken off the disk, not for a moment: others may rely on them.
 *   Two entries with the same index and term are the same entry.
 * - A write takes milliseconds. What is on the disk already is not written
 *   again: an answer to a heartbeat writes nothing.
 * - After a crash a server knows what its disk says, and nothing else.
 * - What comes in is never changed.
 */

export type NodeId = string;
export type Term = number;

/** The first entry has index 1: the entry of index n is `log[n - 1]`. */
export type LogIndex = number;

export interface Entry {
  readonly term: Term;
  readonly command: string;
}

/** What survives a crash. */
export interface Disk {
  readonly currentTerm: Term;
  readonly votedFor: NodeId | null;
  readonly log: readonly Entry[];
}

export interface Server extends Disk {
  readonly self: NodeId;
  // From here on volatile: gone after a crash.
  readonly role: Role;
  readonly commitIndex: LogIndex;
  readonly lastApplied: LogIndex;
}

export type Role =
  | { readonly kind: 'follower'; readonly leader: NodeId | null }
  | { readonly kind: 'candidate'; readonly votes: readonly NodeId[] }
  | { readonly kind: 'leader' };

/** What servers say to each other. `term` is the sender's. */
export type Message =
  | {
      readonly kind: 'RequestVote';
      readonly term: Term;
      readonly lastLogIndex: LogIndex;
      readonly lastLogTerm: Term;
    }
  | {
      readonly kind: 'RequestVoteReply';
      readonly term: Term;
      readonly voteGranted: boolean;
    }
  | {
      readonly kind: 'AppendEntries';
      readonly term: Term;
      readonly prevLogIndex: LogIndex;
      readonly prevLogTerm: Term;
      readonly entries: readonly Entry[];
      readonly leaderCommit: LogIndex;
    }
  | {
      readonly kind: 'AppendEntriesReply';
      readonly term: Term;
      readonly success: boolean;
      /** Up to where the sender has the leader's log. */
      readonly matchIndex: LogIndex;
    };

export interface Envelope {
  readonly to: NodeId;
  readonly message: Message;
}

export type Effect =
  /** Writes both in one, in place of what was there. */
  | {
      readonly kind: 'persist';
      readonly currentTerm: Term;
      readonly votedFor: NodeId | null;
    }
  /** Takes the entry of this index, and all behind it, off the log on disk. */
  | { readonly kind: 'truncate'; readonly from: LogIndex }
  /** Puts entries behind the last one of the log on disk. */
  | { readonly kind: 'append'; readonly entries: readonly Entry[] }
  | ({ readonly kind: 'send' } & Envelope)
  /** Gives a committed entry to the machine, which answers its client. */
  | {
      readonly kind: 'apply';
      readonly index: LogIndex;
      readonly command: string;
    };

/**
 * What the world is to do for a step, in this order. The entries behind
 * `before.lastApplied`, up to `after.lastApplied`, are to be applied.
 */
export function effectsOf(
  before: Server,
  after: Server,
  messages: readonly Envelope[],
): readonly Effect[] {
  const { currentTerm, votedFor, log, lastApplied } = after;
  const effects: Effect[] = [];
  if (currentTerm !== before.currentTerm || votedFor !== before.votedFor) {
    effects.push({ kind: 'persist', currentTerm, votedFor });
  }
  const kept = entriesInCommon(before.log, log);
  if (kept < before.log.length) {
    effects.push({ kind: 'truncate', from: kept + 1 });
  }
  if (kept < log.length) {
    effects.push({ kind: 'append', entries: log.slice(kept) });
  }
  // From here on a crash takes nothing back that anybody has heard.
  for (const envelope of messages) effects.push({ kind: 'send', ...envelope });
  for (let index = before.lastApplied + 1; index <= lastApplied; index++) {
    effects.push({ kind: 'apply', index, command: log[index - 1]!.command });
  }
  return effects;
}

/** How many entries, counted from the first one, two logs have in common. */
export function entriesInCommon(
  one: readonly Entry[],
  other: readonly Entry[],
): number {
  const differs = one.findIndex(
    ({ command }, i) => command !== other[i]?.command,
  );
  return differs === -1 ? one.length : differs;
}

/** The server after a crash, from what its disk says. */
export function restart(self: NodeId, disk: Disk): Server {
  const { currentTerm, votedFor, log } = disk;
  const role: Role = { kind: 'follower', leader: null };
  // What is committed, a leader will say. The machine begins anew.
  const volatile = { role, commitIndex: 0, lastApplied: 0 };
  return { self, currentTerm, votedFor, log, ...volatile };
}
