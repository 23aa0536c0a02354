import { reply, type Request } from '../sim/index.ts';
import { lastIndex, termAt } from './log.ts';
import { ofEachMember, reachedByMajority } from './majority.ts';
import { beginRound } from './replication.ts';
import { draftLeader } from './server.ts';
import type { Turn } from './turn.ts';
import type { Leader, Log, LogIndex, PendingRead, Server, Term } from './types.ts';

/**
 * How far the machine must have come before a read that arrives now may be answered. A new leader has all that is committed, and does not
 * know how much of its log that is before an entry of its own term is committed: until then, up to that entry (§8).
 */
export function readIndex(log: Log<unknown>, commitIndex: LogIndex, currentTerm: Term): LogIndex {
  if (termAt(log, commitIndex) === currentTerm) return commitIndex;
  let index = commitIndex + 1;
  while (index < lastIndex(log) && termAt(log, index)! < currentTerm) index += 1;
  return index;
}

/**
 * May a read be answered? A leader that was deposed, and has not heard of it, would answer with what was true once. So a majority
 * must have answered a message sent after the read came: no other leader had been elected before that (dissertation §6.4).
 *
 * @param confirmedRound the latest round that a majority have answered
 */
export const isReadReady = (read: PendingRead, confirmedRound: number, lastApplied: LogIndex): boolean =>
  confirmedRound >= read.round && lastApplied >= read.index;

export const confirmedRound = (server: Server<unknown, unknown>, role: Leader): number =>
  reachedByMajority(ofEachMember(server, role.acknowledged, role.round));

/** Writes nothing, and asks a majority whether this is still the leader. */
export function onRead<State, Command>(
  turn: Turn<State, Command>,
  before: Leader,
  { client, request, command }: Request<Command>,
): void {
  const { raft, server } = turn;
  const { log, commitIndex, currentTerm } = server;
  const index = raft.rules.readIndex(log, commitIndex, currentTerm);
  const role = draftLeader(before);
  role.reads = [...before.reads, { client, request, command, index, round: before.round + 1 }];
  beginRound(turn, role);
  answerReads(turn);
}

/** Answers the reads that wait, as far as that is possible by now. */
export function answerReads<State, Command>({ raft, server, effects }: Turn<State, Command>): void {
  const { role: before, lastApplied } = server;
  if (before.kind !== 'leader' || before.reads.length === 0) return;
  const round = confirmedRound(server, before);
  const waiting: PendingRead[] = [];
  for (const read of before.reads) {
    if (raft.rules.isReadReady(read, round, lastApplied)) {
      const { output } = raft.machine.apply(server.machine, read.command as Command);
      effects.push(reply(read, { kind: 'done', output }));
    } else waiting.push(read);
  }
  const role = draftLeader(before);
  role.reads = waiting;
  server.role = role;
}
