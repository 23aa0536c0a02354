import { describe, expect, it } from 'vitest';
import { emptyStore, type EventStore } from './event-store.ts';
import { handle, type Envelope } from './handle.ts';
import { paidIn, paidOut, payIn, payOut, till, type TillCommand, type TillEvent } from './till.fixture.ts';

const empty: EventStore<TillEvent> = emptyStore;
const sent = (store: EventStore<TillEvent>, envelope: Envelope<TillCommand>, stream = 'till') =>
  handle(till, store, stream, envelope);

/** What a series of commands leaves, the refused ones passed over. */
const after = (...envelopes: Envelope<TillCommand>[]) =>
  envelopes.reduce((store, envelope) => {
    const handled = sent(store, envelope);
    return handled.kind === 'recorded' ? handled.store : store;
  }, empty);

describe('a command', () => {
  it('is decided on by the events of its stream alone, and what was decided is appended there', () => {
    const store = after({ id: 'c1', command: payIn(500) });
    const handled = sent(store, { id: 'c2', command: payOut(200) });
    expect(handled).toMatchObject({
      kind: 'recorded',
      recorded: [{ event: paidOut(200), stream: 'till', version: 2, position: 2 }],
      after: { version: 2, state: { cents: 300 } },
    });
    expect(sent(store, { id: 'c3', command: payOut(200) }, 'other till')).toEqual({
      kind: 'refused',
      sentence: 'The till holds 0, and 200 are wanted.',
    });
  });

  it('is the cause of its events, and begins a story unless it belongs to one', () => {
    const metadata = (envelope: Envelope<TillCommand>) => {
      const handled = sent(empty, envelope);
      return handled.kind === 'recorded' && handled.recorded.map((each) => each.metadata);
    };
    expect(metadata({ id: 'c1', command: payIn(500) })).toEqual([
      { id: 'c1.1', causationId: 'c1', correlationId: 'c1' },
    ]);
    expect(metadata({ id: 'c1', command: payIn(500), correlationId: 'order 7' })).toEqual([
      { id: 'c1.1', causationId: 'c1', correlationId: 'order 7' },
    ]);
  });

  it('with several events appends all of them together, each with its own id', () => {
    const twice = { ...till, decide: () => [paidIn(1), paidIn(2)] };
    const handled = handle(twice, empty, 'till', { id: 'c1', command: payIn(3) });
    expect(handled).toMatchObject({
      recorded: [{ metadata: { id: 'c1.1' } }, { metadata: { id: 'c1.2' } }],
      after: { version: 2, state: { cents: 3 } },
    });
  });

  it('that comes again takes effect once, and is answered with what it did, also when others went on', () => {
    const store = after(
      { id: 'c1', command: payIn(500) },
      { id: 'c2', command: payOut(400) },
      { id: 'c3', command: payIn(7) },
    );
    expect(sent(store, { id: 'c2', command: payOut(400) })).toEqual({
      kind: 'recorded',
      store,
      recorded: [store.events[1]],
      after: { version: 3, state: { cents: 107 } },
    });
  });

  it('that was refused leaves nothing behind, and is decided on anew when it comes again', () => {
    const envelope = { id: 'c1', command: payOut(200) };
    expect(sent(empty, envelope).kind).toBe('refused');
    const store = after(envelope, { id: 'c2', command: payIn(500) });
    expect(sent(store, envelope)).toMatchObject({ kind: 'recorded', after: { state: { cents: 300 } } });
  });

  it('that had nothing to do leaves nothing behind, and has nothing to do when it comes again', () => {
    const store = after({ id: 'c1', command: payIn(500) });
    const envelope = { id: 'c2', command: payIn(0) };
    const first = sent(store, envelope);
    expect(first).toEqual({
      kind: 'recorded',
      store,
      recorded: [],
      after: { version: 1, state: { cents: 500 } },
    });
    expect(sent(store, envelope)).toEqual(first);
  });

  it('is for one stream: its id is not taken for another', () => {
    const store = after({ id: 'c1', command: payIn(500) });
    expect(sent(store, { id: 'c1', command: payIn(500) }, 'other till')).toEqual({
      kind: 'refused',
      sentence: 'The id c1.1 belongs to an event in till. An id names one event, once and for all.',
    });
  });

  it('is decided on from a snapshot as from the beginning', () => {
    const store = after({ id: 'c1', command: payIn(500) }, { id: 'c2', command: payOut(100) });
    const snapshot = { version: 1, state: { cents: 500 } };
    const envelope = { id: 'c3', command: payOut(400) };
    expect(handle(till, store, 'till', envelope, snapshot)).toEqual(sent(store, envelope));
  });

  it('is refused on a snapshot that is ahead of the stream', () => {
    const snapshot = { version: 9, state: { cents: 500 } };
    expect(handle(till, empty, 'till', { id: 'c1', command: payOut(1) }, snapshot)).toEqual({
      kind: 'refused',
      sentence: 'till was expected to be at version 9, and it does not exist. Read it again and decide anew.',
    });
  });
});
