/**
 * Write the pre-vote. A server that was cut off for a while hears no leader,
 * and its timer runs out again and again. If each time it began an election,
 * it would come back with a high term, and depose a leader that all others
 * hear well. So it first asks whether it could win.
 *
 * - When its timer runs out, a server asks all others whether they would vote
 *   for it in the next term. It does not begin that term: no term is raised,
 *   no vote given, nothing written. Each time it begins to count anew.
 * - A server says yes if the term is above its own, the asker's log is at
 *   least as up to date as its own, and it has heard from no leader for the
 *   minimum election time-out. A leader hears itself.
 * - A yes is not a vote. Who says it stays exactly as it was, and may say yes
 *   to others too. Each answer carries the term of the server that gives it.
 * - When more than half of the group say yes, the asker included, the
 *   election itself begins. Each member counts once, and only members count.
 * - Answers that come when the server does not ask any more are too late.
 * - A yes counts from a server of an earlier term, too: no term has begun yet.
 * - A term is adopted when a server is in it: an answer from a higher term
 *   makes its receiver a follower in that term, and that is written down.
 * - The server that comes in is never changed.
 */
import { unfinished } from '#course/unfinished';

export type NodeId = string;
export type Term = number;

/** The first entry has index 1: the entry of index n is `log[n - 1]`. */
export type LogIndex = number;

export interface Entry {
  readonly term: Term;
  readonly command: string;
}

export type Role =
  | { readonly kind: 'follower'; readonly leader: NodeId | null }
  /** Asks whether it could win. The votes are those that said yes. */
  | { readonly kind: 'pre-candidate'; readonly votes: readonly NodeId[] }
  | { readonly kind: 'candidate'; readonly votes: readonly NodeId[] }
  | { readonly kind: 'leader' };

export interface Server {
  readonly self: NodeId;
  /** All members of the group, this server included. */
  readonly members: readonly NodeId[];
  readonly currentTerm: Term;
  readonly votedFor: NodeId | null;
  readonly log: readonly Entry[];
  readonly role: Role;
  /** When it heard from a leader of its term last, in milliseconds on its own clock. Null if it never did. */
  readonly heardAt: number | null;
}

export interface Candidacy {
  /** In a `PreVote`: the term that would begin. */
  readonly term: Term;
  readonly lastLogIndex: LogIndex;
  readonly lastLogTerm: Term;
}

export interface PreVoteReply {
  readonly kind: 'PreVoteReply';
  /** The term of the server that answers. */
  readonly term: Term;
  readonly voteGranted: boolean;
}

export type Message =
  | ({ readonly kind: 'PreVote' } & Candidacy)
  | ({ readonly kind: 'RequestVote' } & Candidacy)
  | PreVoteReply;

export type Effect =
  /** Writes term and vote to the disk. */
  | {
      readonly kind: 'persist';
      readonly currentTerm: Term;
      readonly votedFor: NodeId | null;
    }
  | {
      readonly kind: 'send';
      readonly to: NodeId;
      readonly message: Message;
    };

/** What a server knows next, and what the world is to do, in this order. */
export interface Step {
  readonly server: Server;
  readonly effects: readonly Effect[];
}

/** No server waits a shorter time for its leader, in milliseconds. */
export const minElectionTimeout = 150;

/** Given: index and term of the last entry, 0 and 0 in an empty log. */
export const lastOf = (log: readonly Entry[]) => ({
  lastLogIndex: log.length,
  lastLogTerm: log.at(-1)?.term ?? 0,
});

/** Given: sends a message to all other members. */
export const toOthers = (server: Server, message: Message): Effect[] =>
  server.members
    .filter((member) => member !== server.self)
    .map((to) => ({ kind: 'send', to, message }));

/** Given: the election itself. Here a term begins, and a vote is given. */
export function startElection(server: Server): Step {
  const { self, log } = server;
  const currentTerm = server.currentTerm + 1;
  const role: Role = { kind: 'candidate', votes: [self] };
  const persist = { kind: 'persist', currentTerm, votedFor: self } as const;
  const request = {
    kind: 'RequestVote',
    term: currentTerm,
    ...lastOf(log),
  } as const;
  return {
    server: { ...server, currentTerm, votedFor: self, role },
    effects: [persist, ...toOthers(server, request)],
  };
}

/** The timer of a follower, or of one that has asked in vain, runs out. */
export function onElectionTimeout(server: Server): Step {
  unfinished('ask all others, unless nobody has to be asked');
}

/** Another member asks. It is `now` on this server's clock. */
export function onPreVote(
  server: Server,
  from: NodeId,
  asked: Candidacy,
  now: number,
): Step {
  unfinished('say whether this server would vote for it, and stay as it was');
}

/** Is the asker's log at least as up to date as this one? */
function isUpToDate(asked: Candidacy, log: readonly Entry[]): boolean {
  unfinished('compare the terms of the last entries first, then the indexes');
}

/** Does the server have a leader, as far as it can tell? */
function hearsLeader({ role, heardAt }: Server, now: number): boolean {
  unfinished('ask for the time since it heard from one');
}

/** An answer comes. */
export function onPreVoteReply(
  server: Server,
  from: NodeId,
  { term, voteGranted }: PreVoteReply,
): Step {
  unfinished('follow a higher term, or count a yes and begin the election with enough of them');
}

/** Have more than half of the group said yes? */
function couldWin({ members }: Server, votes: readonly NodeId[]): boolean {
  unfinished('count the members that are among them');
}
