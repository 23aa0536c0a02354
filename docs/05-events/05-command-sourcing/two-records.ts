import { emptyJournal, emptyStore, handle, printCents } from '#course/events';
import { readStream, rebuild, record, replay } from '#course/events';
import type { CommandJournal, EventStore, Release } from '#course/events';
import { orderDecider, rulesOf } from './orders.ts';
import type { Order, OrderCommand, OrderEvent } from './orders.ts';

const replayUnder: Release | 'recorded' = 2; // then 'recorded', then 1

const asked: [Release, OrderCommand][] = [
  [1, { kind: 'PlaceOrder', order: 1, cents: 4_000 }],
  [1, { kind: 'PlaceOrder', order: 2, cents: 10_000 }],
  [1, { kind: 'PayOrder', order: 2, cents: 9_000 }],
  [1, { kind: 'PayOrder', order: 2, cents: 10_000 }],
  [1, { kind: 'PayOrder', order: 9, cents: 1_500 }],
  // Release 2 goes live.
  [2, { kind: 'PlaceOrder', order: 3, cents: 10_000 }],
];

// Two shops, the same days. One keeps what it was asked, one what happened.
let journal: CommandJournal<OrderCommand> = emptyJournal;
let store: EventStore<OrderEvent> = emptyStore;
for (const [release, command] of asked) {
  journal = record(journal, command, release);
  const envelope = { id: `web-${journal.entries.length}`, command };
  const stream = `order-${command.order}`;
  const handled = handle(orderDecider(release), store, stream, envelope);
  if (handled.kind === 'recorded') store = handled.store;
}

// A year later both are read from the beginning.
const book = [rulesOf(1), rulesOf(2)];
const then = outcomesUnder('recorded');
const now = outcomesUnder(replayUnder);
console.log('the journal');
journal.entries.forEach(({ position, command, rules }, index) => {
  const { kind, order, cents } = command;
  const what = `${position} ${kind} ${order}, ${printCents(cents)}`;
  console.log(`${what} (rules ${rules}) → ${then[index]}`);
  if (now[index] !== then[index]) console.warn(`  replayed → ${now[index]}`);
});
console.log('the events');
for (const { position, stream, event } of store.events)
  console.log(position, stream, event.type, JSON.stringify(event.data));

const { state } = replay(book, journal, replayUnder);
console.log('order 2 by the journal:', tell(state[2]!));
const facts = rebuild(orderDecider(2), readStream(store, 'order-2'));
console.log('order 2 by the events: ', tell(facts.state));

function outcomesUnder(rules: Release | 'recorded'): string[] {
  return replay(book, journal, rules).outcomes.map(({ entry, outcome }) =>
    outcome.kind === 'refused'
      ? `refused: ${outcome.sentence}`
      : tell(outcome.state[entry.command.order]!),
  );
}

function tell(order: Order): string {
  if (order.kind === 'none') return 'none';
  return `${order.kind}, ${printCents(order.total)}`;
}
