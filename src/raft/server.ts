import type { Effect, NodeId } from '../sim/index.ts';
import { emptyLog } from './log.ts';
import { membersAfter } from './membership.ts';
import type { Leader, Log, Message, Reply, Server } from './types.ts';

/** What a step wants done, in order. Handlers add to it; what must be on the disk before is put in front in the end. */
export type Effects<State, Command> = Effect<Message<State, Command>, Reply>[];

export const newServer = <State, Command>(
  self: NodeId,
  members: readonly NodeId[],
  machine: State,
): Server<State, Command> => ({
  self,
  currentTerm: 0,
  votedFor: null,
  log: emptyLog,
  snapshot: null,
  role: { kind: 'follower', leader: null },
  commitIndex: 0,
  lastApplied: 0,
  machine,
  sessions: [],
  members,
  initialMembers: members,
  heardAt: null,
});

/**
 * The server with some of what it knows changed. Field by field, because V8 copies an object with `{ ...server, role }` some fifty
 * times slower than it makes one whose fields it sees.
 */
export const changed = <State, Command>(
  server: Server<State, Command>,
  changes: Partial<Server<State, Command>>,
): Server<State, Command> => ({
  self: server.self,
  currentTerm: changes.currentTerm ?? server.currentTerm,
  votedFor: changes.votedFor === undefined ? server.votedFor : changes.votedFor,
  log: changes.log ?? server.log,
  snapshot: changes.snapshot ?? server.snapshot,
  role: changes.role ?? server.role,
  commitIndex: changes.commitIndex ?? server.commitIndex,
  lastApplied: changes.lastApplied ?? server.lastApplied,
  machine: changes.machine === undefined ? server.machine : changes.machine,
  sessions: changes.sessions ?? server.sessions,
  members: changes.members ?? server.members,
  initialMembers: server.initialMembers,
  heardAt: changes.heardAt ?? server.heardAt,
});

export const changedLeader = (leader: Leader, changes: Partial<Leader>): Leader => ({
  kind: 'leader',
  nextIndex: changes.nextIndex ?? leader.nextIndex,
  matchIndex: changes.matchIndex ?? leader.matchIndex,
  round: changes.round ?? leader.round,
  acknowledged: changes.acknowledged ?? leader.acknowledged,
  checkedRound: changes.checkedRound ?? leader.checkedRound,
  reads: changes.reads ?? leader.reads,
});

/** The only way to another log: who is a member depends on it. */
export const withLog = <State, Command>(
  server: Server<State, Command>,
  log: Log<Command>,
): Server<State, Command> => changed(server, { log, members: membersAfter(server, log) });

/** With one value of a small record changed. */
export function withValue(
  record: Readonly<Record<NodeId, number>>,
  key: NodeId,
  value: number,
): Readonly<Record<NodeId, number>> {
  if (record[key] === value) return record;
  const copy = { ...record };
  copy[key] = value;
  return copy;
}

export const othersOf = ({ members, self }: Pick<Server<unknown, unknown>, 'members' | 'self'>) =>
  members.filter((member) => member !== self);
