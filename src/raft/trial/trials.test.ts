import { describe, expect, it } from 'vitest';
import { send } from '../../sim/index.ts';
import { isRead, keyValues, raftServer } from '../index.ts';
import { figure2, type Rules } from '../rules.ts';
import { holdInTrial, type AnyServer } from './hold.ts';
import { storyOf } from './testing.ts';
import { trialRandom, trials } from './trials.ts';

const core = (rules: Partial<Rules> = {}): AnyServer =>
  raftServer(keyValues, { isRead, preVote: false, rules });

describe('a trial finds', () => {
  it.each<[bug: string, found: RegExp, rules: Partial<Rules>]>([
    ['two votes of one server', /whichever minority/, { grantVote: () => true }],
    [
      'a leader that backs up one by one',
      /a term at a time/,
      {
        progressAfter: (log, before, outcome) =>
          outcome.success
            ? figure2.progressAfter(log, before, outcome)
            : { ...before, nextIndex: Math.max(before.matchIndex + 1, before.nextIndex - 1) },
      },
    ],
    ['an answer before the write', /power fails/, { persistFirst: (_before, _after, effects) => effects }],
  ])('%s', (_, title, rules) => {
    expect(storyOf(trials, title, core(rules))).not.toBe('');
  });
});

describe('a failure is told', () => {
  it('in the shortest story that breaks the same, with a way back to it', () => {
    const story = storyOf(trials, /come and go$/, core({ grantVote: () => true }), 40);
    expect(story).toMatch(
      /^With seed \d+: .+\nIt takes no more than this \(\d+ of \d+ lines were left after \d+ runs\):\n( +\d+ms .+\n)+Again\.\nOpen in the cluster lab: \/lab\/#lab=0\.\S+$/,
    );
  });

  it('as it was, where something did not come about', () => {
    const story = storyOf(trials, /stays as long/, core({ hasWon: () => false }));
    expect(story).toMatch(
      /^With seed 1: After 2000 ms nobody leads, although a majority can reach each other\.\nWhat was done:\nAgain\.\nOpen in/,
    );
  });

  it('before a flood of messages drowns it', () => {
    const server = core();
    const echoing: AnyServer = {
      ...server,
      step(state, input) {
        const { state: after, effects } = server.step(state, input);
        const echo = input.kind === 'message' ? [send(input.from, input.message)] : [];
        return { state: after, effects: [...effects, ...echo, ...echo] };
      },
    };
    expect(storyOf(trials, /stays as long/, echoing)).toMatch(
      /^With seed 1: By \d+ ms more has happened than 5000 events/,
    );
  });

  it('with what the program threw', () => {
    const broken: AnyServer = {
      init: () => ({ role: 'follower', currentTerm: 0, log: [], commitIndex: 0 }),
      step() {
        throw new RangeError('no such term');
      },
    };
    const { drive, ...trial } = trials[0]!;
    const run = () =>
      holdInTrial(broken, { ...trial, seed: 3, again: '' }, (it) => drive(it, trialRandom(3)));
    expect(run).toThrow(/^With seed 3: n\d threw at its start: RangeError: no such term/);
    expect(run).toThrow(expect.objectContaining({ cause: expect.anything() }));
  });
});
