import type { Random } from '../../sim/index.ts';
import { askAll, but, commands, draw } from './deeds.ts';
import type { NamedTrial, Trial } from './trial.ts';
import { rough } from './storms.ts';

/** The servers are to take a snapshot when so many applied entries are in the log. */
export const snapshotAfter = 10;

/** Sometimes more than go into a snapshot, and sometimes fewer. */
const someCommands = (random: Random) => commands(snapshotAfter / 2 + random.integer(snapshotAfter));

function expectShortLogs(trial: Trial): void {
  const longest = 3 * snapshotAfter;
  for (const server of trial.servers) {
    const length = trial.look(server)?.log.entries.length ?? 0;
    trial.expect(
      length <= longest,
      `The log of ${server} holds ${length} entries. With a snapshot every ${snapshotAfter} entries ${longest} are enough.`,
    );
  }
}

/** Servers lose messages to each other. Clients are heard: theirs would be the longest waits, and it is not about them. */
const inRoughNetwork =
  (drive: NamedTrial['drive']): NamedTrial['drive'] =>
  (trial, random) => {
    for (const from of trial.servers)
      for (const to of but(trial.servers, from))
        trial.do({ kind: 'network', link: { from, to, ways: 'one' }, faults: rough });
    drive(trial, random);
  };

/** Now a follower and now the leader is away, while so much is committed that the others have forgotten what it lacks. */
function whileOneIsAway(leave: 'cutOff' | 'crash', comeBack: 'rejoin' | 'restart'): NamedTrial['drive'] {
  return (trial, random) => {
    for (let round = 0; round < 4; round++) {
      const leader = trial.leader();
      const away = round % 2 === 1 ? leader : draw(random, but(trial.servers, leader), 1)[0]!;
      trial[leave](away);
      for (let half = 0; half < 2; half++) trial.agree(askAll(trial, someCommands(random)));
      expectShortLogs(trial);
      trial[comeBack](away);
      trial.agree();
    }
    trial.expect(trial.traffic().snapshots > 0, 'Nobody was sent a snapshot.');
  };
}

const highestCommitIndex = (trial: Trial): number =>
  Math.max(...trial.servers.map((server) => trial.look(server)!.commitIndex));

function crashAll(trial: Trial): void {
  trial.crash(...trial.servers);
  trial.restart(...trial.servers);
}

/** Part D of that list, for servers that take snapshots of themselves: a learner's do not. */
export const snapshots: readonly NamedTrial[] = [
  {
    title: 'keeps its logs short',
    servers: 3,
    drive(trial, random) {
      for (let round = 0; round < 5; round++) {
        trial.agree(askAll(trial, someCommands(random)));
        expectShortLogs(trial);
      }
    },
  },
  {
    title: 'brings a server that was cut off up to date by a snapshot',
    servers: 3,
    drive: whileOneIsAway('cutOff', 'rejoin'),
  },
  {
    title: 'brings a server that was cut off up to date by a snapshot, although messages get lost',
    servers: 3,
    drive: inRoughNetwork(whileOneIsAway('cutOff', 'rejoin')),
  },
  {
    title: 'brings a server that was down up to date by a snapshot',
    servers: 3,
    drive: whileOneIsAway('crash', 'restart'),
  },
  {
    title: 'brings a server that was down up to date by a snapshot, although messages get lost',
    servers: 3,
    drive: inRoughNetwork(whileOneIsAway('crash', 'restart')),
  },
  {
    title: 'loses nothing of what its snapshots hold when all servers crash',
    servers: 3,
    drive(trial, random) {
      for (let round = 0; round < 4; round++) {
        trial.agree(askAll(trial, someCommands(random)));
        const before = highestCommitIndex(trial);
        crashAll(trial);
        trial.agree();
        const after = highestCommitIndex(trial);
        trial.expect(
          after > before,
          `${before} entries were committed before all servers crashed, and ${after} are now.`,
        );
      }
    },
  },
  {
    title: 'begins with its snapshot after a crash, and after another one',
    servers: 3,
    drive(trial) {
      trial.agree(askAll(trial, commands(snapshotAfter + 1)));
      for (let round = 0; round < 2; round++) {
        crashAll(trial);
        // One entry behind the snapshot, for the disk to keep beside it.
        trial.agree();
      }
    },
  },
];
