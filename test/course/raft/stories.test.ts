import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { root } from '../../../src/grading/node/root.ts';
import {
  holdInSteps,
  trialRandom,
  trials,
  type AnyServer,
  type NamedTrial,
} from '../../../src/raft/index.ts';
import { mostEvents } from '../../../src/raft/trial/tell.ts';

const folder = `${root}/test/mistakes/raft/raft-node`;
/** Nothing goes wrong in a cluster of these, as far as seeds reach: a test of a single step catches each. */
const harmless = [
  'believes-a-heartbeat-beyond-what-it-shows.ts',
  'believes-the-leader-beyond-the-message.ts',
  'counts-votes-of-an-old-term.ts',
  'lets-late-answers-count.ts',
  'stops-its-timer-when-it-leads.ts',
  'waits-for-its-own-election.ts',
  'waits-only-for-a-leader-whose-log-fits.ts',
  'writes-only-when-it-says-something.ts',
];
const mistakes = readdirSync(folder).filter((file) => !harmless.includes(file));

interface Told {
  readonly story: string;
  /** How many steps of servers there are between two moments at which it lets go, one number for each. */
  readonly pieces: readonly number[];
}

function tell(server: AnyServer, { drive, ...trial }: NamedTrial, seed: number): Told | null {
  const pieces: number[] = [];
  const counted: AnyServer = {
    ...server,
    step(state, input) {
      pieces[pieces.length - 1]! += 1;
      return server.step(state, input);
    },
  };
  const run = holdInSteps(counted, { ...trial, seed, again: 'Again.' }, (it) => drive(it, trialRandom(seed)));
  try {
    do pieces.push(0);
    while (!run.next().done);
    return null;
  } catch (error) {
    return { story: (error as Error).message, pieces };
  }
}

function firstStory(server: AnyServer): { told: Told; again: () => Told | null } {
  for (let seed = 1; seed <= 20; seed++)
    for (const trial of trials) {
      const told = tell(server, trial, seed);
      if (told) return { told, again: () => tell(server, trial, seed) };
    }
  throw new Error('Nothing went wrong.');
}

/**
 * The grader takes a thread for hung that gives no sign of life for 3 seconds, and the machine may be slow. So each piece is one run, and a
 * run has no more events than this.
 */
const mostWithoutPause = mostEvents;
/** What the suite does with a right answer takes three times as long. */
const mostInAll = 40_000;

describe('the story of a node that', () => {
  it.each(mistakes)('%s is the same each time, and is found in short pieces of work', async (file) => {
    const { raftNode } = (await import(`${folder}/${file}`)) as { raftNode: AnyServer };
    const { told, again } = firstStory(raftNode);
    expect(told.story).toMatch(
      /^With seed \d+: .+\n(It takes no more than this|What was done|Nothing need be done)[\s\S]+\nAgain\.\nOpen in the cluster lab: \/lab\/#lab=0\.\S+$/,
    );
    expect(Math.max(...told.pieces)).toBeLessThan(mostWithoutPause);
    expect(told.pieces.reduce((sum, steps) => sum + steps)).toBeLessThan(mostInAll);
    expect(again()).toEqual(told);
  });
});
