import { send, type NodeId } from '../sim/index.ts';
import { entriesFrom, lastIndex, termAt } from './log.ts';
import { draftLeader, othersOf } from './server.ts';
import type { Turn } from './turn.ts';
import type { Leader, LogIndex, Message } from './types.ts';

/** For a member that lacks all from an index on: entries, none as a heartbeat, or the snapshot that holds what was discarded (§7). */
function messageFrom<State, Command>(
  { raft, server }: Turn<State, Command>,
  { round }: Leader,
  nextIndex: LogIndex,
): Message<State, Command> {
  const { currentTerm: term, log, snapshot, commitIndex } = server;
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

export function sendTo<State, Command>(turn: Turn<State, Command>, role: Leader, to: NodeId): void {
  turn.effects.push(send(to, messageFrom(turn, role, role.nextIndex[to]!)));
}

/**
 * Sends the entry just appended to every member that has been sent all before it, and takes it for stored there: the next one follows
 * without waiting. Should a message be lost, the one behind it does not fit, and the answer says where to begin again. A member
 * that lags is sent no more before it answers.
 */
export function sendLastEntry<State, Command>(turn: Turn<State, Command>, before: Leader): void {
  const { server, effects } = turn;
  const index = lastIndex(server.log);
  const message = messageFrom(turn, before, index);
  const nextIndex = { ...before.nextIndex };
  for (const to of server.members) {
    if (nextIndex[to] !== index) continue;
    effects.push(send(to, message));
    nextIndex[to] = index + 1;
  }
  const role = draftLeader(before);
  role.nextIndex = nextIndex;
  server.role = role;
}

/** To all, whether there is something new or not. What they answer to it, they say after this moment. */
export function beginRound<State, Command>(turn: Turn<State, Command>, before: Leader): void {
  const role = draftLeader(before);
  role.round += 1;
  turn.server.role = role;
  for (const to of othersOf(turn.server)) sendTo(turn, role, to);
}
