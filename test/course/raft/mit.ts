import { holdInTrial } from '../../../src/raft/trial/hold.ts';
import {
  isRead,
  keyValues,
  raftServer,
  trialRandom,
  trials,
  type NamedTrial,
} from '../../../src/raft/index.ts';
import { snapshotAfter, snapshots } from '../../../src/raft/trial/snapshots.ts';

export const seedsOfEach = 100;
export const allTrials: readonly NamedTrial[] = [...trials, ...snapshots];

/** Figure 8 is led by election timers that fire out of turn. With a pre-vote, that would begin no election. */
const options = { isRead, preVote: false };
const server = raftServer(keyValues, options);
/** Part D alone: a log that a snapshot has shortened cannot be long and wrong. */
const withSnapshots = raftServer(keyValues, { ...options, snapshotAfter });

/** Every eighth run refuses states that are changed in place, too, as the storms do. @throws Error that tells the story of the first seed that fails */
export function holdUnderSeeds(trial: NamedTrial): void {
  const { drive, ...how } = trial;
  const program = snapshots.includes(trial) ? withSnapshots : server;
  for (let seed = 1; seed <= seedsOfEach; seed++) {
    const setup = {
      ...how,
      seed,
      checks: seed % 8 === 0,
      again: 'To run all of it: npx vitest run test/course/raft/mit',
    };
    holdInTrial(program, setup, (cluster) => drive(cluster, trialRandom(seed)));
  }
}

/**
 * The tests of MIT's course on distributed systems (6.5840, spring 2026, lab 3, raft1/raft_test.go), and what holds each of them here.
 * There one run takes minutes of real time, and no run comes back; here every seed is another run, and the same one tomorrow.
 */
export const mitList: Readonly<Record<string, readonly string[]>> = {
  TestInitialElection3A: ['elects a leader, which stays as long as all is well'],
  TestReElection3A: ['elects another leader when the first is cut off, and none without a majority'],
  TestManyElections3A: ['elects a leader whichever minority is cut off'],
  TestBasicAgree3B: ['agrees on one request after the other, and sends no entry again and again'],
  TestRPCBytes3B: ['agrees on one request after the other, and sends no entry again and again'],
  TestFollowerFailure3B: ['goes on without one follower, and answers nothing without both'],
  TestLeaderFailure3B: ['goes on without its leader, and answers nothing without two'],
  TestFailAgree3B: ['brings a follower that was away up to date'],
  TestFailNoAgree3B: ['takes up again what a minority could not commit'],
  TestConcurrentStarts3B: ['agrees on requests that come at the same time, with few messages'],
  TestRejoin3B: ['drops what a leader took that was cut off, and keeps what was committed meanwhile'],
  TestBackup3B: ['repairs long wrong logs a term at a time'],
  TestCount3B: [
    'elects a leader, which stays as long as all is well',
    'agrees on requests that come at the same time, with few messages',
    'is quiet when nobody asks anything',
  ],
  TestPersist13C: ['goes on after any one server has crashed, and after all of them'],
  TestPersist23C: ['keeps what was committed while majorities come and go'],
  TestPersist33C: ['keeps what was committed by servers of whom one has not heard of it'],
  TestFigure83C: ['survives leaders that crash before they have finished'],
  TestUnreliableAgree3C: ['agrees although one message in ten gets lost'],
  TestFigure8Unreliable3C: ['survives leaders that are cut off, and messages that overtake each other'],
  TestReliableChurn3C: ['survives servers that come and go'],
  TestUnreliableChurn3C: ['survives servers that come and go in a network that loses, repeats and reorders'],
  TestSnapshotBasic3D: ['keeps its logs short'],
  TestSnapshotInstall3D: ['brings a server that was cut off up to date by a snapshot'],
  TestSnapshotInstallUnreliable3D: [
    'brings a server that was cut off up to date by a snapshot, although messages get lost',
  ],
  TestSnapshotInstallCrash3D: ['brings a server that was down up to date by a snapshot'],
  TestSnapshotInstallUnCrash3D: [
    'brings a server that was down up to date by a snapshot, although messages get lost',
  ],
  TestSnapshotAllCrash3D: ['loses nothing of what its snapshots hold when all servers crash'],
  TestSnapshotInit3D: ['begins with its snapshot after a crash, and after another one'],
};
