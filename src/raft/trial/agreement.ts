import type { NodeId } from '../../sim/index.ts';
import { commands, askAll, but, draw, expectFew, expectNoAnswer } from './deeds.ts';
import type { NamedTrial } from './trial.ts';

export const agreement: readonly NamedTrial[] = [
  {
    title: 'is quiet when nobody asks anything',
    servers: 3,
    drive(trial) {
      trial.agree();
      trial.wait(100);
      expectFew(trial, 'be idle for a second', 60, () => trial.wait(1_000));
    },
  },
  {
    title: 'agrees on one request after the other, and sends no entry again and again',
    servers: 5,
    drive(trial) {
      trial.leader();
      trial.wait(200);
      const before = trial.traffic().entries;
      for (const command of commands(8)) trial.agree([trial.ask(command)]);
      const entries = trial.traffic().entries - before;
      trial.expect(
        entries <= 2 * 8 * 4,
        `8 entries were sent ${entries} times to 4 followers, and nothing was lost: twice 32 times are enough.`,
      );
    },
  },
  {
    title: 'goes on without one follower, and answers nothing without both',
    servers: 3,
    drive(trial, random) {
      trial.agree();
      const [gone] = draw(random, but(trial.servers, trial.leader()), 1) as [NodeId];
      trial.cutOff(gone);
      trial.agree();
      trial.wait(300);
      trial.agree();
      trial.cutOff(...but(trial.servers, trial.leader()));
      const asked = trial.ask('add x 1');
      trial.wait(1_000);
      expectNoAnswer(trial, [asked], 'no server could reach another one');
    },
  },
  {
    title: 'goes on without its leader, and answers nothing without two',
    servers: 3,
    drive(trial) {
      trial.agree();
      const first = trial.leader();
      trial.cutOff(first);
      trial.agree();
      const second = trial.leader();
      trial.cutOff(first, second);
      const asked = trial.servers.map((to, at) => trial.ask('add x 1', { client: `c${at + 2}`, to }));
      trial.wait(1_000);
      expectNoAnswer(trial, asked, 'no server could reach another one');
    },
  },
  {
    title: 'brings a follower that was away up to date',
    servers: 3,
    drive(trial, random) {
      trial.agree();
      const [away] = draw(random, but(trial.servers, trial.leader()), 1) as [NodeId];
      trial.cutOff(away);
      for (let n = 0; n < 4; n++) trial.agree();
      trial.rejoin(away);
      trial.agree();
      trial.agree();
    },
  },
  {
    title: 'takes up again what a minority could not commit',
    servers: 5,
    drive(trial, random) {
      trial.agree();
      const leader = trial.leader();
      trial.cutOff(...draw(random, but(trial.servers, leader), 3));
      const asked = trial.ask('add x 1', { to: leader });
      trial.wait(1_000);
      expectNoAnswer(trial, [asked], 'only two of five servers could reach each other');
      trial.cutOff();
      trial.agree([asked]);
      trial.agree();
    },
  },
  {
    title: 'agrees on requests that come at the same time, with few messages',
    servers: 3,
    drive(trial) {
      const leader = trial.leader();
      trial.wait(200);
      const count = 10;
      expectFew(trial, `agree on ${count} requests`, (count + 1 + 3) * 3, () =>
        trial.agree(askAll(trial, commands(count), leader)),
      );
    },
  },
];
