import type { StateMachine } from '../machines/index.ts';
import { setTimer, type NodeId, type SetTimer } from '../sim/index.ts';
import { figure2, type Rules } from './rules.ts';

export interface RaftOptions<Command = unknown> {
  /** Who is in the cluster at first; all nodes of the world when left out. */
  readonly members?: readonly NodeId[];
  /** How long a server waits for a leader's word, in milliseconds; drawn anew each time; 150 to 300 when left out (§5.2). */
  readonly electionTimeout?: readonly [from: number, to: number];
  /** How often a leader is heard, in milliseconds; 50 when left out. */
  readonly heartbeatEvery?: number;
  /** Whether a server asks if it could win before it begins a new term; true when left out (dissertation §9.6). */
  readonly preVote?: boolean;
  /** Which commands change nothing; none when left out. */
  readonly isRead?: (command: Command) => boolean;
  /** Whether reads go through the log as all else, or ask a majority only; `read-index` when left out (dissertation §6.4). */
  readonly reads?: 'log' | 'read-index';
  /** A snapshot is taken when so many applied entries are in the log; 1,000 when left out. `Infinity`: never by itself. */
  readonly snapshotAfter?: number;
  /** How many clients are remembered; 1,000 when left out. More than may wait for an answer at a time. */
  readonly maxSessions?: number;
  /** How many entries a message carries at most; 64 when left out. */
  readonly entriesPerMessage?: number;
  /** Decisions that are made in another way than the paper's: a bug to be found, or a learner's answer. */
  readonly rules?: Partial<Rules>;
}

/** What does not change as long as a server runs. */
export interface Raft<State, Command> extends Required<Omit<RaftOptions<Command>, 'members' | 'rules'>> {
  readonly machine: StateMachine<State, Command, unknown>;
  readonly rules: Rules;
  readonly electionTimer: SetTimer;
  readonly heartbeatTimer: SetTimer;
}

/** @throws RangeError when the times or counts make no sense */
export function setUp<State, Command>(
  machine: StateMachine<State, Command, unknown>,
  options: RaftOptions<Command>,
): Raft<State, Command> {
  const { electionTimeout = [150, 300], heartbeatEvery = 50 } = options;
  const { snapshotAfter = 1_000, maxSessions = 1_000, entriesPerMessage = 64 } = options;
  if (heartbeatEvery >= electionTimeout[0])
    throw new RangeError(
      `A leader that is heard every ${heartbeatEvery} ms is taken for dead after ${electionTimeout[0]} ms. Make the election time-out several times longer.`,
    );
  for (const [name, count] of Object.entries({ snapshotAfter, maxSessions, entriesPerMessage }))
    if (!(count >= 1)) throw new RangeError(`${name} is 1 or more, and ${count} is not.`);
  return {
    machine,
    electionTimeout,
    heartbeatEvery,
    preVote: options.preVote ?? true,
    isRead: options.isRead ?? (() => false),
    reads: options.reads ?? 'read-index',
    snapshotAfter,
    maxSessions,
    entriesPerMessage,
    rules: { ...figure2, ...options.rules },
    electionTimer: setTimer('election', electionTimeout),
    heartbeatTimer: setTimer('heartbeat', heartbeatEvery),
  };
}
