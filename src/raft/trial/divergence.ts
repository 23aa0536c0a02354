import type { NodeId } from '../../sim/index.ts';
import { commands, askAll, but, expectFew } from './deeds.ts';
import type { NamedTrial } from './trial.ts';

export const divergence: readonly NamedTrial[] = [
  {
    title: 'answers no read with what was true once',
    servers: 3,
    drive(trial) {
      trial.agree([trial.ask('set x 1')]);
      const first = trial.leader();
      trial.cutOff(first);
      trial.agree([trial.ask('set x 2')]);
      const read = trial.ask('get x', { client: 'c2', to: first });
      trial.wait(100);
      trial.rejoin(first);
      trial.answered([read]);
    },
  },
  {
    title: 'drops what a leader took that was cut off, and keeps what was committed meanwhile',
    servers: 3,
    drive(trial) {
      trial.agree();
      const first = trial.leader();
      trial.cutOff(first);
      askAll(trial, commands(3), first);
      trial.agree([trial.ask('add x 10', { client: 'c9' })]);
      const second = trial.leader();
      trial.cutOff(second);
      trial.agree();
      trial.cutOff();
      trial.agree();
      trial.agree();
    },
  },
  {
    title: 'repairs long wrong logs a term at a time',
    servers: 5,
    drive(trial) {
      trial.agree();
      const first = trial.leader();
      const [friend, ...others] = but(trial.servers, first) as [NodeId, ...NodeId[]];
      // Entries that will never be committed, on two servers.
      trial.do({ kind: 'partition', groups: [[first, friend], others] });
      for (let n = 0; n < 3; n++) {
        askAll(trial, commands(10), first);
        trial.wait(60);
      }
      trial.crash(first, friend);
      const asked = commands(20).map((command) => {
        const each = trial.ask(command, { client: 'c20' });
        trial.wait(20);
        return each;
      });
      trial.agree(asked);
      trial.do({ kind: 'heal-all' });
      trial.restart(first, friend);
      // The next leader supposes that all have its log, and learns who has not.
      trial.crash(trial.leader());
      trial.leader();
      expectFew(trial, 'repair two logs of 30 wrong entries', 45, () => trial.agree());
    },
  },
];
