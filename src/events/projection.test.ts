import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catchUp, lagOf, unread, type Projected, type Projection } from './projection.ts';
import { paidIn, paidOut, recorded, type TillEvent } from './till.fixture.ts';

/** Counts what was paid in and lists the positions that it has seen. */
interface Takings {
  readonly cents: number;
  readonly seen: readonly number[];
}
const takings: Projection<Takings, TillEvent> = {
  initialView: () => ({ cents: 0, seen: [] }),
  project: ({ cents, seen }, { event, position }) => ({
    cents: event.type === 'PaidIn' ? cents + event.data.cents : cents,
    seen: [...seen, position],
  }),
};
const log = recorded([paidIn(500), paidOut(200), paidIn(30), paidIn(4), paidOut(1)]);
const throwingOn = (position: number): Projection<Takings, TillEvent> => ({
  ...takings,
  project(view, event) {
    if (event.position === position) throw new Error('no such customer');
    return takings.project(view, event);
  },
});

describe('a view', () => {
  it('takes the events in order and remembers how far it is', () => {
    expect(catchUp(takings, unread(takings), log)).toEqual({
      kind: 'caught-up',
      projected: { view: { cents: 534, seen: [1, 2, 3, 4, 5] }, checkpoint: 5 },
    });
  });

  it('passes over what it has taken before', () => {
    const { projected } = catchUp(takings, unread(takings), log.slice(0, 3));
    expect(catchUp(takings, projected, log)).toEqual(catchUp(takings, unread(takings), log));
  });

  it('is where it was when nothing comes', () => {
    const start = unread(takings);
    expect(catchUp(takings, start, [])).toEqual({ kind: 'caught-up', projected: start });
  });

  it('goes no further than a gap, and says from where to read', () => {
    expect(catchUp(takings, unread(takings), [log[0]!, log[1]!, log[3]!, log[4]!])).toEqual({
      kind: 'gap',
      projected: { view: { cents: 500, seen: [1, 2] }, checkpoint: 2 },
      missing: 3,
      sentence:
        'Position 3 is missing before 4. Read again from position 3: a view that skips an event stays wrong.',
    });
  });

  it('stands before the event on which the projection throws, and goes on when that is mended', () => {
    const stuck = catchUp(throwingOn(3), unread(takings), log);
    expect(stuck).toEqual({
      kind: 'stuck',
      projected: { view: { cents: 500, seen: [1, 2] }, checkpoint: 2 },
      at: 3,
      sentence:
        'The projection threw on PaidIn at position 3 and stands at position 2. Nothing is lost: mend it and go on, or rebuild. It said: no such customer',
    });
    expect(catchUp(takings, stuck.projected, log)).toEqual(catchUp(takings, unread(takings), log));
  });

  it('is not built by a clock, not even in its beginning', () => {
    const stamped = { ...takings, project: () => ({ cents: Date.now(), seen: [] }) };
    const born = { ...takings, initialView: () => ({ cents: Date.now(), seen: [] }) };
    expect(catchUp(stamped, unread(takings), log)).toMatchObject({
      kind: 'stuck',
      at: 1,
      sentence: expect.stringContaining('project asked Date.now.') as string,
    });
    expect(() => unread(born)).toThrow('initialView asked Date.now.');
  });

  it('is the same however the log is cut, repeated and reordered, as long as what is missing is read again', () => {
    const place = fc.nat({ max: log.length });
    const delivery = fc.tuple(place, place).map(([a, b]) => log.slice(Math.min(a, b), Math.max(a, b)));
    const whole = catchUp(takings, unread(takings), log);
    fc.assert(
      fc.property(fc.array(delivery, { maxLength: 12 }), (deliveries) => {
        let projected: Projected<Takings> = unread(takings);
        for (const events of [...deliveries, log]) {
          const result = catchUp(takings, projected, events);
          ({ projected } = result);
          expect(projected.view.seen).toEqual(
            log.slice(0, projected.checkpoint).map((each) => each.position),
          );
          if (result.kind === 'gap')
            ({ projected } = catchUp(takings, projected, log.slice(result.missing - 1)));
        }
        expect(projected).toEqual(whole.projected);
      }),
    );
  });

  it('lags behind by the events that it does not show yet', () => {
    const { projected } = catchUp(takings, unread(takings), log.slice(0, 2));
    expect([lagOf(unread(takings), 5), lagOf(projected, 5), lagOf(projected, 2)]).toEqual([5, 3, 0]);
  });
});
