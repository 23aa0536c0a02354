import { describe, expect, it } from 'vitest';
import {
  advanced,
  ask,
  longest,
  tick,
  wakeAt,
  type Gate,
  type Query,
  type Reply,
  type Step,
} from '#exercise/events/read-your-writes';

type Happening = (gate: Gate) => Step;

const asks =
  (id: string, version: number, { stream = 'order-7', patience = 500 }: Partial<Query> = {}): Happening =>
  (gate) =>
    ask(gate, { id, stream, version, patience });
const shows =
  (version: number, stream = 'order-7'): Happening =>
  (gate) =>
    advanced(gate, stream, version);
const at =
  (time: number): Happening =>
  (gate) =>
    tick(gate, time);

const answer = (id: string, version: number): Reply => ({ kind: 'answer', id, version });
const notYet = (id: string, version: number): Reply => ({ kind: 'not-yet', id, version });

/** The view shows version 3 of order 7, and nobody waits. It is 1,000 ms. */
const gate = (): Gate => ({ now: 1000, versions: { 'order-7': 3 }, waiting: [] });

/** All of this happens, one after the other: what is replied at each. */
function follow(from: Gate, ...happenings: readonly Happening[]) {
  let now = from;
  const replies = happenings.map((happening) => {
    const step = happening(structuredClone(now));
    now = step.gate;
    return step.replies;
  });
  return { replies, gate: now };
}
const replies = (...happenings: readonly Happening[]) => follow(gate(), ...happenings).replies;
/** Who is told what, whatever the versions. */
const told = (from: Gate, ...happenings: readonly Happening[]) =>
  follow(from, ...happenings)
    .replies.flat()
    .map(({ kind, id }) => `${kind} ${id}`);

/** The view advances to this version, one by one. */
const comes = (to: number) => Array.from({ length: to - 3 }, (_, index) => shows(4 + index));

describe('a query', () => {
  it('is answered at once when its version is there, or a newer one, or when it needs none', () => {
    expect(replies(asks('a', 3), asks('b', 1), asks('c', 0, { stream: 'order-9' }))).toEqual([
      [answer('a', 3)],
      [answer('b', 3)],
      [answer('c', 0)],
    ]);
  });

  it('whose version is not there waits for it, and is answered when it has come', () => {
    expect(replies(asks('a', 5), shows(4), shows(5))).toEqual([[], [], [answer('a', 5)]]);
  });

  it('is answered by a newer version, too: the view advances in leaps', () => {
    expect(replies(asks('a', 5), shows(9))).toEqual([[], [answer('a', 9)]]);
  });

  it('is not answered by what the view shows of another stream', () => {
    const others = [shows(8, 'order-8'), asks('b', 2, { stream: 'order-9' })];
    expect({
      'before its own': told(gate(), asks('a', 5), ...others),
      'with its own': told(gate(), asks('a', 5), ...others, ...comes(5)),
    }).toEqual({ 'before its own': [], 'with its own': ['answer a'] });
  });

  it('is replied to once', () => {
    const late = [at(1600), ...comes(6), at(1_000_000)];
    const all = told(gate(), asks('a', 3), asks('b', 4), shows(4), asks('c', 6), ...late);
    expect(all).toEqual(['answer a', 'answer b', 'not-yet c']);
  });

  it('that comes again while it waits waits once, and no longer than before', () => {
    const again = follow(gate(), asks('a', 5), at(1300), asks('a', 5)).gate;
    const [a, b] = [asks('a', 5), asks('b', 5)];
    expect({
      'when the version comes': told(again, ...comes(5)),
      'when its patience is over': told(again, at(1700)),
      'when another asked meanwhile': told(gate(), a, b, a, ...comes(5)),
    }).toEqual({
      'when the version comes': ['answer a'],
      'when its patience is over': ['not-yet a'],
      'when another asked meanwhile': told(gate(), a, b, ...comes(5)),
    });
  });

  it('is answered among others in the order in which they asked', () => {
    const three = [asks('c', 5), asks('a', 5, { patience: 700 }), asks('b', 5, { patience: 600 })];
    expect(told(gate(), ...three, ...comes(5))).toEqual(['answer c', 'answer a', 'answer b']);
  });

  it('is told apart from another by its id, although it asks the same', () => {
    const both = told(gate(), asks('a', 5), asks('b', 5), ...comes(5));
    expect(both.sort()).toEqual(['answer a', 'answer b']);
  });
});

describe('patience', () => {
  it('is over at its very time and no sooner, and then the query is told what there is', () => {
    expect({
      'of 500 ms': replies(asks('a', 7), shows(4), at(1499), at(1500)),
      'of 0 ms': replies(asks('a', 7, { patience: 0 })),
    }).toEqual({ 'of 500 ms': [[], [], [], [notYet('a', 4)]], 'of 0 ms': [[notYet('a', 3)]] });
  });

  it('is each query’s own: one that is told takes no other along', () => {
    const all = told(gate(), asks('a', 9), asks('b', 5, { patience: 900 }), at(1600), ...comes(5));
    expect(all.filter((each) => each.endsWith('b'))).toEqual(['answer b']);
  });

  it('is not renewed: neither by what the view shows meanwhile, nor by others who ask', () => {
    const all = told(gate(), asks('a', 7), at(1400), shows(4), asks('b', 8), at(1600));
    expect(all).toContain('not-yet a');
  });

  it('ends at `longest`, however much of it there is', () => {
    const waits = follow(gate(), asks('a', 7, { patience: Infinity })).gate;
    expect([told(waits, at(1000 + longest - 1)), told(waits, at(1000 + longest + 1))]).toEqual([
      [],
      ['not-yet a'],
    ]);
  });
});

describe('the gate', () => {
  it('is to be woken when the first patience is over, and not at all when nobody waits', () => {
    const one = follow(gate(), asks('a', 9, { patience: 700 })).gate;
    const two = follow(one, asks('b', 6)).gate;
    const answered = follow(gate(), asks('a', 5), ...comes(5)).gate;
    expect([gate(), one, two, answered].map(wakeAt)).toEqual([null, 1700, 1500, null]);
  });

  it('takes no notice of a time that is earlier than one before', () => {
    const { gate: back } = follow(gate(), at(1200), at(400), asks('a', 7));
    expect([told(back, at(900)), told(back, at(1800))]).toEqual([[], ['not-yet a']]);
  });

  it('takes the view for no older than it was, when old news come late', () => {
    expect(told(gate(), ...comes(6), shows(4), asks('a', 6))).toEqual(['answer a']);
  });

  it('that comes in stays as it was', () => {
    const before = follow(gate(), asks('a', 5), asks('b', 6)).gate;
    for (const happening of [asks('c', 7), asks('c', 1), shows(5), shows(1, 'order-8'), at(1500)]) {
      const same = structuredClone(before);
      happening(same);
      expect(same).toEqual(before);
    }
  });
});
