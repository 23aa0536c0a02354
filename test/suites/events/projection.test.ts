import { describe, expect, it } from 'vitest';
import {
  project,
  start,
  take,
  type Event,
  type RecordedEvent,
  type Row,
  type Rows,
  type Saved,
  type Taken,
} from '#exercise/events/projection';

const created = (user: string, address: string): Event => ({ type: 'UserCreated', data: { user, address } });
const moved = (user: string, address: string): Event => ({ type: 'UserMoved', data: { user, address } });
const deleted = (user: string): Event => ({ type: 'UserDeleted', data: { user } });
const paid = (user: string, cents: number, order = 7): Event => ({
  type: 'OrderPaid',
  data: { order, user, cents },
});
const shipped: Event = { type: 'OrderShipped', data: { order: 7, user: 'ana', cents: 5, address: 'Rome' } };
/** Other people will write it, next year. */
const unheardOf = { type: 'OrderReturned', data: { order: 7, user: 'ana', cents: 5 } } as unknown as Event;

const row = (address: string, orders = 0, cents = 0): Row => ({ address, orders, cents });
const project1 = (rows: Rows, ...events: readonly Event[]) =>
  events.reduce((before, event) => project(structuredClone(before), event), rows);

/** Gives the events positions, from `from` on. */
const recorded = (events: readonly Event[], from = 1): readonly RecordedEvent[] =>
  events.map((event, index) => ({ position: from + index, event }));

const code = 4;
const nothing = (): Saved => ({ code, checkpoint: 0, rows: {} });
const write = (saved: Saved, { writes }: Taken, upTo = writes.length): Saved =>
  writes.slice(0, upTo).reduce((before, { fields }) => ({ ...before, ...fields }), saved);
const deliver = (saved: Saved, ...batches: (readonly RecordedEvent[])[]): Saved =>
  batches.reduce((before, batch) => write(before, take(structuredClone(before), batch)), saved);

/** Six events about two users, who pay three times. */
const log = recorded([
  created('ana', 'Berlin'),
  created('bo', 'Kiel'),
  paid('ana', 100),
  moved('bo', 'Kiel'),
  paid('ana', 20, 8),
  paid('bo', 3, 9),
]);
/** The events from one position to another. */
const batch = (from: number, to: number) => log.slice(from - 1, to);
const all: Rows = { ana: row('Berlin', 2, 120), bo: row('Kiel', 1, 3) };

describe('the list', () => {
  it('has a row for each user, with the newest address', () => {
    const rows = project1({}, created('ana', 'Berlin'), created('bo', 'Kiel'), moved('ana', 'Rome'));
    expect(rows).toEqual({ ana: row('Rome'), bo: row('Kiel') });
  });

  it('counts what each user has paid, also when the user moves', () => {
    const rows = { ana: row('Berlin', 1, 100), bo: row('Kiel') };
    const sums = Object.entries(project1(rows, paid('ana', 20), moved('ana', 'Rome'), paid('bo', 3)));
    expect(sums.map(([user, { orders, cents }]) => ({ user, orders, cents }))).toEqual([
      { user: 'ana', orders: 2, cents: 120 },
      { user: 'bo', orders: 1, cents: 3 },
    ]);
  });

  it('has no row of a user who is deleted, and a new one if the user is created again', () => {
    const rows = { ana: row('Berlin', 2, 120), bo: row('Kiel') };
    expect([project1(rows, deleted('ana')), project1(rows, deleted('ana'), created('ana', 'Rome'))]).toEqual([
      { bo: row('Kiel') },
      { ana: row('Rome'), bo: row('Kiel') },
    ]);
  });

  it('gets no row by what is heard of a user who has none', () => {
    const rows = { bo: row('Kiel') };
    const heard = [paid('ana', 100), moved('ana', 'Rome'), deleted('ana')];
    expect(heard.map((event) => project1(rows, event))).toEqual([rows, rows, rows]);
  });

  it('is not changed by an event that says nothing to it, known or not', () => {
    const rows = { ana: row('Berlin', 1, 100) };
    expect([project1(rows, shipped), project1(rows, unheardOf)]).toEqual([rows, rows]);
  });
});

describe('an event that is delivered', () => {
  it('shows in the rows, and the store is read on behind it', () => {
    const taken = take(nothing(), batch(1, 3));
    const { rows, checkpoint } = write(nothing(), taken);
    expect({ rows, checkpoint, readFrom: taken.readFrom }).toEqual({
      rows: { ana: row('Berlin', 1, 100), bo: row('Kiel') },
      checkpoint: 3,
      readFrom: 4,
    });
  });

  it('again counts once, alone or in a batch with others', () => {
    const within = [...batch(2, 5), ...batch(4, 6)];
    const saved = deliver(nothing(), batch(1, 3), batch(3, 3), batch(1, 3), within, batch(5, 6));
    expect(saved.rows).toEqual(all);
  });

  it('again moves the checkpoint not back, and the store is read on where it was', () => {
    const saved = deliver(nothing(), batch(1, 5));
    const taken = take(saved, batch(1, 2));
    expect({ checkpoint: write(saved, taken).checkpoint, readFrom: taken.readFrom }).toEqual({
      checkpoint: 5,
      readFrom: 6,
    });
  });

  it('behind a gap is not taken, and the store is read again from the gap', () => {
    const taken = take(nothing(), batch(2, 6));
    const saved = deliver(nothing(), [...batch(1, 2), ...batch(4, 6)]);
    expect({
      'from 2': { ...write(nothing(), taken), readFrom: taken.readFrom },
      '1, 2, 4, 5, 6': saved,
    }).toEqual({
      'from 2': { ...nothing(), readFrom: 1 },
      '1, 2, 4, 5, 6': { code, checkpoint: 2, rows: { ana: row('Berlin'), bo: row('Kiel') } },
    });
  });

  it('and says nothing to the list is taken all the same: nobody waits for it', () => {
    const saved: Saved = { ...nothing(), checkpoint: 3, rows: { ana: row('Berlin') } };
    expect(deliver(saved, recorded([shipped], 4), recorded([shipped, shipped], 5))).toEqual({
      ...saved,
      checkpoint: 6,
    });
  });
});

/** Ends the process once, after so many writes, and reads on from where the next one says. */
function crashAfter(writes: number): Rows {
  let saved = nothing();
  let left = writes;
  for (const each of [batch(1, 3), batch(4, 5), batch(6, 6)]) {
    const taken = take(structuredClone(saved), each);
    const upTo = Math.min(left, taken.writes.length);
    saved = write(saved, taken, upTo);
    left -= upTo;
    if (left > 0) continue;
    const { readFrom } = start(structuredClone(saved), code);
    return deliver(saved, log.slice(Math.max(0, readFrom - 1))).rows;
  }
  return saved.rows;
}
const crashes = [0, 1, 2, 3, 4, 5, 6, 7];
const cents = (rows: Rows) => Object.values(rows).reduce((sum, each) => sum + each.cents, 0);
const crashesWhere = (isWrong: (cents: number) => boolean) => ({
  'wrong after a crash behind this many writes': crashes.filter((writes) =>
    isWrong(cents(crashAfter(writes))),
  ),
});
const never = { 'wrong after a crash behind this many writes': [] };

describe('a crash, wherever it strikes,', () => {
  it('loses no event', () => {
    expect(crashesWhere((sum) => sum < 123)).toEqual(never);
  });

  it('counts no event twice', () => {
    expect(crashesWhere((sum) => sum > 123)).toEqual(never);
  });
});

describe('a start', () => {
  const old: Saved = { code: 3, checkpoint: 5, rows: { ana: row('Berlin', 4, 240), cy: row('Rome', 1, 9) } };

  it('with the same code goes on where the rows end, and writes nothing', () => {
    expect(start({ ...old, code }, code)).toEqual({ writes: [], readFrom: 6 });
  });

  it('with other code, newer or older, begins anew at position 1', () => {
    expect([start(old, code).readFrom, start(old, 2).readFrom]).toEqual([1, 1]);
  });

  it('with other code keeps nothing of the old rows', () => {
    const saved = write(old, start(structuredClone(old), code));
    expect(deliver(saved, batch(1, 6)).rows).toEqual(all);
  });

  it('begins anew once: the next one knows which code made the rows', () => {
    const saved = deliver(write(old, start(structuredClone(old), code)), batch(1, 6));
    expect(start(saved, code).writes).toEqual([]);
  });

  it('that is ended within its writes is followed by one that puts it right', () => {
    const again = (saved: Saved) => write(saved, start(structuredClone(saved), code));
    const begun = start(structuredClone(old), code);
    const after = begun.writes.map((_, count) => again(write(old, begun, count)));
    expect(after).toEqual(begun.writes.map(() => again(old)));
  });
});

it('leaves what came in as it was', () => {
  const saved: Saved = { ...nothing(), checkpoint: 2, rows: { ana: row('Berlin', 1, 100), bo: row('Kiel') } };
  const before = structuredClone(saved);
  for (const event of [paid('ana', 20), moved('bo', 'Rome'), deleted('ana'), created('cy', 'Ulm')])
    take(saved, recorded([event], 3));
  start(saved, 9);
  expect(saved).toEqual(before);
});
