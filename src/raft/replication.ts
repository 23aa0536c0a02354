import { send, type NodeId } from '../sim/index.ts';
import { entriesFrom, lastIndex, termAt } from './log.ts';
import type { Raft } from './options.ts';
import { changed, changedLeader, othersOf, type Effects } from './server.ts';
import type { Leader, LogIndex, Message, Server } from './types.ts';

/** To a member that lacks all from an index on: entries, none as a heartbeat, or the snapshot that holds what was discarded (§7). */
function messageFrom<State, Command>(
  raft: Raft<State, Command>,
  { currentTerm: term, log, snapshot, commitIndex }: Server<State, Command>,
  { round }: Leader,
  nextIndex: LogIndex,
): Message<State, Command> {
  if (nextIndex <= log.after.index) return { kind: 'InstallSnapshot', term, snapshot: snapshot!, round };
  return {
    kind: 'AppendEntries',
    term,
    prevLogIndex: nextIndex - 1,
    prevLogTerm: termAt(log, nextIndex - 1)!,
    entries: entriesFrom(log, nextIndex, raft.entriesPerMessage),
    leaderCommit: commitIndex,
    round,
  };
}

export function sendTo<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  role: Leader,
  to: NodeId,
  effects: Effects<State, Command>,
): void {
  effects.push(send(to, messageFrom(raft, server, role, role.nextIndex[to]!)));
}

/**
 * Sends the entry just appended to every member that has been sent all before it, and takes it for stored there: the next one follows
 * without waiting. Should a message be lost, the one behind it does not fit, and the answer says where to begin again. A member
 * that lags is not sent more before it answers.
 */
export function sendLastEntry<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  role: Leader,
  effects: Effects<State, Command>,
): Server<State, Command> {
  const index = lastIndex(server.log);
  const message = messageFrom(raft, server, role, index);
  const nextIndex = { ...role.nextIndex };
  for (const to of othersOf(server)) {
    if (nextIndex[to] !== index) continue;
    effects.push(send(to, message));
    nextIndex[to] = index + 1;
  }
  return changed(server, { role: changedLeader(role, { nextIndex }) });
}

/** To all, whether there is something new or not. What they answer from now on was said after this moment. */
export function beginRound<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  before: Leader,
  effects: Effects<State, Command>,
): Server<State, Command> {
  const role = changedLeader(before, { round: before.round + 1 });
  for (const to of othersOf(server)) sendTo(raft, server, role, to, effects);
  return changed(server, { role });
}
