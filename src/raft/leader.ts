import { reply, type NodeId } from '../sim/index.ts';
import { becomeFollower } from './follower.ts';
import { append, lastIndex } from './log.ts';
import { applyCommitted } from './machine.ts';
import { reachedByMajority } from './majority.ts';
import { membersAt } from './membership.ts';
import type { Raft } from './options.ts';
import type { Outcome } from './progress.ts';
import { sendLastEntry, sendTo } from './replication.ts';
import { changed, changedLeader, othersOf, withLog, withValue, type Effects } from './server.ts';
import type { Entry, Leader, LogIndex, Server } from './types.ts';

/** It guesses that all others have its log, and knows of nobody (Figure 2). Its first entry is a no-op: see `advanceCommit`. */
export function becomeLeader<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  effects: Effects<State, Command>,
): Server<State, Command> {
  const { currentTerm: term } = server;
  const role = track(newLeader, othersOf(server), lastIndex(server.log) + 1);
  effects.push(raft.electionTimer, raft.heartbeatTimer);
  return appendEntry(raft, changed(server, { role }), role, { term, kind: 'no-op' }, effects);
}

const newLeader: Leader = {
  kind: 'leader',
  nextIndex: {},
  matchIndex: {},
  round: 1,
  acknowledged: {},
  checkedRound: 0,
  reads: [],
};

/** Keeps what is known of these members. Of new ones nothing is known. */
export function track(role: Leader, others: readonly NodeId[], nextIndex: LogIndex): Leader {
  const known = (values: Readonly<Record<NodeId, number>>, otherwise: number) =>
    Object.fromEntries(others.map((member) => [member, values[member] ?? otherwise]));
  return changedLeader(role, {
    nextIndex: known(role.nextIndex, nextIndex),
    matchIndex: known(role.matchIndex, 0),
    acknowledged: known(role.acknowledged, 0),
  });
}

/** A leader only ever appends to its log (Leader Append-Only, §5.3). Alone in its cluster, it has a majority at once. */
export function appendEntry<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  role: Leader,
  entry: Entry<Command>,
  effects: Effects<State, Command>,
): Server<State, Command> {
  const longer = withLog(server, append(server.log, entry));
  return advance(raft, sendLastEntry(raft, longer, role, effects), effects);
}

/** A member has answered, in this term: to a message of this round, and that it has the entries, or has not. */
export function onAnswer<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  from: NodeId,
  answer: Outcome & { readonly term: number; readonly round: number },
  effects: Effects<State, Command>,
): Server<State, Command> {
  const { role: before, log, currentTerm } = server;
  if (before.kind !== 'leader' || raft.rules.isStale(answer.term, currentTerm)) return server;
  const nextIndex = before.nextIndex[from];
  const matchIndex = before.matchIndex[from];
  // It was removed since.
  if (nextIndex === undefined || matchIndex === undefined) return server;
  const progress = raft.rules.progressAfter(log, { nextIndex, matchIndex }, answer);
  const role = changedLeader(before, {
    nextIndex: withValue(before.nextIndex, from, progress.nextIndex),
    matchIndex: withValue(before.matchIndex, from, progress.matchIndex),
    acknowledged: withValue(before.acknowledged, from, Math.max(before.acknowledged[from]!, answer.round)),
  });
  // Of many messages behind a lost one each is refused, and all answers but the first change nothing.
  if (progress.nextIndex !== nextIndex && progress.nextIndex <= lastIndex(log))
    sendTo(raft, server, role, from, effects);
  return advance(raft, changed(server, { role }), effects);
}

/** Whatever has become possible: to commit, to apply, to answer reads, to leave. */
export function advance<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  effects: Effects<State, Command>,
): Server<State, Command> {
  const { role, log, currentTerm } = server;
  if (role.kind !== 'leader') return server;
  const matchIndexes = reached(server, role.matchIndex, lastIndex(log));
  const commitIndex = raft.rules.advanceCommit(log, server.commitIndex, currentTerm, matchIndexes);
  const applied = applyCommitted(raft, server, commitIndex, effects);
  const answered = answerReads(raft, applied, role, effects);
  return isOut(answered) ? becomeFollower(raft, answered, currentTerm, null, effects) : answered;
}

/** What each member, a leader that is one included, has reached. A leader that leaves does not count itself (dissertation §4.2.2). */
const reached = (
  { members, self }: Server<unknown, unknown>,
  byOthers: Readonly<Record<NodeId, number>>,
  bySelf: number,
): readonly number[] => members.map((member) => (member === self ? bySelf : byOthers[member]!));

/** It leads until the configuration without it is committed, since before that only the others with it may commit. */
const isOut = (server: Server<unknown, unknown>): boolean =>
  !server.members.includes(server.self) && !membersAt(server, server.commitIndex).includes(server.self);

function answerReads<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  role: Leader,
  effects: Effects<State, Command>,
): Server<State, Command> {
  if (role.reads.length === 0) return server;
  const round = confirmedRound(server, role);
  const isReady = (read: Leader['reads'][number]) => raft.rules.isReadReady(read, round, server.lastApplied);
  for (const read of role.reads) {
    if (!isReady(read)) continue;
    const { output } = raft.machine.apply(server.machine, read.command as Command);
    effects.push(reply(read, { kind: 'done', output }));
  }
  const reads = role.reads.filter((read) => !isReady(read));
  return changed(server, { role: changedLeader(role, { reads }) });
}

const confirmedRound = (server: Server<unknown, unknown>, role: Leader): number =>
  reachedByMajority(reached(server, role.acknowledged, role.round));

/**
 * A leader that no majority has answered for a whole election time-out steps down (dissertation §6.2). It cannot commit, and whoever still
 * hears it would wait for it for ever: followers that its messages reach, and whose answers get lost, grant no pre-vote.
 */
export function checkQuorum<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  role: Leader,
  effects: Effects<State, Command>,
): Server<State, Command> {
  effects.push(raft.electionTimer);
  if (confirmedRound(server, role) <= role.checkedRound)
    return becomeFollower(raft, server, server.currentTerm, null, effects);
  return changed(server, { role: changedLeader(role, { checkedRound: role.round }) });
}
