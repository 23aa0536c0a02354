import { cancelTimer, reply, send, type NodeId } from '../sim/index.ts';
import { startElection } from './candidate.ts';
import { lastIndex } from './log.ts';
import { applyUpTo } from './machine.ts';
import { hasLeft, membersAt } from './membership.ts';
import { setLog } from './server.ts';
import type { Turn } from './turn.ts';
import type { AppendEntries, InstallSnapshot, Term } from './types.ts';

/** A leader that steps down answers the reads that wait: it does not know any more what is true. */
export function becomeFollower<State, Command>(
  { raft, server, effects }: Turn<State, Command>,
  term: Term,
  leader: NodeId | null,
): void {
  if (server.role.kind === 'leader') {
    effects.push(cancelTimer('heartbeat'), raft.electionTimer);
    for (const read of server.role.reads) effects.push(reply(read, { kind: 'not-leader', leader }));
  }
  const { currentTerm, votedFor } = raft.rules.enterTerm(server, term);
  server.currentTerm = currentTerm;
  server.votedFor = votedFor;
  server.role = { kind: 'follower', leader };
}

/** There is a leader of this term, and this is it: whoever wanted to lead in it follows, and waits anew (§5.2). */
function heed<State, Command>(turn: Turn<State, Command>, leader: NodeId): void {
  const { raft, server, effects, clock } = turn;
  const { role } = server;
  if (role.kind !== 'follower' || role.leader !== leader) becomeFollower(turn, server.currentTerm, leader);
  effects.push(raft.electionTimer);
  server.heardAt = clock;
}

/** Receiver of AppendEntries (Figure 2). */
export function onAppendEntries<State, Command>(
  turn: Turn<State, Command>,
  from: NodeId,
  message: AppendEntries<Command>,
): void {
  const { raft, server, effects } = turn;
  const { currentTerm: term, log } = server;
  const { round } = message;
  if (raft.rules.isStale(message.term, term)) {
    const conflict = { term: null, index: lastIndex(log) + 1 };
    effects.push(send(from, { kind: 'AppendEntriesReply', term, round, success: false, conflict }));
    return;
  }
  heed(turn, from);
  const appended = raft.rules.appendEntries(log, message);
  if (!appended.success) {
    const { conflict } = appended;
    effects.push(send(from, { kind: 'AppendEntriesReply', term, round, success: false, conflict }));
    return;
  }
  const { matchIndex } = appended;
  effects.push(send(from, { kind: 'AppendEntriesReply', term, round, success: true, matchIndex }));
  if (appended.log !== log) setLog(server, appended.log);
  applyUpTo(turn, raft.rules.followerCommit(server.commitIndex, message.leaderCommit, matchIndex));
}

/** Receiver of InstallSnapshot (Figure 13). Ours comes in one piece. Whether it was new or not, all up to it is committed here now. */
export function onInstallSnapshot<State, Command>(
  turn: Turn<State, Command>,
  from: NodeId,
  { term: senderTerm, snapshot, round }: InstallSnapshot<State>,
): void {
  const { raft, server, effects } = turn;
  const { currentTerm: term } = server;
  const isStale = raft.rules.isStale(senderTerm, term);
  const matchIndex = isStale ? 0 : snapshot.last.index;
  effects.push(send(from, { kind: 'InstallSnapshotReply', term, matchIndex, round }));
  if (isStale) return;
  heed(turn, from);
  const log = raft.rules.installSnapshot(server.log, server.commitIndex, snapshot.last);
  if (log === null) return;
  server.snapshot = snapshot;
  server.log = log;
  server.members = membersAt(server, lastIndex(log));
  server.machine = snapshot.machine;
  server.sessions = snapshot.sessions;
  server.commitIndex = snapshot.last.index;
  server.lastApplied = snapshot.last.index;
}

/** The leader wants this server to lead next, and others hear from the leader still: nobody is asked before (dissertation §3.10). */
export function onTimeoutNow<State, Command>(turn: Turn<State, Command>, term: Term): void {
  const { raft, server } = turn;
  const follows = server.role.kind === 'follower' && !hasLeft(server);
  if (follows && !raft.rules.isStale(term, server.currentTerm)) startElection(turn);
}
