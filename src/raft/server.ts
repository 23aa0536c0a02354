import type { NodeId } from '../sim/index.ts';
import { emptyLog } from './log.ts';
import { membersAfter } from './membership.ts';
import type { Leader, Log, Server } from './types.ts';

/** A copy that only the step in hand has seen, and may change. */
export type Draft<Data> = { -readonly [Field in keyof Data]: Data[Field] };

export const newServer = <State>(
  self: NodeId,
  members: readonly NodeId[],
  machine: State,
): Server<State, never> => ({
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

/** Field by field: V8 takes some fifty times longer for `{ ...server }`. */
export const draftServer = <State, Command>(
  server: Server<State, Command>,
): Draft<Server<State, Command>> => ({
  self: server.self,
  currentTerm: server.currentTerm,
  votedFor: server.votedFor,
  log: server.log,
  snapshot: server.snapshot,
  role: server.role,
  commitIndex: server.commitIndex,
  lastApplied: server.lastApplied,
  machine: server.machine,
  sessions: server.sessions,
  members: server.members,
  initialMembers: server.initialMembers,
  heardAt: server.heardAt,
});

export const draftLeader = (leader: Leader): Draft<Leader> => ({
  kind: 'leader',
  nextIndex: leader.nextIndex,
  matchIndex: leader.matchIndex,
  round: leader.round,
  acknowledged: leader.acknowledged,
  checkedRound: leader.checkedRound,
  reads: leader.reads,
});

/**
 * Whether a step has changed nothing. What changes most often is looked at first; a snapshot never comes without another log, nor another
 * machine without another commit index.
 */
export const isSame = (one: Server<unknown, unknown>, other: Server<unknown, unknown>): boolean =>
  one.role === other.role &&
  one.log === other.log &&
  one.heardAt === other.heardAt &&
  one.currentTerm === other.currentTerm &&
  one.votedFor === other.votedFor &&
  one.commitIndex === other.commitIndex &&
  one.members === other.members;

/** The only way to another log: who is a member depends on it. */
export function setLog<Command>(server: Draft<Server<unknown, Command>>, log: Log<Command>): void {
  server.members = membersAfter(server, log);
  server.log = log;
}

/** With one value changed. */
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
