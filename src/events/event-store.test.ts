import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DomainEvent, NewEvent } from './event.ts';
import {
  append,
  emptyStore,
  lastPosition,
  readAll,
  readStream,
  versionOf,
  type EventStore,
  type ExpectedVersion,
} from './event-store.ts';

const placed = (id: string, cents = 100): NewEvent => ({
  event: { type: 'OrderPlaced', data: { cents } },
  metadata: { id },
});

/** `storeOf('order-7 a b', 'order-8 c')`: a and b were appended to order-7 together, then c to order-8. */
function storeOf(...appends: string[]): EventStore {
  return appends.reduce<EventStore>((store, text) => {
    const [stream, ...ids] = text.split(' ') as [string, ...string[]];
    return appended(store, stream, ids);
  }, emptyStore);
}

function appended(store: EventStore, stream: string, ids: readonly string[], expected?: ExpectedVersion) {
  const result = append(
    store,
    stream,
    ids.map((id) => placed(id)),
    expected ?? 'any',
  );
  if (result.kind !== 'appended') throw new Error(result.sentence);
  return result.store;
}

const sentenceOf = (result: ReturnType<typeof append>) =>
  result.kind === 'appended' ? 'appended' : result.sentence;
const idsOf = (events: readonly NewEvent[]) => events.map(({ metadata }) => metadata.id);

describe('a store', () => {
  it('counts versions in each stream and positions across all, both from 1', () => {
    const store = storeOf('order-7 a b', 'order-8 c', 'order-7 d');
    expect(
      store.events.map(({ metadata, stream, version, position }) => [metadata.id, stream, version, position]),
    ).toEqual([
      ['a', 'order-7', 1, 1],
      ['b', 'order-7', 2, 2],
      ['c', 'order-8', 1, 3],
      ['d', 'order-7', 3, 4],
    ]);
    expect([versionOf(store, 'order-7'), versionOf(store, 'order-9'), lastPosition(store)]).toEqual([
      3, 0, 4,
    ]);
  });

  it('reads a stream behind one version and up to another', () => {
    const store = storeOf('order-7 a b c d', 'order-8 e');
    expect(idsOf(readStream(store, 'order-7', { after: 1, upTo: 3 }))).toEqual(['b', 'c']);
    expect(readStream(store, 'order-9')).toEqual([]);
  });

  it('reads all streams behind a position, no more than asked for', () => {
    const store = storeOf('order-7 a b', 'order-8 c', 'order-7 d');
    expect(idsOf(readAll(store, { after: 1, limit: 2 }))).toEqual(['b', 'c']);
    expect(readAll(store, { after: 4 })).toEqual([]);
  });

  it('is a value: what was read from it stays as it was when others append', () => {
    const before = storeOf('order-7 a');
    const copy = structuredClone(before);
    appended(before, 'order-7', ['b']);
    expect(before).toEqual(copy);
  });
});

describe('an append', () => {
  const one = storeOf('order-7 a');

  it.each<[string, string, ExpectedVersion, string]>([
    ['the version that the stream has', 'order-7', 1, 'appended'],
    ['version 0 of a stream that is not there', 'order-9', 0, 'appended'],
    ['no stream, and there is none', 'order-9', 'no-stream', 'appended'],
    ['some stream, and there is one', 'order-7', 'stream-exists', 'appended'],
    ['nothing', 'order-7', 'any', 'appended'],
    [
      'a version that has been overtaken',
      'order-7',
      0,
      'order-7 was expected to be at version 0, and it is at version 1. Read it again and decide anew.',
    ],
    [
      'a version that has not been reached',
      'order-9',
      2,
      'order-9 was expected to be at version 2, and it does not exist. Read it again and decide anew.',
    ],
    [
      'no stream, and there is one',
      'order-7',
      'no-stream',
      'order-7 was expected not to exist, and it is at version 1. Read it again and decide anew.',
    ],
    [
      'some stream, and there is none',
      'order-9',
      'stream-exists',
      'order-9 was expected to exist, and it does not exist. Read it again and decide anew.',
    ],
  ])('that expects %s', (_name, stream, expected, sentence) => {
    expect(sentenceOf(append(one, stream, [placed('b')], expected))).toBe(sentence);
  });

  it('of nothing holds the writer to the expected version all the same', () => {
    expect(append(one, 'order-7', [], 1)).toMatchObject({ kind: 'appended', store: one, recorded: [] });
    expect(append(one, 'order-7', [], 0).kind).toBe('wrong-expected-version');
  });

  it('that comes again is answered with what stands there, whatever version it expects', () => {
    const store = storeOf('order-7 a b', 'order-8 c', 'order-7 d');
    const again = append(store, 'order-7', [placed('a'), placed('b')], 0);
    expect(again).toEqual({
      kind: 'appended',
      store,
      recorded: store.events.slice(0, 2),
      repeated: true,
    });
  });

  it('that comes again is recognised by its data, in whatever order their keys were written', () => {
    const event = (data: unknown): NewEvent => ({ event: { type: 'Moved', data }, metadata: { id: 'm' } });
    const first = append(emptyStore as EventStore, 'ana', [event({ from: 'Bonn', to: 'Köln' })], 0);
    if (first.kind !== 'appended') throw new Error(first.sentence);
    const again = append(first.store, 'ana', [event({ to: 'Köln', from: 'Bonn' })], 0);
    expect(again).toMatchObject({ kind: 'appended', repeated: true });
  });

  it.each<[string, string, readonly NewEvent[], string]>([
    [
      'two events with one id',
      'order-9',
      [placed('x'), placed('y'), placed('x')],
      'Two of the events have the id x. Give each its own.',
    ],
    [
      'an id that another stream has',
      'order-9',
      [placed('a')],
      'The id a belongs to an event in order-7. An id names one event, once and for all.',
    ],
    [
      'an id that stands for other data',
      'order-7',
      [placed('a', 999)],
      'The id a belongs to OrderPlaced at version 1 of order-7, and its data are other ones. Give a new event a new id.',
    ],
    [
      'an old event together with a new one',
      'order-7',
      [placed('a'), placed('b')],
      'Of these events, 1 of 2 stand in order-7 already. Hand in again what was handed in together.',
    ],
  ])('of %s is refused', (_name, stream, events, sentence) => {
    const result = append(one, stream, events, 'any');
    expect([result.kind, sentenceOf(result)]).toEqual(['duplicate-id', sentence]);
  });

  it('takes all of its events or none, and never changes what stands, whatever is handed in', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const attempt = fc.record({
      stream: fc.constantFrom('order-7', 'order-8'),
      events: fc.array(
        fc.tuple(id, fc.constantFrom(1, 2)).map(([each, cents]) => placed(each, cents)),
        { maxLength: 3 },
      ),
      expected: fc.constantFrom<ExpectedVersion>(0, 1, 2, 'no-stream', 'stream-exists', 'any'),
    });
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 12 }), (attempts) => {
        let store: EventStore = emptyStore;
        for (const { stream, events, expected } of attempts) {
          const result = append(store, stream, events, expected);
          if (result.kind !== 'appended') continue;
          const grown = result.repeated ? 0 : events.length;
          expect(result.store.events.slice(0, store.events.length)).toEqual(store.events);
          expect(result.store.events).toHaveLength(store.events.length + grown);
          expect(idsOf(result.recorded).sort()).toEqual(idsOf(events).sort());
          store = result.store;
        }
        expect(store.events.map(({ position }) => position)).toEqual(
          store.events.map((_, index) => index + 1),
        );
        for (const stream of ['order-7', 'order-8'])
          expect(readStream(store, stream).map(({ version }) => version)).toEqual(
            readStream(store, stream).map((_, index) => index + 1),
          );
        expect(new Set(idsOf(store.events)).size).toBe(store.events.length);
      }),
    );
  });

  it('lets one of two writers through that have read the same version', () => {
    const read = versionOf(one, 'order-7');
    const first = append(one, 'order-7', [placed('mine')], read);
    if (first.kind !== 'appended') throw new Error(first.sentence);
    expect(append(first.store, 'order-7', [placed('yours')], read)).toMatchObject({
      kind: 'wrong-expected-version',
      actual: 2,
    });
  });

  it('keeps the type of its events', () => {
    const typed: EventStore<DomainEvent<'OrderPlaced', { cents: number }>> = emptyStore;
    expect(readAll(typed).map(({ event }) => event.data.cents)).toEqual([]);
  });
});
