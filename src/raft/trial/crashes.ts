import type { NodeId } from '../../sim/index.ts';
import { but, draw } from './deeds.ts';
import type { NamedTrial } from './trial.ts';

export const crashes: readonly NamedTrial[] = [
  {
    title: 'goes on after any one server has crashed, and after all of them',
    servers: 3,
    drive(trial, random) {
      trial.agree();
      trial.crash(...trial.servers);
      trial.restart(...trial.servers);
      trial.agree();
      for (const which of ['leader', 'follower']) {
        const leader = trial.leader();
        const [server] = which === 'leader' ? [leader] : draw(random, but(trial.servers, leader), 1);
        trial.crash(server!);
        trial.agree();
        trial.restart(server!);
        trial.agree();
      }
    },
  },
  {
    title: 'keeps what was committed while majorities come and go',
    servers: 5,
    drive(trial) {
      for (let round = 0; round < 2; round++) {
        trial.agree();
        const leader = trial.leader();
        const [one, two, three, four] = but(trial.servers, leader) as [NodeId, NodeId, NodeId, NodeId];
        trial.crash(one, two);
        trial.agree();
        trial.crash(leader, three, four);
        trial.restart(one, two);
        trial.wait(300);
        trial.restart(three);
        trial.agree();
        trial.restart(four, leader);
      }
      trial.agree();
    },
  },
  {
    title: 'keeps what was committed by servers of whom one has not heard of it',
    servers: 3,
    drive(trial) {
      trial.agree();
      const leader = trial.leader();
      const [follower, away] = but(trial.servers, leader) as [NodeId, NodeId];
      trial.cutOff(away);
      trial.agree();
      trial.crash(leader, follower);
      trial.rejoin(away);
      trial.restart(leader);
      trial.agree();
      trial.restart(follower);
      trial.agree();
    },
  },
  {
    title: 'loses nothing, wherever in a step the power fails',
    servers: 3,
    drive(trial, random) {
      for (let round = 0; round < 6; round++) {
        trial.agree();
        const node = random.pick(trial.servers);
        const point = { after: random.integer(4) };
        trial.do({ kind: 'crash', node, point });
        const asked = trial.ask('add x 1');
        trial.wait(20 + random.integer(200));
        // It may not have got so far.
        trial.crash(node);
        trial.restart(node);
        trial.agree([asked]);
      }
    },
  },
];
