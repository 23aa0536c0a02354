import type { NodeId } from '../../sim/index.ts';
import { but } from './deeds.ts';
import type { NamedTrial, Trial } from './trial.ts';

/** The election timer of a server runs out, every 35 ms, until it leads. False when it cannot win. */
function tryToLead(trial: Trial, node: NodeId): boolean {
  for (let glances = 0; glances < 56; glances++) {
    if (trial.look(node)?.role === 'leader') return true;
    if (glances % 7 === 0) trial.do({ kind: 'fire', node, timer: 'election' });
    trial.wait(5);
  }
  return false;
}

function lead(trial: Trial, node: NodeId): void {
  trial.expect(
    tryToLead(trial, node),
    `${node} does not lead, and its log is as up to date as those of a majority.`,
  );
}

/** A client asks, and then is not heard any more: whoever leads next gets nothing of it to commit. */
function askOnce(trial: Trial, client: NodeId, to: NodeId): void {
  trial.ask('add x 1', { client, to });
  for (const other of but(trial.servers, to))
    trial.do({ kind: 'network', link: { from: client, to: other, ways: 'one' }, faults: { loss: 1 } });
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
      askOnce(trial, 'c8', s1);
      trial.wait(30);
      trial.crash(s1);
      // (b) s5 leads, and stores another entry at that place, on itself alone.
      trial.cutOff(s2);
      lead(trial, s5);
      trial.cutOff(...trial.servers);
      askOnce(trial, 'c9', s5);
      trial.wait(20);
      trial.crash(s5);
      // (c) s1 leads again, and brings its old entry to s3.
      trial.restart(s1);
      trial.cutOff(s4);
      lead(trial, s1);
      trial.wait(150);
      trial.crash(s1);
      // (d) s5 leads again, and all take its entry: unless s1 had committed one of its own by then.
      trial.restart(s5);
      trial.cutOff();
      tryToLead(trial, s5);
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
