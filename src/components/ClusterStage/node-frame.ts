import { observe, type Observed } from '../../raft/observed.ts';
import type { LogIndex } from '../../raft/types.ts';
import type { NodeId, Time } from '../../sim/index.ts';
import { standingOf, type Standing } from '../stage/standing.ts';
import type { NodeFacts, Timer } from './facts.ts';

/** One node at one moment. */
export interface NodeFrame {
  readonly name: NodeId;
  readonly status: NodeFacts['status'];
  readonly state: unknown;
  /** What it knows as a server of Raft; null when it is none, or has never started. While it is down: what it knew last. */
  readonly server: ServerFrame | null;
  /** What it is to the others; null while it is down. */
  readonly standing: Standing | 'pre-candidate' | null;
  readonly timers: readonly TimerFrame[];
}

export interface ServerFrame extends Observed {
  readonly leader: NodeId | null;
  /** Who has voted for it; empty for all but candidates. */
  readonly votes: readonly NodeId[];
  /** Of a leader, for each other member; null otherwise. */
  readonly nextIndex: Readonly<Record<NodeId, LogIndex>> | null;
  readonly matchIndex: Readonly<Record<NodeId, LogIndex>> | null;
  /** Null when it does not say. */
  readonly members: readonly NodeId[] | null;
}

export interface TimerFrame extends Timer {
  /** What is left of it, and of the longest time for which any node set this timer. */
  readonly left: Time;
  readonly portion: number;
}

export function nodeFrame(
  name: NodeId,
  { status, state, timers }: NodeFacts,
  time: Time,
  longest: ReadonlyMap<string, Time>,
): NodeFrame {
  const server = serverOf(state);
  return {
    name,
    status,
    state,
    server,
    standing: status === 'down' ? null : (server?.role ?? standingOf(state)),
    timers: timers.map((timer) => {
      const left = Math.max(0, timer.due - time);
      return { ...timer, left, portion: Math.min(1, left / (longest.get(timer.name) || 1)) };
    }),
  };
}

/** The name of the role in a state, whatever it is. It is asked of every state of a run. */
export function roleIn(state: unknown): unknown {
  if (!isRecord(state)) return undefined;
  const { role } = state;
  return isRecord(role) ? role['kind'] : role;
}

/** The index at which the log in a state ends. */
export function lengthOfLog(state: unknown): number {
  const log = isRecord(state) ? state['log'] : undefined;
  if (Array.isArray(log)) return log.length;
  const entries = isRecord(log) ? log['entries'] : undefined;
  const after = isRecord(log) && isRecord(log['after']) ? log['after']['index'] : 0;
  return Array.isArray(entries) && typeof after === 'number' ? after + entries.length : 0;
}

/** States never change, so each is read once. */
const read = new WeakMap<object, ServerFrame | null>();

export function serverOf(state: unknown): ServerFrame | null {
  if (typeof state !== 'object' || state === null) return null;
  let server = read.get(state);
  if (server === undefined) read.set(state, (server = readServer(state)));
  return server;
}

/** Beside what every server has: what the core's knows, and what a learner's may keep in other places. */
function readServer(state: object): ServerFrame | null {
  const observed = observe(state);
  if (!observed) return null;
  const { role, ...rest } = state as Readonly<Record<string, unknown>>;
  const all = isRecord(role) ? { ...rest, ...role } : rest;
  const leads = observed.role === 'leader';
  const stands = observed.role === 'candidate' || observed.role === 'pre-candidate';
  return {
    ...observed,
    leader: observed.role === 'follower' && typeof all['leader'] === 'string' ? all['leader'] : null,
    votes: stands && isNames(all['votes']) ? all['votes'] : [],
    nextIndex: leads ? countsOf(all['nextIndex']) : null,
    matchIndex: leads ? countsOf(all['matchIndex']) : null,
    members: isNames(all['members']) ? all['members'] : null,
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNames = (value: unknown): value is readonly NodeId[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');

const countsOf = (value: unknown): Readonly<Record<NodeId, number>> | null =>
  isRecord(value) && Object.values(value).every((count) => typeof count === 'number')
    ? (value as Readonly<Record<NodeId, number>>)
    : null;
