import { describe, expect, it } from 'vitest';
import { readHistory, upcast, type StoredEvent } from '#exercise/events/upcast-events';

const stored = (type: string, data: unknown, schema?: number, id = 'e7'): StoredEvent => ({
  type,
  data,
  metadata: { id, causationId: 'c7', ...(schema === undefined ? {} : { schema }) },
  version: 4,
});
const lamp = { order: 7, user: 'ana', item: 'lamp' };
const inEuros = (euros: number, schema?: number) => stored('OrderPlaced', { ...lamp, euros }, schema);
const inCents = (cents: number) => stored('OrderPlaced', { ...lamp, cents }, 2);
/** The currency has a test of its own. */
const newest = (cents: number) => ({ ...lamp, cents, currency: expect.any(String) as string });
const deleted = (schema?: number) => stored('UserDeleted', { user: 'ana' }, schema);

/** What was thrown, or that nothing was. */
function sentenceOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof Error && error.name === 'Unreadable') return error.message;
    throw error;
  }
  return 'It was read.';
}

/** Whoever gets the sentence has to find the event, and the release that wrote it. */
function lookFor({ type, metadata: { id, schema } }: StoredEvent, sentence: string): string {
  const missing = [type, schema, id].filter(
    (part) => !new RegExp(`(^|[^\\w.-])${part}(?![\\w-]|\\.\\d)`).test(sentence),
  );
  return missing.length === 0 ? 'all named' : `${sentence} – does not name ${missing.join(', ')}`;
}

describe('an event', () => {
  it('of the first shape goes through every step to the newest', () => {
    expect(upcast(inEuros(20, 1)).data).toEqual(newest(2_000));
  });

  it('of a shape in between goes through the steps that are left', () => {
    expect(upcast(inCents(1_999)).data).toEqual(newest(1_999));
  });

  it('of the newest shape is read as it stands', () => {
    const inFrancs = stored('OrderPlaced', { ...lamp, cents: 1_999, currency: 'CHF' }, 3);
    const byHerself = stored('UserDeleted', { user: 'ana', by: 'herself' }, 2);
    expect([upcast(inFrancs).data, upcast(byHerself).data]).toEqual([inFrancs.data, byHerself.data]);
  });

  it('without a schema is of the first shape', () => {
    expect([upcast(deleted()), upcast(stored('OrderShipped', { order: 7 }))].map(({ data }) => data)).toEqual(
      [upcast(deleted(1)).data, { order: 7 }],
    );
  });

  it('that has been read can be read again, and stays the same', () => {
    const shipped = stored('OrderShipped', { order: 7 });
    const once = [inEuros(20, 1), inCents(1_999), deleted(1), shipped].map(upcast);
    expect({ once: once.map(({ metadata }) => metadata.schema), twice: once.map(upcast) }).toEqual({
      once: [3, 3, 2, 1],
      twice: once,
    });
  });

  it('keeps its id, its cause and its place', () => {
    const { type, metadata, version } = upcast(inCents(1_999));
    expect({ type, id: metadata.id, cause: metadata.causationId, version }).toEqual({
      type: 'OrderPlaced',
      id: 'e7',
      cause: 'c7',
      version: 4,
    });
  });
});

describe('an upcaster', () => {
  it('turns euros into whole cents, to the cent', () => {
    const euros = [19.99, 0.29, 1.15, 4.35, 1_005.01, 0];
    expect(euros.map((each) => (upcast(inEuros(each, 1)).data as { cents?: unknown }).cents)).toEqual([
      1_999, 29, 115, 435, 100_501, 0,
    ]);
  });

  it('calls the currency what it is known to have been', () => {
    const { data } = upcast(inCents(500)) as { data: { currency?: unknown } };
    expect(data.currency).toBe('EUR');
  });

  it('does not make up who deleted a user when nobody wrote it down', () => {
    const { data } = upcast(deleted(1)) as { data: { by?: unknown } };
    expect(data.by).toBe('unknown');
  });

  it('changes nothing of what is stored', () => {
    const history = [inEuros(20, 1), inCents(1_999), deleted(1), stored('OrderShipped', { order: 7 })];
    const copy = structuredClone(history);
    readHistory(history);
    expect(history).toEqual(copy);
  });
});

describe('what this code does not know', () => {
  it('is a schema newer than all it knows: the sentence names type, schema and id', () => {
    const newer = [
      stored('OrderPlaced', { total: 5 }, 4, 'e12'),
      stored('UserDeleted', { person: 'ana' }, 3, 'e13'),
      stored('OrderShipped', { parcels: [] }, 2, 'e14'),
    ];
    expect(
      newer.map((each) =>
        lookFor(
          each,
          sentenceOf(() => upcast(each)),
        ),
      ),
    ).toEqual(['all named', 'all named', 'all named']);
  });

  it('is a schema that no release has ever written', () => {
    const broken = [0, -1, 1.5, NaN];
    const read = broken.filter((schema) => sentenceOf(() => upcast(inEuros(20, schema))) === 'It was read.');
    expect({ 'schemas that were read': read }).toEqual({ 'schemas that were read': [] });
  });

  it('is a type that it has never heard of: the sentence names type, schema and id', () => {
    const gift = stored('OrderGiftWrapped', { order: 7 }, 2, 'e15');
    expect(
      lookFor(
        gift,
        sentenceOf(() => upcast(gift)),
      ),
    ).toBe('all named');
  });
});

describe('a history', () => {
  it('is read in its order, each event as if it stood alone', () => {
    const history = [inEuros(20, 1), stored('OrderShipped', { order: 7 }), inCents(500), deleted(1)];
    expect(readHistory(history)).toEqual(history.map(upcast));
  });

  it('with one event that cannot be read is not read at all: to leave it out would be another history', () => {
    const unknown = stored('OrderPlaced', { total: 5 }, 4, 'e12');
    expect(sentenceOf(() => readHistory([inCents(500), unknown, inCents(700)]))).toBe(
      sentenceOf(() => upcast(unknown)),
    );
  });
});
