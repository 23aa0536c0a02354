import { append as appendToDisk, send, type Program } from '../../../sim/index.ts';
import type { NewEvent, RecordedEvent } from '../../event.ts';
import { append, emptyStore, readStream, type EventStore, type ExpectedVersion } from '../../event-store.ts';
import type { OrderEvent } from '../deciders/orders.ts';

export type StoreMessage = Read | Stream | Append | Appended;

interface Read {
  readonly kind: 'read';
  readonly stream: string;
  /** The request for which it is read. */
  readonly id: string;
}

export interface Stream {
  readonly kind: 'stream';
  readonly id: string;
  readonly events: readonly RecordedEvent<OrderEvent>[];
}

interface Append {
  readonly kind: 'append';
  readonly stream: string;
  readonly id: string;
  readonly events: readonly NewEvent<OrderEvent>[];
  readonly expected: ExpectedVersion;
}

export interface Appended {
  readonly kind: 'appended';
  readonly id: string;
  /** Why not, if it was not. */
  readonly refused: string | null;
}

/** An event store of its own, for writers that share it. It compares versions, and knows nothing of orders. */
export const storeNode: Program<EventStore<OrderEvent>, StoreMessage, unknown, never> = {
  init: () => emptyStore,

  step(store, input) {
    if (input.kind === 'start') {
      const kept = (input.disk['events'] ?? []) as readonly RecordedEvent<OrderEvent>[][];
      return { state: { events: kept.flat() }, effects: [] };
    }
    if (input.kind !== 'message') return { state: store, effects: [] };
    const { from, message } = input;
    if (message.kind === 'read') {
      const { id, stream } = message;
      return {
        state: store,
        effects: [send(from, { kind: 'stream', id, events: readStream(store, stream) })],
      };
    }
    if (message.kind !== 'append') return { state: store, effects: [] };
    const { id, stream, events, expected } = message;
    const appended = append(store, stream, events, expected);
    if (appended.kind !== 'appended')
      return { state: store, effects: [send(from, { kind: 'appended', id, refused: appended.sentence })] };
    return {
      state: appended.store,
      effects: [
        ...(appended.repeated ? [] : [appendToDisk('events', appended.recorded)]),
        send(from, { kind: 'appended', id, refused: null }),
      ],
    };
  },
};
