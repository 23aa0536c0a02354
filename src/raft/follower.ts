import { cancelTimer, reply, send, type NodeId, type Time } from '../sim/index.ts';

import { startElection } from './candidate.ts';
import { lastIndex } from './log.ts';
import { applyCommitted } from './machine.ts';
import { membersAt } from './membership.ts';
import type { Raft } from './options.ts';
import { changed, withLog, type Effects } from './server.ts';
import type { AppendEntries, Candidacy, Message, Server, Term } from './types.ts';

/** A leader that steps down answers the reads that wait: it does not know any more what is true. */
export function becomeFollower<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  term: Term,
  leader: NodeId | null,
  effects: Effects<State, Command>,
): Server<State, Command> {
  if (server.role.kind === 'leader') {
    effects.push(cancelTimer('heartbeat'), raft.electionTimer);
    for (const read of server.role.reads) effects.push(reply(read, { kind: 'not-leader', leader }));
  }
  const { currentTerm, votedFor } = raft.rules.enterTerm(server, term);
  return changed(server, { currentTerm, votedFor, role: { kind: 'follower', leader } });
}

/** A vote given starts the timer anew: the candidate is to have the time that it needs (§5.2). */
export function onRequestVote<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  candidate: NodeId,
  request: Candidacy,
  effects: Effects<State, Command>,
): Server<State, Command> {
  const voteGranted = raft.rules.grantVote(server, candidate, request);
  effects.push(send(candidate, { kind: 'RequestVoteReply', term: server.currentTerm, voteGranted }));
  if (!voteGranted) return server;
  effects.push(raft.electionTimer);
  const role = server.role.kind === 'pre-candidate' ? decided : server.role;
  return changed(server, { votedFor: candidate, role });
}

/** It has given its vote, and asks for nobody's any more. */
const decided = { kind: 'follower', leader: null } as const;

/** Whatever the answer, nothing changes: not the term, not the vote, not the timer. */
export function onPreVote<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  from: NodeId,
  request: Candidacy,
  clock: Time,
  effects: Effects<State, Command>,
): Server<State, Command> {
  const { currentTerm: term, role } = server;
  const hearsFromLeader = role.kind === 'leader' || heardLately(raft, server, clock);
  const voteGranted = raft.rules.grantPreVote(server, request, hearsFromLeader);
  effects.push(send(from, { kind: 'PreVoteReply', term, voteGranted }));
  return server;
}

/** Within the shortest election time-out. A clock that was set back knows nothing of how long ago it was. */
function heardLately(
  { electionTimeout }: Pick<Raft<unknown, unknown>, 'electionTimeout'>,
  { heardAt }: Server<unknown, unknown>,
  clock: Time,
): boolean {
  const elapsed = heardAt === null ? Infinity : clock - heardAt;
  return elapsed >= 0 && elapsed < electionTimeout[0];
}

export function onAppendEntries<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  from: NodeId,
  message: AppendEntries<Command>,
  clock: Time,
  effects: Effects<State, Command>,
): Server<State, Command> {
  const { currentTerm: term } = server;
  const { round } = message;
  if (raft.rules.isStale(message.term, term)) {
    const conflict = { term: null, index: lastIndex(server.log) + 1 };
    effects.push(send(from, { kind: 'AppendEntriesReply', term, round, success: false, conflict }));
    return server;
  }
  const follower = heed(raft, server, from, clock, effects);
  const appended = raft.rules.appendEntries(follower.log, message);
  if (!appended.success) {
    const { conflict } = appended;
    effects.push(send(from, { kind: 'AppendEntriesReply', term, round, success: false, conflict }));
    return follower;
  }
  const { log, matchIndex } = appended;
  effects.push(send(from, { kind: 'AppendEntriesReply', term, round, success: true, matchIndex }));
  const stored = log === follower.log ? follower : withLog(follower, log);
  const commitIndex = raft.rules.followerCommit(stored.commitIndex, message.leaderCommit, matchIndex);
  return applyCommitted(raft, stored, commitIndex, effects);
}

/** Receiver of InstallSnapshot (Figure 13). Ours comes in one piece. Whether it was new or not, all up to it is committed here now. */
export function onInstallSnapshot<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  from: NodeId,
  message: Message<State, Command> & { readonly kind: 'InstallSnapshot' },
  clock: Time,
  effects: Effects<State, Command>,
): Server<State, Command> {
  const { currentTerm: term } = server;
  const { snapshot, round } = message;
  if (raft.rules.isStale(message.term, term)) {
    effects.push(send(from, { kind: 'InstallSnapshotReply', term, matchIndex: 0, round }));
    return server;
  }
  const follower = heed(raft, server, from, clock, effects);
  const { last } = snapshot;
  const log = raft.rules.installSnapshot(follower.log, follower.commitIndex, last);
  effects.push(send(from, { kind: 'InstallSnapshotReply', term, matchIndex: last.index, round }));
  if (log === null) return follower;
  const { machine, sessions } = snapshot;
  const members = membersAt({ ...follower, snapshot, log }, lastIndex(log));
  const applied = { commitIndex: last.index, lastApplied: last.index, machine, sessions };
  return changed(follower, { snapshot, log, members, ...applied });
}

/** There is a leader of this term, and this is it: whoever wanted to lead in it follows. */
function heed<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  leader: NodeId,
  clock: Time,
  effects: Effects<State, Command>,
): Server<State, Command> {
  const { role, currentTerm } = server;
  const follows = role.kind === 'follower' && role.leader === leader;
  const follower = follows ? server : becomeFollower(raft, server, currentTerm, leader, effects);
  effects.push(raft.electionTimer);
  return changed(follower, { heardAt: clock });
}

/** The leader wants this server to lead next, and others hear from the leader still: nobody is asked before (dissertation §3.10). */
export function onTimeoutNow<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  term: Term,
  effects: Effects<State, Command>,
): Server<State, Command> {
  const follows = server.role.kind === 'follower' && server.members.includes(server.self);
  if (!follows || raft.rules.isStale(term, server.currentTerm)) return server;
  return startElection(raft, server, effects);
}
