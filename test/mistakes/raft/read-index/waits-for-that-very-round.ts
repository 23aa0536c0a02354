// caught by: a read is confirmed › by a round that began after the read came, and by no earlier one
/**
 * Write how a leader answers reads without writing them into its log. An
 * answer must not be older than anything that a client has seen before the
 * read came, so a leader has to know three things: what was committed by then,
 * that it was still the leader, and that its machine has got so far.
 *
 * - When a read comes, the leader notes its commit index. The machine has to
 *   have applied as much before the read is answered, and need not have
 *   applied more.
 * - A new leader may not know yet all that its predecessor has committed. It
 *   puts an entry of its own term into its log at once; when that one is
 *   committed, so is all before it. Until then a read waits for that entry.
 * - Another leader may have been elected behind this one's back. So heartbeats
 *   go out, in rounds: each carries the number of its round, and so does its
 *   answer. More than half of the group, the leader included, have to answer
 *   a round that began after the read came, in the leader's own term.
 * - All reads that have come before a round begins share it. Only members
 *   count, each once. Answers come late, twice, and out of order.
 * - A read is answered once, from the machine as it is by then.
 * - A leader that steps down cannot answer any more. It says so to all who
 *   wait, and who leads now, if it knows.
 * - Nothing is written into the log. What comes in is never changed.
 */

export type NodeId = string;
export type Term = number;

/** The first entry has index 1: the entry of index n is `log[n - 1]`. */
export type LogIndex = number;

export interface Entry {
  readonly term: Term;
  readonly command: string;
}

export interface Read {
  readonly client: NodeId;
  /** The client's own count of its requests. */
  readonly request: number;
  /** The account whose balance is asked for. */
  readonly command: string;
}

export interface PendingRead extends Read {
  /** What the machine has to have applied. */
  readonly index: LogIndex;
  /** The round that a majority has to have answered, or a later one. */
  readonly round: number;
}

export interface Leader {
  readonly self: NodeId;
  /** All members of the group, the leader included. */
  readonly members: readonly NodeId[];
  readonly currentTerm: Term;
  readonly log: readonly Entry[];
  readonly commitIndex: LogIndex;
  readonly lastApplied: LogIndex;
  /** Account → cents. An account that is not named does not exist. */
  readonly machine: Readonly<Record<string, number>>;
  /** The number of the latest round of heartbeats. */
  readonly round: number;
  /** Member → the latest round that it answered in this term. A member not heard from is not named. */
  readonly acknowledged: Readonly<Record<NodeId, number>>;
  /** The reads that wait, in the order in which they came. */
  readonly reads: readonly PendingRead[];
}

export interface Acknowledgement {
  /** The term in which the member answered. */
  readonly term: Term;
  /** The round whose heartbeat it answered. */
  readonly round: number;
}

export interface Answer {
  readonly client: NodeId;
  readonly request: number;
  readonly reply: Reply;
}

export type Reply =
  /** The balance, or null when there is no such account. */
  | { readonly kind: 'done'; readonly output: number | null }
  | { readonly kind: 'not-leader'; readonly leader: NodeId | null };

/** Given: heartbeats go out to all others, with the number of a new round. */
export const beginRound = (leader: Leader): Leader => ({
  ...leader,
  round: leader.round + 1,
});

/** How far the machine has to be for a read that comes now. */
export function readIndex(leader: Leader): LogIndex {
  const { log, currentTerm, commitIndex } = leader;
  const firstOfTerm = log.findIndex(({ term }) => term === currentTerm) + 1;
  return Math.max(commitIndex, firstOfTerm);
}

/** A read comes: it waits. */
export function onRead(leader: Leader, read: Read): Leader {
  const { round, reads } = leader;
  const pending = { ...read, index: readIndex(leader), round: round + 1 };
  return { ...leader, reads: [...reads, pending] };
}

/** A member has answered a heartbeat. */
export function onAcknowledgement(
  leader: Leader,
  from: NodeId,
  { term, round }: Acknowledgement,
): Leader {
  if (term !== leader.currentTerm) return leader;
  const latest = Math.max(round, leader.acknowledged[from] ?? 0);
  const acknowledged = { ...leader.acknowledged, [from]: latest };
  return { ...leader, acknowledged };
}

/** Answers the reads that need not wait any longer. The others wait on. */
export function answerReads(leader: Leader): {
  readonly leader: Leader;
  readonly answers: readonly Answer[];
} {
  const { lastApplied, machine, reads } = leader;
  const ready = ({ index, round }: PendingRead) =>
    index <= lastApplied && isConfirmed(leader, round);
  const answers = reads
    .filter(ready)
    .map(({ client, request, command }): Answer => {
      const output = machine[command] ?? null;
      return { client, request, reply: { kind: 'done', output } };
    });
  const waiting = reads.filter((read) => !ready(read));
  return { leader: { ...leader, reads: waiting }, answers };
}

/** Have more than half of the group answered this round or a later one? */
function isConfirmed(leader: Leader, round: number): boolean {
  const { self, members, acknowledged } = leader;
  const there = members.filter(
    (member) => member === self || (acknowledged[member] ?? 0) === round,
  );
  return there.length > members.length / 2;
}

/** The leader has heard of a later term: what to tell those who wait. `successor` leads it, if that is known. */
export function stepDown(
  leader: Leader,
  successor: NodeId | null,
): readonly Answer[] {
  return leader.reads.map(({ client, request }) => ({
    client,
    request,
    reply: { kind: 'not-leader', leader: successor },
  }));
}
