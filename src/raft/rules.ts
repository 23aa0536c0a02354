import type { StateMachine } from '../machines/index.ts';
import type { NodeId } from '../sim/index.ts';
import { appendEntries, followerCommit, type Appended } from './append-entries.ts';
import { advanceCommit } from './commit.ts';
import { writes } from './disk.ts';
import { countVote, grantPreVote, grantVote, hasWon, type Voter } from './election.ts';
import { refuseChange } from './membership.ts';
import { progressAfter, type Outcome, type Progress } from './progress.ts';
import { isReadReady, readIndex } from './reads.ts';
import { takeOnce, type Replicated, type Taken } from './sessions.ts';
import { installSnapshot } from './snapshot.ts';
import type { Effects } from './turn.ts';
import type {
  AppendEntries,
  Candidacy,
  Entry,
  Log,
  LogIndex,
  PendingRead,
  Position,
  Server,
  Term,
} from './types.ts';

/**
 * Every decision that safety rests on, as a pure function. A server asks these and decides nothing by itself, so that one of them can be
 * replaced: by a bug that a storm shall find, or by a learner's answer to an exercise. Each is explained where it is written.
 */
export interface Rules {
  // Terms
  /** Is a message of this term too old to be heeded? (§5.1) */
  isStale(term: Term, currentTerm: Term): boolean;
  /** Term and vote of a server that meets a term as late as its own, or later. (§5.1) */
  enterTerm(own: Ballot, term: Term): Ballot;

  // Elections
  grantVote(voter: Voter, candidate: NodeId, request: Candidacy): boolean;
  grantPreVote(voter: Voter, request: Candidacy, hearsFromLeader: boolean): boolean;
  countVote(votes: readonly NodeId[], voter: NodeId): readonly NodeId[];
  hasWon(votes: readonly NodeId[], members: readonly NodeId[]): boolean;

  // The log
  appendEntries<Command>(log: Log<Command>, request: AppendEntries<Command>): Appended<Command>;
  followerCommit(commitIndex: LogIndex, leaderCommit: LogIndex, lastNew: LogIndex): LogIndex;
  progressAfter(log: Log<unknown>, progress: Progress, outcome: Outcome): Progress;
  advanceCommit(
    log: Log<unknown>,
    commitIndex: LogIndex,
    currentTerm: Term,
    matchIndexes: readonly LogIndex[],
  ): LogIndex;

  // The disk
  persistFirst<State, Command>(
    before: Server<State, Command>,
    after: Server<State, Command>,
    effects: Effects<State, Command>,
  ): Effects<State, Command>;
  installSnapshot<Command>(log: Log<Command>, commitIndex: LogIndex, last: Position): Log<Command> | null;

  // Clients
  takeOnce<State, Command>(
    machine: StateMachine<State, Command, unknown>,
    before: Replicated<State>,
    entry: Entry<Command> & { readonly kind: 'command' },
    maxSessions: number,
  ): Taken<State>;
  readIndex(log: Log<unknown>, commitIndex: LogIndex, currentTerm: Term): LogIndex;
  isReadReady(read: PendingRead, confirmedRound: number, lastApplied: LogIndex): boolean;

  // The members
  refuseChange(log: Log<unknown>, commitIndex: LogIndex, currentTerm: Term): string | null;
}

export type Ballot = Pick<Server<unknown, unknown>, 'currentTerm' | 'votedFor'>;

const isStale = (term: Term, currentTerm: Term): boolean => term < currentTerm;

/** A vote is for one term. In the next one it is free again, and within a term it stays given. */
const enterTerm = ({ currentTerm, votedFor }: Ballot, term: Term): Ballot => ({
  currentTerm: term,
  votedFor: term > currentTerm ? null : votedFor,
});

/**
 * What is promised to others comes after the write that the promise rests on. A server that answered first, and crashed in between, would
 * start again without the vote that it gave, or the entry that it said it had.
 */
function persistFirst<State, Command>(
  before: Server<State, Command>,
  after: Server<State, Command>,
  effects: Effects<State, Command>,
): Effects<State, Command> {
  const ordered: Effects<State, Command> = writes(before, after);
  if (ordered.length === 0) return effects;
  for (const effect of effects) ordered.push(effect);
  return ordered;
}

/** The rules of the paper and the dissertation. */
export const figure2: Rules = {
  isStale,
  enterTerm,
  grantVote,
  grantPreVote,
  countVote,
  hasWon,
  appendEntries,
  followerCommit,
  progressAfter,
  advanceCommit,
  persistFirst,
  installSnapshot,
  takeOnce,
  readIndex,
  isReadReady,
  refuseChange,
};
