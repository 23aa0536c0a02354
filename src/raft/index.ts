/**
 * Raft, to be read next to the paper (Ongaro, Ousterhout, In Search of an Understandable Consensus Algorithm, extended version).
 *
 * First `types`, which is Figure 2's State and what servers say to each other, and `log`. Then the decisions, each a pure function:
 * `election`, `append-entries`, `progress`, `commit`, and for what comes later in the paper and in the dissertation `snapshot`,
 * `sessions`, `reads`, `membership`. `rules` gathers them. Then who asks them: `step` hands what happens to `voter`, `follower`,
 * `candidate`, `leader`, `requests` and `administration`; `disk` writes down what has changed. `paper.test` is Figure 2, sentence by
 * sentence.
 */
export { raftServer, type RaftServer } from './step.ts';
export type { RaftOptions } from './options.ts';
export { figure2, type Ballot, type Rules } from './rules.ts';
export type { Effects } from './turn.ts';
export type { Voter } from './election.ts';
export type { Appended } from './append-entries.ts';
export type { Outcome, Progress } from './progress.ts';
export type { Replicated, Taken } from './sessions.ts';
export { restore, writes, type LogRecord } from './disk.ts';
export { entryAt, lastIndex, termAt } from './log.ts';
export type {
  Administration,
  AppendEntries,
  AppendEntriesReply,
  Candidacy,
  Conflict,
  Content,
  Entry,
  InstallSnapshot,
  Leader,
  Log,
  LogIndex,
  Message,
  PendingRead,
  Position,
  Reply,
  Role,
  Server,
  Session,
  Sessions,
  Snapshot,
  Term,
  VoteReply,
} from './types.ts';
export {
  isRead,
  keyValues,
  readCommand,
  type KeyValueCommand,
  type KeyValueOutput,
  type KeyValues,
} from './key-value.ts';
export { patientClients, raftPromises, raftSystem, type Cluster, type ClusterOptions } from './cluster.ts';
export { observe, wordsOf, type Observed } from './observed.ts';
export {
  createChecker,
  watch,
  type Broken,
  type Checker,
  type CheckerOptions,
} from './invariants/checker.ts';
export { findBroken, lookAt } from './invariants/trace.ts';
export { labHash, type LabLink } from './lab-link.ts';
export { oneMachine } from './linearizable.ts';
export { holdInSteps, holdInTrial, type AnyServer, type TrialOptions } from './trial/hold.ts';
export type { Asked, NamedTrial, Trial } from './trial/trial.ts';
export { trialRandom, trials } from './trial/trials.ts';
export type { Traffic } from './trial/traffic.ts';
