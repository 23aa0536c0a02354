// caught by: a server that is asked › says yes when it has no leader, also if it has voted in its term, or asks itself
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
  const { self, currentTerm, log } = server;
  const role: Role = { kind: 'pre-candidate', votes: [self] };
  const asking = { ...server, role };
  if (couldWin(asking, role.votes)) return startElection(asking);
  const term = currentTerm + 1;
  const request: Message = { kind: 'PreVote', term, ...lastOf(log) };
  return { server: asking, effects: toOthers(server, request) };
}

/** Another member asks. It is `now` on this server's clock. */
export function onPreVote(
  server: Server,
  from: NodeId,
  asked: Candidacy,
  now: number,
): Step {
  const { currentTerm, log } = server;
  const voteGranted =
    asked.term > currentTerm &&
    isUpToDate(asked, log) &&
    !hearsLeader(server, now);
  const message = {
    kind: 'PreVoteReply',
    term: currentTerm,
    voteGranted,
  } as const;
  return { server, effects: [{ kind: 'send', to: from, message }] };
}

/** Is the asker's log at least as up to date as this one? */
function isUpToDate(asked: Candidacy, log: readonly Entry[]): boolean {
  const { lastLogIndex, lastLogTerm } = lastOf(log);
  return asked.lastLogTerm === lastLogTerm
    ? asked.lastLogIndex >= lastLogIndex
    : asked.lastLogTerm > lastLogTerm;
}

/** Does the server have a leader, as far as it can tell? */
function hearsLeader({ role, heardAt }: Server, now: number): boolean {
  if (role.kind === 'leader') return true;
  if (role.kind === 'follower' && role.leader !== null) return true;
  return heardAt !== null && now - heardAt < minElectionTimeout;
}

/** An answer comes. */
export function onPreVoteReply(
  server: Server,
  from: NodeId,
  { term, voteGranted }: PreVoteReply,
): Step {
  if (term > server.currentTerm) {
    const role: Role = { kind: 'follower', leader: null };
    return {
      server: { ...server, currentTerm: term, votedFor: null, role },
      effects: [{ kind: 'persist', currentTerm: term, votedFor: null }],
    };
  }
  const { role } = server;
  if (role.kind !== 'pre-candidate' || !voteGranted) {
    return { server, effects: [] };
  }
  const votes = [...new Set([...role.votes, from])];
  const asking = { ...server, role: { ...role, votes } };
  return couldWin(asking, votes)
    ? startElection(asking)
    : { server: asking, effects: [] };
}

/** Have more than half of the group said yes? */
function couldWin({ members }: Server, votes: readonly NodeId[]): boolean {
  const yes = members.filter((member) => votes.includes(member));
  return yes.length > members.length / 2;
}
