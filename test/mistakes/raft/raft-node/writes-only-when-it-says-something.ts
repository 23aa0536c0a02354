// caught by: a crash › takes from a server neither its term nor its vote nor its log
/**
 * Write a whole Raft server: from what it knows and what happens to it, what
 * it knows next and what it wants done. The world has the clock, the dice, the
 * disk and the network; it may crash the server between any two effects.
 *
 * Fill in what is unfinished, from the top. The tests of single steps come
 * first. When all of those pass, whole clusters run, under faults that seeds
 * draw.
 *
 * - Term, vote and log are on the disk before anything else is done.
 * - Whoever reads of a newer term is a follower in it, and has not voted.
 * - The election timer always runs. A leader takes no notice of it.
 * - Messages come late, twice, out of order, or not at all. A follower's log
 *   loses an entry only to another one of the same index and another term.
 * - A leader sends new entries at once, to all others. What got lost goes out
 *   again with the next heartbeat. A refusal says where the logs part, and the
 *   leader sends from there at once: a term at a time, not an entry at a time.
 * - By counting, a leader commits entries of its own term only.
 * - What is committed is applied, in order. Reads go through the log like all
 *   else. A request has its number from its client: it takes effect once, and
 *   no more once a later one of that client has.
 * - The leader answers when it has applied the entry. Whoever does not lead
 *   says at once who does, if it knows.
 * - What comes in is never changed. Messages, states and effects are plain
 *   data: no Map, no Set, no class.
 *
 * Left out, because you have written them apart: pre-vote, snapshots, reads
 * without a log entry. Members do not change, and a new leader adds no entry
 * of its own: what is left of older terms is committed with the first request.
 *
 * Use what you have written before, if you like. This is your own file:
 *
 *     import { isUpToDate } from '#exercise/raft/grant-vote';
 *
 * Yours to use: raft/grant-vote, raft/run-election, raft/append-entries,
 * raft/repair-log, raft/advance-commit and raft/persist-before-reply. Your
 * entries fit where they take theirs; what comes back is still yours, which
 * TypeScript believes when you write `log as readonly Entry[]`.
 */
import {
  apply,
  persist,
  reply,
  send,
  sendAll,
  setTimer,
  type Disk,
  type Effect,
  type Input,
  type NodeId,
  type Program,
  type Request,
} from '#course/sim';

export type Term = number;

/** The first entry has index 1: the entry of index n is `log[n - 1]`. */
export type LogIndex = number;

/** A client's command. A request that comes again has the same number. */
export interface Entry {
  readonly term: Term;
  readonly kind: 'command';
  readonly client: NodeId;
  readonly request: number;
  readonly command: string;
}

/** What a crash must not take. */
export interface Persistent {
  readonly currentTerm: Term;
  readonly votedFor: NodeId | null;
  readonly log: readonly Entry[];
}

export interface Server extends Persistent {
  readonly self: NodeId;
  /** All servers of the cluster, this one included: three to seven. */
  readonly members: readonly NodeId[];
  readonly role: Role;
  readonly commitIndex: LogIndex;
  readonly lastApplied: LogIndex;
  readonly machine: Machine;
  /** Client → the last of its requests that was applied. */
  readonly sessions: Readonly<Record<NodeId, Session>>;
}

export type Role =
  | { readonly kind: 'follower'; readonly leader: NodeId | null }
  | { readonly kind: 'candidate'; readonly votes: readonly NodeId[] }
  | Leader;

export interface Leader {
  readonly kind: 'leader';
  /** Follower → the index of the next entry to send to it. */
  readonly nextIndex: Readonly<Record<NodeId, LogIndex>>;
  /** Follower → up to where its log is known to be the leader's. */
  readonly matchIndex: Readonly<Record<NodeId, LogIndex>>;
}

/** Key → number. */
export type Machine = Readonly<Record<string, number>>;

export interface Session {
  readonly request: number;
  readonly output: Output;
}

export type Output = number | boolean | null;

/** What servers say to each other. `term` is the sender's. */
export type Message =
  RequestVote | RequestVoteReply | AppendEntries | AppendEntriesReply;

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

export interface AppendEntries {
  readonly kind: 'AppendEntries';
  readonly term: Term;
  /** Index and term of the entry before those sent; both 0 at the beginning. */
  readonly prevLogIndex: LogIndex;
  readonly prevLogTerm: Term;
  readonly entries: readonly Entry[];
  readonly leaderCommit: LogIndex;
}

export type AppendEntriesReply = {
  readonly kind: 'AppendEntriesReply';
  readonly term: Term;
} & Outcome;

export type Outcome =
  | { readonly success: true; readonly matchIndex: LogIndex }
  | { readonly success: false; readonly conflict: Conflict };

/**
 * The term of the follower's entry at `prevLogIndex`, and its first index of
 * that term. Without an entry there: null, and the index behind its last.
 */
export interface Conflict {
  readonly term: Term | null;
  readonly index: LogIndex;
}

/** What a client is told. */
export type Reply =
  | { readonly kind: 'done'; readonly output: Output }
  | { readonly kind: 'not-leader'; readonly leader: NodeId | null }
  /** It came after a later request of its client: nobody waits for it. */
  | { readonly kind: 'refused'; readonly why: string };

/** What the server knows after a step, and what it wants done, in order. */
export interface Turn {
  readonly server: Server;
  readonly effects: Effects;
}

export type Effects = readonly Effect<Message, Reply>[];

/** Given: the world draws how long a server waits, anew each time. */
export const electionTimer = setTimer('election', [150, 300]);
export const heartbeatTimer = setTimer('heartbeat', 50);

/** Given: what runs in the world. A state without a change stays the same object. */
export const raftNode: Program<Server, Message, string, Reply> = {
  init: (self, members) => ({
    self,
    members,
    currentTerm: 0,
    votedFor: null,
    log: [],
    role: { kind: 'follower', leader: null },
    commitIndex: 0,
    lastApplied: 0,
    machine: {},
    sessions: {},
  }),

  step(before, input) {
    if (input.kind === 'start') {
      const { server: state, effects } = onStart(before, input.disk);
      return { state, effects };
    }
    let turn = take(before, input);
    if (turn.server.commitIndex > turn.server.lastApplied)
      turn = applyCommitted(turn);
    const { server: state, effects } = turn;
    if (isSameOnDisk(before, state)) return { state, effects };
    return { state, effects: persistFirst(state, effects) };
  },
};

/** Given: term, vote and log are what they were. */
const isSameOnDisk = (one: Persistent, other: Persistent): boolean =>
  one.currentTerm === other.currentTerm &&
  one.votedFor === other.votedFor &&
  one.log === other.log;

type Happening = Exclude<Input<Message, string>, { readonly kind: 'start' }>;

function take(server: Server, input: Happening): Turn {
  switch (input.kind) {
    case 'timer':
      return input.timer === 'election'
        ? onElectionTimeout(server)
        : onHeartbeatTimeout(server);
    case 'message': {
      const { from, message } = input;
      return onMessage(observeTerm(server, message.term), from, message);
    }
    case 'request':
      return isCommand(input)
        ? onRequest(server, input)
        : refuse(server, input);
  }
}

function onMessage(server: Server, from: NodeId, message: Message): Turn {
  switch (message.kind) {
    case 'RequestVote':
      return onRequestVote(server, from, message);
    case 'RequestVoteReply':
      return onRequestVoteReply(server, from, message);
    case 'AppendEntries':
      return onAppendEntries(server, from, message);
    case 'AppendEntriesReply':
      return onAppendEntriesReply(server, from, message);
  }
}

/** Given: the cluster lab also knows administrators, whose requests are no words. */
const isCommand = ({ command }: Request<unknown>): boolean =>
  typeof command === 'string';

function refuse(server: Server, request: Request<unknown>): Turn {
  const why = 'This server can do no more than its machine can.';
  return { server, effects: [reply(request, { kind: 'refused', why })] };
}

// Given, for all that follows

export const othersOf = ({ self, members }: Server): readonly NodeId[] =>
  members.filter((member) => member !== self);

/** Undefined behind the end of the log. */
export const termAt = (
  log: readonly Entry[],
  index: LogIndex,
): Term | undefined => (index === 0 ? 0 : log[index - 1]?.term);

export const lastTerm = (log: readonly Entry[]): Term => log.at(-1)?.term ?? 0;

/** A leader lets itself be heard. What was lost goes out again with that. */
function onHeartbeatTimeout(server: Server): Turn {
  if (server.role.kind !== 'leader') return { server, effects: [] };
  return { server, effects: [heartbeatTimer, ...sendToOthers(server)] };
}

/** What each of the others lacks, as far as the leader knows. */
function sendToOthers(server: Server): Effects {
  const { role } = server;
  if (role.kind !== 'leader') return [];
  return othersOf(server).map((to) => send(to, entriesFor(server, role, to)));
}

// 1. The disk

/** The server starts, for the first time or after a crash. */
function onStart(server: Server, disk: Disk): Turn {
  const kept = disk['raft'] as Persistent | undefined;
  return { server: { ...server, ...kept }, effects: [electionTimer] };
}

/** A step has changed term, vote or log, and wants these effects. */
function persistFirst(server: Persistent, effects: Effects): Effects {
  const { currentTerm, votedFor, log } = server;
  if (effects.length === 0) return effects;
  return [persist('raft', { currentTerm, votedFor, log }), ...effects];
}

// 2. Elections

/** No leader was heard, and no vote given, for too long. */
function onElectionTimeout(server: Server): Turn {
  const { self, role, log } = server;
  if (role.kind === 'leader') return { server, effects: [electionTimer] };
  const term = server.currentTerm + 1;
  const request: RequestVote = {
    kind: 'RequestVote',
    term,
    lastLogIndex: log.length,
    lastLogTerm: lastTerm(log),
  };
  return {
    server: {
      ...server,
      currentTerm: term,
      votedFor: self,
      role: { kind: 'candidate', votes: [self] },
    },
    effects: [electionTimer, ...sendAll(othersOf(server), request)],
  };
}

/** A message of this term has come. What else it says is looked at next. */
function observeTerm(server: Server, term: Term): Server {
  if (term <= server.currentTerm) return server;
  return {
    ...server,
    currentTerm: term,
    votedFor: null,
    role: { kind: 'follower', leader: null },
  };
}

/** `from` wants to lead. */
function onRequestVote(
  server: Server,
  from: NodeId,
  { term, lastLogIndex, lastLogTerm }: RequestVote,
): Turn {
  const { currentTerm, votedFor, log } = server;
  const ownTerm = lastTerm(log);
  const isUpToDate =
    lastLogTerm > ownTerm ||
    (lastLogTerm === ownTerm && lastLogIndex >= log.length);
  const isFree = votedFor === null || votedFor === from;
  const voteGranted = term === currentTerm && isFree && isUpToDate;
  const answer: RequestVoteReply = {
    kind: 'RequestVoteReply',
    term: currentTerm,
    voteGranted,
  };
  if (!voteGranted) return { server, effects: [send(from, answer)] };
  return {
    server: { ...server, votedFor: from },
    effects: [electionTimer, send(from, answer)],
  };
}

/** `from` has answered a request for its vote, of this term or an older one. */
function onRequestVoteReply(
  server: Server,
  from: NodeId,
  { term, voteGranted }: RequestVoteReply,
): Turn {
  const { role, currentTerm, members } = server;
  if (role.kind !== 'candidate' || term < currentTerm || !voteGranted)
    return { server, effects: [] };
  const votes = role.votes.includes(from) ? role.votes : [...role.votes, from];
  if (votes.length <= members.length / 2)
    return {
      server: { ...server, role: { kind: 'candidate', votes } },
      effects: [],
    };
  const others = (index: LogIndex) =>
    Object.fromEntries(othersOf(server).map((other) => [other, index]));
  const leader: Leader = {
    kind: 'leader',
    nextIndex: others(server.log.length + 1),
    matchIndex: others(0),
  };
  return onHeartbeatTimeout({ ...server, role: leader });
}

// 3. The log

/** What the leader sends to a follower now. */
function entriesFor(
  { currentTerm, log, commitIndex }: Server,
  { nextIndex }: Leader,
  follower: NodeId,
): AppendEntries {
  const prevLogIndex = nextIndex[follower]! - 1;
  return {
    kind: 'AppendEntries',
    term: currentTerm,
    prevLogIndex,
    prevLogTerm: termAt(log, prevLogIndex)!,
    entries: log.slice(prevLogIndex),
    leaderCommit: commitIndex,
  };
}

/** `from` leads, or led once. */
function onAppendEntries(
  server: Server,
  from: NodeId,
  { term, prevLogIndex, prevLogTerm, entries, leaderCommit }: AppendEntries,
): Turn {
  const { currentTerm, log, commitIndex } = server;
  const answer = (outcome: Outcome) =>
    send<Message>(from, {
      kind: 'AppendEntriesReply',
      term: currentTerm,
      ...outcome,
    });
  const refusal = answer({
    success: false,
    conflict: conflictAt(log, prevLogIndex),
  });
  if (term < currentTerm) return { server, effects: [refusal] };

  const role: Role = { kind: 'follower', leader: from };
  const follower: Server = { ...server, role };
  if (termAt(log, prevLogIndex) !== prevLogTerm)
    return { server: follower, effects: [electionTimer, refusal] };

  const firstNew = entries.findIndex(
    (entry, at) => termAt(log, prevLogIndex + at + 1) !== entry.term,
  );
  // Where nothing is new, what stands behind may be what later messages brought.
  const merged =
    firstNew === -1
      ? log
      : [...log.slice(0, prevLogIndex + firstNew), ...entries.slice(firstNew)];
  const matchIndex = prevLogIndex + entries.length;
  return {
    server: {
      ...follower,
      log: merged,
      commitIndex: Math.max(commitIndex, Math.min(leaderCommit, matchIndex)),
    },
    effects: [electionTimer, answer({ success: true, matchIndex })],
  };
}

/** Given: what a follower says whose log has no such entry there. */
function conflictAt(log: readonly Entry[], prevLogIndex: LogIndex): Conflict {
  const term = termAt(log, prevLogIndex);
  if (term === undefined) return { term: null, index: log.length + 1 };
  return { term, index: log.findIndex((entry) => entry.term === term) + 1 };
}

/** `from` has answered what this server sent as a leader, now or long ago. */
function onAppendEntriesReply(
  server: Server,
  from: NodeId,
  message: AppendEntriesReply,
): Turn {
  const { role, currentTerm, log } = server;
  if (role.kind !== 'leader' || message.term < currentTerm)
    return { server, effects: [] };
  const next = role.nextIndex[from]!;
  const match = role.matchIndex[from]!;
  if (message.success) {
    const matchIndex = Math.max(match, message.matchIndex);
    const leader = withProgress(
      role,
      from,
      Math.max(next, matchIndex + 1),
      matchIndex,
    );
    const commitIndex = commitIndexOf(server, leader);
    return { server: { ...server, role: leader, commitIndex }, effects: [] };
  }
  const { term, index } = message.conflict;
  const last = log.findLastIndex((entry) => entry.term === term) + 1;
  const parting = last === 0 ? index : last + 1;
  // A late refusal is about a message from before the match was known.
  const nextIndex = Math.max(match + 1, Math.min(next, parting));
  if (nextIndex === next) return { server, effects: [] };
  const leader = withProgress(role, from, nextIndex, match);
  return {
    server: { ...server, role: leader },
    effects: [send(from, entriesFor(server, leader, from))],
  };
}

/** Given: the leader, with other indexes for one follower. */
const withProgress = (
  leader: Leader,
  follower: NodeId,
  nextIndex: LogIndex,
  matchIndex: LogIndex,
): Leader => ({
  kind: 'leader',
  nextIndex: { ...leader.nextIndex, [follower]: nextIndex },
  matchIndex: { ...leader.matchIndex, [follower]: matchIndex },
});

/** The commitIndex that a leader may have now. */
function commitIndexOf(server: Server, { matchIndex }: Leader): LogIndex {
  const { members, currentTerm, log, commitIndex } = server;
  const reached = members
    .map((member) => matchIndex[member] ?? log.length)
    .sort((a, b) => b - a);
  const stored = reached[Math.floor(members.length / 2)]!;
  // A majority may have an entry of an older term, and still lose it (Figure 8).
  return termAt(log, stored) === currentTerm
    ? Math.max(commitIndex, stored)
    : commitIndex;
}

// 4. Clients

/** A client asks, for the first time or again. */
function onRequest(server: Server, request: Request<string>): Turn {
  const { role, currentTerm, log } = server;
  if (role.kind !== 'leader') {
    const leader = role.kind === 'follower' ? role.leader : null;
    const elsewhere = reply(request, { kind: 'not-leader' as const, leader });
    return { server, effects: [elsewhere] };
  }
  const entry: Entry = {
    term: currentTerm,
    kind: 'command',
    client: request.client,
    request: request.request,
    command: request.command,
  };
  const leader: Server = { ...server, log: [...log, entry] };
  return { server: leader, effects: sendToOthers(leader) };
}

/** Entries behind `lastApplied` were committed. */
function applyCommitted({ server, effects }: Turn): Turn {
  const { role, log, lastApplied, commitIndex } = server;
  let { machine, sessions } = server;
  const done = [...effects];
  for (let index = lastApplied + 1; index <= commitIndex; index++) {
    const { client, request, command } = log[index - 1]!;
    const last = sessions[client];
    if (last === undefined || last.request < request) {
      const executed = execute(machine, command);
      machine = executed.machine;
      sessions = {
        ...sessions,
        [client]: { request, output: executed.output },
      };
      done.push(apply(index, command));
    }
    if (role.kind === 'leader')
      done.push(
        reply({ client, request }, replyTo(request, sessions[client]!)),
      );
  }
  return {
    server: { ...server, machine, sessions, lastApplied: commitIndex },
    effects: done,
  };
}

/** Given: what a client is told whose last request by now is this one. */
export const replyTo = (request: number, last: Session): Reply =>
  request === last.request
    ? { kind: 'done', output: last.output }
    : { kind: 'refused', why: `Request ${last.request} came before it.` };

/** Given: the machine. `get x`, `set x 5`, `add x 5`, or `cas x 5 6`. */
export function execute(
  machine: Machine,
  command: string,
): { readonly machine: Machine; readonly output: Output } {
  const [verb, key = '', first, second] = command.split(' ');
  const value = Object.hasOwn(machine, key) ? machine[key]! : null;
  const put = (next: number) => ({ ...machine, [key]: next });
  const number = Number(first);
  switch (verb) {
    case 'set':
      return { machine: put(number), output: number };
    case 'add':
      return {
        machine: put((value ?? 0) + number),
        output: (value ?? 0) + number,
      };
    case 'cas':
      return value === number
        ? { machine: put(Number(second)), output: true }
        : { machine, output: false };
    default:
      return { machine, output: value };
  }
}
