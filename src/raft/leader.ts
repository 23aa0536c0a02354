import type { NodeId } from '../sim/index.ts';
import { becomeFollower } from './follower.ts';
import { append, lastIndex } from './log.ts';
import { applyUpTo } from './machine.ts';
import { ofEachMember } from './majority.ts';
import { hasLeft } from './membership.ts';
import type { Outcome } from './progress.ts';
import { answerReads, confirmedRound } from './reads.ts';
import { beginRound, sendLastEntry, sendTo } from './replication.ts';
import { draftLeader, othersOf, setLog, withValue } from './server.ts';
import type { Turn } from './turn.ts';
import type { Entry, Leader, LogIndex } from './types.ts';

/** It guesses that all others have its log, and knows of nobody (Figure 2). Its first entry is a no-op: see `advanceCommit`. */
export function becomeLeader<State, Command>(turn: Turn<State, Command>): void {
  const { raft, server, effects } = turn;
  effects.push(raft.electionTimer, raft.heartbeatTimer);
  const role = track(newLeader, othersOf(server), lastIndex(server.log) + 1);
  appendEntry(turn, role, { term: server.currentTerm, kind: 'no-op' });
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
export function track(before: Leader, others: readonly NodeId[], nextIndex: LogIndex): Leader {
  const known = (values: Readonly<Record<NodeId, number>>, otherwise: number) =>
    Object.fromEntries(others.map((member) => [member, values[member] ?? otherwise]));
  const role = draftLeader(before);
  role.nextIndex = known(before.nextIndex, nextIndex);
  role.matchIndex = known(before.matchIndex, 0);
  role.acknowledged = known(before.acknowledged, 0);
  return role;
}

/** A leader only ever appends to its log (Leader Append-Only, §5.3). */
export function appendEntry<State, Command>(
  turn: Turn<State, Command>,
  role: Leader,
  entry: Entry<Command>,
): void {
  const { server } = turn;
  setLog(server, append(server.log, entry));
  sendLastEntry(turn, role);
  if (isAlone(turn)) advance(turn);
}

/** Then nobody will answer, and a majority is there at once. */
const isAlone = <State, Command>({ server }: Turn<State, Command>): boolean => othersOf(server).length === 0;

/** A heartbeat is also how what was lost is sent again. */
export function onHeartbeatTimeout<State, Command>(turn: Turn<State, Command>): void {
  const { raft, server, effects } = turn;
  if (server.role.kind !== 'leader') return;
  effects.push(raft.heartbeatTimer);
  beginRound(turn, server.role);
}

/** A member answers a message of this term and round: it has the entries, or it has not. */
export function onAnswer<State, Command>(
  turn: Turn<State, Command>,
  from: NodeId,
  answer: Outcome & { readonly term: number; readonly round: number },
): void {
  const { raft, server } = turn;
  const { role: before, log, currentTerm } = server;
  if (before.kind !== 'leader' || raft.rules.isStale(answer.term, currentTerm)) return;
  const nextIndex = before.nextIndex[from];
  const matchIndex = before.matchIndex[from];
  // It is no member any more.
  if (nextIndex === undefined || matchIndex === undefined) return;
  const progress = raft.rules.progressAfter(log, { nextIndex, matchIndex }, answer);
  const role = draftLeader(before);
  role.nextIndex = withValue(before.nextIndex, from, progress.nextIndex);
  role.matchIndex = withValue(before.matchIndex, from, progress.matchIndex);
  role.acknowledged = withValue(
    before.acknowledged,
    from,
    Math.max(before.acknowledged[from]!, answer.round),
  );
  server.role = role;
  // Of many messages behind a lost one each is refused, and all answers but the first change nothing.
  if (progress.nextIndex !== nextIndex && progress.nextIndex <= lastIndex(log)) sendTo(turn, role, from);
  // What is committed already needs no more answers, unless a read waits for them.
  if (progress.matchIndex > server.commitIndex || role.reads.length > 0) advance(turn);
}

/** Whatever has become possible: to commit, to apply, to answer reads, to leave. */
export function advance<State, Command>(turn: Turn<State, Command>): void {
  const { raft, server } = turn;
  const { role, log, commitIndex, currentTerm } = server;
  if (role.kind !== 'leader') return;
  const matchIndexes = ofEachMember(server, role.matchIndex, lastIndex(log));
  applyUpTo(turn, raft.rules.advanceCommit(log, commitIndex, currentTerm, matchIndexes));
  answerReads(turn);
  if (hasLeft(server)) becomeFollower(turn, currentTerm, null);
}

/**
 * A leader that no majority has answered for a whole election time-out steps down (dissertation §6.2). It cannot commit, and whoever still
 * hears it would wait for it for ever: followers that its messages reach, and whose answers get lost, grant no pre-vote.
 */
export function checkQuorum<State, Command>(turn: Turn<State, Command>, before: Leader): void {
  const { raft, server, effects } = turn;
  if (confirmedRound(server, before) <= before.checkedRound)
    return becomeFollower(turn, server.currentTerm, null);
  effects.push(raft.electionTimer);
  const role = draftLeader(before);
  role.checkedRound = role.round;
  server.role = role;
}
