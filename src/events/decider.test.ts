import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideOn, fold, rebuild } from './decider.ts';
import { NotDeterministic } from './sealed.ts';
import { paidIn, paidOut, payIn, payOut, recorded, till, type TillEvent } from './till.fixture.ts';

const history = [paidIn(500), paidOut(200), paidIn(30)];

describe('decideOn', () => {
  it('gives the events that were decided, and changes nothing', () => {
    const state = Object.freeze({ cents: 500 });
    expect(decideOn(till, state, payOut(200))).toEqual({ kind: 'decided', events: [paidOut(200)] });
  });

  it('gives the sentence with which a command was refused', () => {
    expect(decideOn(till, { cents: 100 }, payOut(200))).toEqual({
      kind: 'refused',
      sentence: 'The till holds 100, and 200 are wanted.',
    });
  });

  it('lets through what else is thrown: a mistake in the code is no refusal', () => {
    const broken = {
      ...till,
      decide: (): TillEvent[] => {
        throw new TypeError('cents of undefined');
      },
    };
    expect(() => decideOn(broken, { cents: 0 }, payIn(1))).toThrow(TypeError);
  });

  it('names the clock that decide has read, and takes it for no refusal', () => {
    const withClock = { ...till, decide: () => [paidIn(Date.now())] };
    expect(() => decideOn(withClock, { cents: 0 }, payIn(1))).toThrow(NotDeterministic);
    expect(() => decideOn(withClock, { cents: 0 }, payIn(1))).toThrow(
      'decide asked Date.now. A replay would get another answer and come to another result: pass the value in, with the command.',
    );
  });
});

describe('a state', () => {
  it('is what the events make up, in their order', () => {
    expect(fold(till, history)).toEqual({ cents: 330 });
    expect(fold(till, [])).toEqual({ cents: 0 });
  });

  it('names the clock that evolve or initialState has read', () => {
    const evolving = { ...till, evolve: () => ({ cents: Math.random() }) };
    const beginning = { ...till, initialState: () => ({ cents: Date.now() }) };
    expect(() => fold(evolving, history)).toThrow('evolve asked Math.random.');
    expect(() => fold(beginning, history)).toThrow('initialState asked Date.now.');
    expect(() => rebuild(beginning, [])).toThrow('initialState asked Date.now.');
  });

  it('carries the version of the last event', () => {
    expect(rebuild(till, recorded(history))).toEqual({ version: 3, state: { cents: 330 } });
    expect(rebuild(till, recorded(history.slice(0, 2)))).toEqual({ version: 2, state: { cents: 300 } });
    expect(rebuild(till, [])).toEqual({ version: 0, state: { cents: 0 } });
  });

  it('is the same from a snapshot at any version, with the events behind it or with all of them', () => {
    const event = fc.nat({ max: 1_000 }).chain((cents) => fc.constantFrom(paidIn(cents), paidOut(cents)));
    const cut = fc
      .array(event, { maxLength: 20 })
      .chain((events) => fc.tuple(fc.constant(events), fc.nat({ max: events.length })));
    fc.assert(
      fc.property(cut, ([events, at]) => {
        const all = recorded(events);
        const whole = rebuild(till, all);
        const snapshot = rebuild(till, all.slice(0, at));
        expect(rebuild(till, all.slice(at), snapshot)).toEqual(whole);
        expect(rebuild(till, all, snapshot)).toEqual(whole);
      }),
    );
  });

  it.each([
    ['between the snapshot and the events', [4, 5], 4],
    ['among the events', [3, 5], 5],
  ])('is not made up where an event is missing %s', (_where, versions, came) => {
    const some = recorded(Array.from({ length: 5 }, () => paidIn(1))).filter(({ version }) =>
      versions.includes(version),
    );
    const expected = came - 1;
    expect(() => rebuild(till, some, { version: 2, state: { cents: 2 } })).toThrow(
      `till is to go on with version ${expected}, and version ${came} comes. Read it again from version ${expected}, in order and without gaps.`,
    );
  });

  it('is not made up of events that come twice or in another order', () => {
    const [first, second, third] = recorded(history) as [never, never, never];
    expect(() => rebuild(till, [first, second, second, third])).toThrow(/version 3, and version 2 comes/);
    expect(() => rebuild(till, [first, third, second])).toThrow(/version 2, and version 3 comes/);
  });

  it('is not made up of two streams', () => {
    const mixed = [...recorded([paidIn(1)], 'till-1'), ...recorded([paidIn(1)], 'till-2')];
    expect(() => rebuild(till, mixed)).toThrow(
      'An event of till-2 stands among those of till-1. A state is made of one stream.',
    );
  });
});
