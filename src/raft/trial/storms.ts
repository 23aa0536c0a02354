import type { NodeId, Random } from '../../sim/index.ts';
import { majorityOf } from '../../ordering/quorum/quorum.ts';
import { commands, askAll, but } from './deeds.ts';
import type { Asked, NamedTrial, Trial } from './trial.ts';

export const rough = { latency: { kind: 'uniform', from: 1, to: 26 }, loss: 0.1 } as const;

/** What is asked while the trouble lasts is answered when it is over. */
function makePeace(trial: Trial, asked: readonly Asked[]): void {
  trial.do({ kind: 'network', faults: { loss: 0, duplication: 0, reordering: 0 } });
  trial.cutOff();
  trial.restart(...trial.servers);
  trial.agree(asked);
  trial.agree();
}

function churn(trial: Trial, random: Random): void {
  const asked: Asked[] = [];
  const away = new Set<NodeId>();
  for (let round = 0; round < 12; round++) {
    asked.push(trial.ask('add x 1', { client: `c${random.integer(3) + 1}`, to: random.pick(trial.servers) }));
    const server = random.pick(trial.servers);
    const what = random.integer(3);
    if (what === 0 && away.size < 2) trial.cutOff(...away.add(server));
    if (what === 1 && but(trial.connected(), server).length >= majorityOf(trial.servers.length))
      trial.crash(server);
    if (what === 2) {
      trial.restart(server);
      if (away.delete(server)) trial.cutOff(...away);
    }
    trial.wait(random.integer(150));
  }
  makePeace(trial, asked);
}

export const storms: readonly NamedTrial[] = [
  {
    title: 'agrees although one message in ten gets lost',
    servers: 5,
    network: rough,
    drive(trial) {
      for (let round = 0; round < 5; round++) trial.agree(askAll(trial, commands(4)), 3);
      makePeace(trial, []);
    },
  },
  {
    title: 'survives leaders that are cut off, and messages that overtake each other',
    servers: 5,
    network: { ...rough, duplication: 0.1, reordering: 0.4 },
    drive(trial, random) {
      let away: readonly NodeId[] = [];
      for (let round = 0; round < 25; round++) {
        const leaders = trial.servers.filter((server) => trial.look(server)?.role === 'leader');
        for (const to of leaders) trial.ask(`set x ${round}`, { client: `c${round}`, to });
        trial.wait(random.chance(0.2) ? random.integer(250) : random.integer(14));
        if (random.chance(0.5)) away = [...new Set([...away, ...leaders])];
        if (away.length > 2) away = but(away, random.pick(away));
        trial.cutOff(...away);
      }
      makePeace(trial, []);
    },
  },
  { title: 'survives servers that come and go', servers: 5, drive: churn },
  {
    title: 'survives servers that come and go in a network that loses, repeats and reorders',
    servers: 5,
    network: { ...rough, duplication: 0.1, reordering: 0.3 },
    drive: churn,
  },
];
