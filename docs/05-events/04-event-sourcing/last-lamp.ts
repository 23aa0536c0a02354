import { append, decideOn, emptyStore, readStream } from '#course/events';
import { rebuild, versionOf } from '#course/events';
import type { EventStore, ExpectedVersion, Snapshot } from '#course/events';
import { stock, type StockEvent } from './stock.ts';

const expects: 'anything' | 'what it read' = 'anything';
const then: 'decide anew' | 'append again' = 'decide anew';

const stream = 'stock-lamp';
let store: EventStore<StockEvent> = emptyStore;
write('delivery-1', { type: 'LampsArrived', data: { lamps: 1 } }, 'no-stream');

// Both clerks read before either of them writes.
const clerk1 = read();
const clerk2 = read();
reserve(7, clerk1);
reserve(8, clerk2);

for (const { version, event } of readStream(store, stream))
  console.log(`v${version}`, event.type, JSON.stringify(event.data));
console.log('lamps that are free:', read().state);

function read(): Snapshot<number> {
  return rebuild(stock, readStream(store, stream));
}

function reserve(order: number, { state, version }: Snapshot<number>): void {
  const decision = decideOn(stock, state, { order });
  if (decision.kind === 'refused') return console.log(decision.sentence);
  const expected = expects === 'anything' ? 'any' : version;
  for (const event of decision.events) {
    const conflict = write(`reserve-${order}`, event, expected);
    if (!conflict) return console.log(`Order ${order} has a lamp.`);
    console.warn(conflict);
    if (then === 'decide anew') reserve(order, read());
    else reserve(order, { state, version: versionOf(store, stream) });
  }
}

/** Gives the sentence of the store when it refuses. */
function write(id: string, event: StockEvent, expected: ExpectedVersion) {
  const events = [{ event, metadata: { id } }];
  const appended = append(store, stream, events, expected);
  if (appended.kind !== 'appended') return appended.sentence;
  store = appended.store;
  return undefined;
}
