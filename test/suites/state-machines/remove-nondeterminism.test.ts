import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  apply,
  holdMs,
  report,
  stamp,
  type Bookings,
  type Edge,
  type Input,
} from '#exercise/state-machines/remove-nondeterminism';

const noon = Date.UTC(2026, 10, 24, 12);

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(noon);
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const input = (seat: string, holder: string, more: Partial<Input> = {}): Input => ({
  kind: 'hold',
  seat,
  holder,
  at: noon,
  id: 'h1',
  ...more,
});
const held = (holder: string, until = noon + holdMs) => ({ id: 'h0', holder, until });
const holders = (bookings: Bookings) =>
  Object.fromEntries(Object.entries(bookings).map(([seat, { holder }]) => [seat, holder]));

/** A replica whose clock and dice say something else. */
function elsewhere<Result>(run: () => Result): Result {
  vi.setSystemTime(noon + 3_600_000);
  vi.mocked(Math.random).mockReturnValue(0.25);
  return run();
}

function edge(): Edge & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    now: () => (asked.push('now'), noon + asked.length),
    newId: () => (asked.push('newId'), `id-${asked.length}`),
  };
}

describe('the edge', () => {
  it('writes the time and the id into the input, and keeps the request', () => {
    const stamped = stamp(
      { kind: 'release', seat: 'A1', holder: 'ana' },
      { now: () => 17, newId: () => 'x' },
    );
    expect(stamped).toEqual({ kind: 'release', seat: 'A1', holder: 'ana', at: 17, id: 'x' });
  });

  it('asks the clock once and the dice once for each request', () => {
    const world = edge();
    stamp({ kind: 'hold', seat: 'A1', holder: 'ana' }, world);
    expect([...world.asked].sort()).toEqual(['newId', 'now']);
  });
});

describe('the machine', () => {
  it('holds a free seat, and refuses one that is held', () => {
    expect(apply({}, input('A1', 'ana')).outcome).toBe('held');
    expect(apply({ A1: held('ana') }, input('A1', 'bo')).outcome).toBe('taken');
  });

  it('releases a seat for its holder, and for nobody else', () => {
    const taken = () => ({ A1: held('ana') });
    const released = apply(taken(), input('A1', 'ana', { kind: 'release' }));
    expect([released.outcome, holders(released.bookings)]).toEqual(['released', {}]);
    const refused = apply(taken(), input('A1', 'bo', { kind: 'release' }));
    expect([refused.outcome, holders(refused.bookings)]).toEqual(['not-yours', { A1: 'ana' }]);
  });

  it('keeps a hold to its last millisecond, and not beyond', () => {
    const bookings = { A1: held('ana', noon) };
    vi.setSystemTime(noon - 1);
    expect(apply(bookings, input('A1', 'bo', { at: noon - 1 })).outcome).toBe('taken');
    vi.setSystemTime(noon);
    expect(apply(bookings, input('A1', 'bo', { at: noon })).outcome).toBe('held');
  });

  it('drops with every input what has run out by then', () => {
    const { bookings } = apply({ A1: held('ana', noon), B2: held('bo') }, input('C3', 'cy'));
    expect(holders(bookings)).toEqual({ B2: 'bo', C3: 'cy' });
  });

  it('lets a hold run from the time in the input, whatever the clock of the replica says', () => {
    const here = apply({}, input('A1', 'ana')).bookings['A1']?.until;
    const there = elsewhere(() => apply({}, input('A1', 'ana')).bookings['A1']?.until);
    expect([here, there]).toEqual([noon + holdMs, noon + holdMs]);
  });

  it('judges a hold by the time in the input, whatever the clock of the replica says', () => {
    const bookings = { A1: held('ana') };
    const there = elsewhere(() => apply(bookings, input('A1', 'bo')));
    expect(there.outcome).toBe('taken');
  });

  it('takes the id from the input, whatever the dice of the replica say', () => {
    const { bookings } = apply({}, input('A1', 'ana', { id: 'from-the-log' }));
    expect(bookings['A1']?.id).toBe('from-the-log');
  });

  it('leaves the bookings that came in as they were', () => {
    const before = Object.freeze({ A1: Object.freeze(held('ana')) });
    apply(before, input('B2', 'bo'));
    apply(before, input('A1', 'ana', { kind: 'release' }));
    expect(holders(before)).toEqual({ A1: 'ana' });
  });
});

describe('the report', () => {
  it('names each seat with its holder', () => {
    expect(report({ A1: held('ana'), B2: held('bo') })).toBe('A1 ana, B2 bo');
  });

  it('is the same whatever the order in which the seats were taken', () => {
    expect(report({ B2: held('bo'), A1: held('ana') })).toBe(report({ A1: held('ana'), B2: held('bo') }));
  });

  it('orders by code unit, so that no locale can change it', () => {
    expect(report({ B2: held('bo'), a1: held('ana') })).toBe('B2 bo, a1 ana');
  });
});
