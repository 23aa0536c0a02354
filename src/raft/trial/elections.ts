import type { NodeId } from '../../sim/index.ts';
import { but, draw, expectFew, expectNoLeader, expectOneLeader } from './deeds.ts';
import type { NamedTrial } from './trial.ts';

export const elections: readonly NamedTrial[] = [
  {
    title: 'elects a leader, which stays as long as all is well',
    servers: 3,
    drive(trial) {
      expectFew(trial, 'elect a leader', 30, () => trial.leader());
      const leader = trial.leader();
      trial.wait(200);
      const { currentTerm } = trial.look(leader)!;
      trial.wait(1_000);
      for (const server of trial.servers)
        trial.expect(
          trial.look(server)!.currentTerm === currentTerm,
          `${server} has gone on to term ${trial.look(server)!.currentTerm}, although nothing had happened to the leader of term ${currentTerm}.`,
        );
    },
  },
  {
    title: 'elects another leader when the first is cut off, and none without a majority',
    servers: 3,
    drive(trial) {
      const first = trial.leader();
      trial.cutOff(first);
      trial.leader();
      trial.rejoin(first);
      trial.wait(300);
      expectOneLeader(trial);
      const last = trial.leader();
      const [other] = but(trial.servers, last) as [NodeId, NodeId];
      trial.cutOff(last, other);
      trial.wait(1_000);
      expectNoLeader(trial);
      trial.rejoin(other);
      trial.leader();
      trial.rejoin(last);
      trial.wait(300);
      expectOneLeader(trial);
    },
  },
  {
    title: 'elects a leader whichever minority is cut off',
    servers: 7,
    drive(trial, random) {
      trial.leader();
      for (let round = 0; round < 5; round++) {
        trial.cutOff(...draw(random, trial.servers, 3));
        trial.leader();
        trial.cutOff();
      }
      trial.leader();
    },
  },
];
