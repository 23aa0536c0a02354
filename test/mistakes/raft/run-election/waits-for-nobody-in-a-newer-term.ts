// caught by: the word of a leader › sets the timer again: there is a leader
/**
 * Write an election as one server lives through it: as a follower, as a
 * candidate, and perhaps as the leader.
 *
 * - A server whose election timer fires is a candidate in the next term. It
 *   votes for itself and asks each other member for its vote. Nobody may win:
 *   so it sets the timer again, and when that fires it begins once more, in a
 *   newer term, without the votes of the older one. The timer of a leader
 *   fires too. It sets it again and does nothing else: it may be deposed.
 * - A candidate leads once it has the votes of more than half of the whole
 *   cluster, its own included. A vote counts in its own term alone, and only
 *   members count, each once. The new leader speaks to all others at once.
 * - Whoever reads of a newer term, in any message, is a follower in that
 *   term. It has not voted in it, and does not know who leads it.
 * - An AppendEntries of the server's own term can only come from the leader
 *   of that term. The server follows it and sets its timer again. A vote that
 *   it gave in that term stays given.
 * - An AppendEntries of an older term comes from a leader that was deposed.
 *   It is refused, with the server's own term, and nothing else happens.
 * - The server that comes in is never changed: a new one goes out.
 */

export type NodeId = string;
export type Term = number;

/** The first entry has index 1: the entry of index n is `log[n - 1]`. */
export type LogIndex = number;

export interface Entry {
  readonly term: Term;
  readonly command: string;
}

/** Votes exist only on a candidate. */
export type Role =
  | { readonly kind: 'follower'; readonly leader: NodeId | null }
  | { readonly kind: 'candidate'; readonly votes: readonly NodeId[] }
  | { readonly kind: 'leader' };

export interface Server {
  readonly self: NodeId;
  /** All members of the cluster, this server included. */
  readonly members: readonly NodeId[];
  readonly currentTerm: Term;
  readonly votedFor: NodeId | null;
  readonly log: readonly Entry[];
  readonly role: Role;
}

export interface RequestVote {
  readonly kind: 'RequestVote';
  readonly term: Term;
  /** Index and term of the candidate's last entry; both 0 for an empty log. */
  readonly lastLogIndex: LogIndex;
  readonly lastLogTerm: Term;
}

export interface RequestVoteReply {
  readonly kind: 'RequestVoteReply';
  readonly term: Term;
  readonly voteGranted: boolean;
}

/** What a leader says. It carries entries too: that is for the next lesson. */
export interface AppendEntries {
  readonly kind: 'AppendEntries';
  readonly term: Term;
}

export interface AppendEntriesReply {
  readonly kind: 'AppendEntriesReply';
  readonly term: Term;
  readonly success: boolean;
}

export type Message =
  RequestVote | RequestVoteReply | AppendEntries | AppendEntriesReply;

/** What the server wants done, in this order. */
export type Effect =
  | { readonly kind: 'send'; readonly to: NodeId; readonly message: Message }
  /** Start the election timer, from now on, for a random time. */
  | { readonly kind: 'setTimer'; readonly timer: 'election' };

export interface Step {
  readonly server: Server;
  readonly effects: readonly Effect[];
}

/** Given: the same message to each other member. */
export const sendToOthers = (
  { self, members }: Server,
  message: Message,
): Effect[] =>
  members
    .filter((member) => member !== self)
    .map((to) => ({ kind: 'send', to, message }));

/** The server reads a message of this term: a first step for every message. */
export function observeTerm(server: Server, term: Term): Server {
  if (term <= server.currentTerm) return server;
  return {
    ...server,
    currentTerm: term,
    votedFor: null,
    role: { kind: 'follower', leader: null },
  };
}

/** The candidate has these votes, its own among them: does it lead? */
export function countVotes(server: Server, votes: readonly NodeId[]): Step {
  if (votes.length <= server.members.length / 2) {
    const role: Role = { kind: 'candidate', votes };
    return { server: { ...server, role }, effects: [] };
  }
  return {
    server: { ...server, role: { kind: 'leader' } },
    effects: sendToOthers(server, {
      kind: 'AppendEntries',
      term: server.currentTerm,
    }),
  };
}

/** The election timer fires: no leader was heard of for too long. */
export function handleTimeout(server: Server): Step {
  if (server.role.kind === 'leader')
    return { server, effects: [{ kind: 'setTimer', timer: 'election' }] };
  const { self, log } = server;
  const term = server.currentTerm + 1;
  const candidate: Server = { ...server, currentTerm: term, votedFor: self };
  const request: Message = {
    kind: 'RequestVote',
    term,
    lastLogIndex: log.length,
    lastLogTerm: log.at(-1)?.term ?? 0,
  };
  // In a cluster of one, the own vote is a majority.
  const counted = countVotes(candidate, [self]);
  return {
    server: counted.server,
    effects: [
      { kind: 'setTimer', timer: 'election' },
      ...sendToOthers(candidate, request),
      ...counted.effects,
    ],
  };
}

/** `from` has answered a request for its vote, of this term or an older one. */
export function handleRequestVoteReply(
  server: Server,
  from: NodeId,
  reply: RequestVoteReply,
): Step {
  const current = observeTerm(server, reply.term);
  const { role, members, currentTerm } = current;
  const counts =
    reply.voteGranted && reply.term === currentTerm && members.includes(from);
  if (role.kind !== 'candidate' || !counts || role.votes.includes(from)) {
    return { server: current, effects: [] };
  }
  return countVotes(current, [...role.votes, from]);
}

/** `from` speaks as a leader. What it says about logs is not looked at here. */
export function handleHeartbeat(
  server: Server,
  from: NodeId,
  heartbeat: AppendEntries,
): Step {
  const { term } = heartbeat;
  const current = observeTerm(server, term);
  const { currentTerm } = current;
  if (term < currentTerm) {
    const reply: Message = {
      kind: 'AppendEntriesReply',
      term: currentTerm,
      success: false,
    };
    return { server, effects: [{ kind: 'send', to: from, message: reply }] };
  }
  return {
    server: { ...current, role: { kind: 'follower', leader: from } },
    effects:
      term > server.currentTerm
        ? []
        : [{ kind: 'setTimer', timer: 'election' }],
  };
}
