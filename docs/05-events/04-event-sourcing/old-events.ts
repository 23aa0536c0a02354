import {
  append,
  emptyStore,
  readStream,
  rebuild,
  upcast,
} from '#course/events';
import type { EventStore, NewEvent } from '#course/events';
import { spent, upcasters, type OrderPaid } from './spent.ts';

const upcasts = false; // then true
const startsFrom: 'the beginning' | 'the snapshot' = 'the beginning';

// Last year orders were paid in euros, and the code of last year counted them.
const snapshot = { version: 2, state: 140 };
const events: NewEvent[] = [
  { event: paid({ euros: 100 }), metadata: { id: 'paid-1' } },
  { event: paid({ euros: 40 }), metadata: { id: 'paid-2' } },
  { event: paid({ cents: 2500 }), metadata: { id: 'paid-3', schema: 2 } },
];
const appended = append(emptyStore, 'user-ana', events, 'no-stream');
if (appended.kind !== 'appended') throw new Error(appended.sentence);
const store = appended.store as EventStore<OrderPaid>;

const from = startsFrom === 'the beginning' ? undefined : snapshot;
const stored = readStream(store, 'user-ana', { after: from?.version });
const read = upcasts ? stored.map((each) => upcast(upcasters, each)) : stored;
for (const { version, event } of read)
  console.log(`v${version} is read as`, JSON.stringify(event.data));
console.log('Ana has spent', rebuild(spent, read, from).state, 'cents');

function paid(data: unknown) {
  return { type: 'OrderPaid', data };
}
