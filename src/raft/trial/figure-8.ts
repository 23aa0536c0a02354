import type { NodeId } from '../../sim/index.ts';
import { but } from './deeds.ts';
import type { NamedTrial, Trial } from './trial.ts';

/** The election timer of a server runs out, again and again, until it leads. */
function lead(trial: Trial, node: NodeId): void {
  let fired = 0;
  trial.until(`${node}, which could win, does not lead`, () => {
    if (trial.look(node)?.role === 'leader') return true;
    if (fired++ % 8 === 0) trial.do({ kind: 'fire', node, timer: 'election' });
    return undefined;
  });
}

export const figure8: readonly NamedTrial[] = [
  {
    title: 'does not take an entry of an older term for committed because a majority has it',
    servers: 5,
    // The letters are those of Figure 8.
    drive(trial) {
      const [s1, s2, s3, s4, s5] = trial.servers as [NodeId, NodeId, NodeId, NodeId, NodeId];
      // (a) s1 leads, and stores an entry on s2.
      lead(trial, s1);
      trial.cutOff(s3, s4, s5);
      trial.ask('set x 1', { to: s1 });
      trial.wait(30);
      trial.crash(s1);
      // (b) s5 leads, and stores another entry at that place, on itself alone.
      trial.cutOff(s2);
      lead(trial, s5);
      trial.cutOff(...trial.servers);
      trial.ask('set x 2', { client: 'c2', to: s5 });
      trial.wait(20);
      trial.crash(s5);
      // (c) s1 leads again, and brings its old entry to s3.
      trial.restart(s1);
      trial.cutOff(s4);
      lead(trial, s1);
      trial.wait(150);
      trial.crash(s1);
      // (d) s5 leads again, and all take its entry.
      trial.restart(s5);
      trial.cutOff();
      lead(trial, s5);
      trial.wait(150);
      trial.restart(s1);
      trial.agree();
    },
  },
  {
    title: 'survives leaders that crash before they have finished',
    servers: 5,
    drive(trial, random) {
      for (let round = 0; round < 25; round++) {
        const leaders = trial.connected().filter((server) => trial.look(server)?.role === 'leader');
        for (const to of leaders) trial.ask(`set x ${round}`, { client: `c${round}`, to });
        trial.wait(random.chance(0.1) ? random.integer(250) : random.integer(14));
        trial.crash(...leaders);
        const down = but(trial.servers, ...trial.connected());
        if (down.length > 2) trial.restart(random.pick(down));
      }
      trial.restart(...trial.servers);
      trial.agree();
    },
  },
];
