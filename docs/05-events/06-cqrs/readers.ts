import { append, catchUp, emptyStore, lagOf, unread } from '#course/events';
import { lastPosition, readAll, type EventStore } from '#course/events';
import { deletions, directory, moves, type UserEvent } from './users.ts';

const directoryReads = 3; // events at a time: then 1, then 10
const addsReader = false; // then true

const happened: UserEvent[] = [
  { type: 'UserCreated', data: { user: 'ana', address: 'Berlin' } },
  { type: 'UserCreated', data: { user: 'bob', address: 'Paris' } },
  { type: 'UserMoved', data: { user: 'ana', address: 'Bonn' } },
  { type: 'UserDeleted', data: { user: 'bob', by: 'an administrator' } },
  { type: 'UserMoved', data: { user: 'ana', address: 'Kiel' } },
];

// The write side. It answers no question.
let store: EventStore<UserEvent> = emptyStore;
happened.forEach((event, index) => {
  const metadata = { id: `user-${index + 1}` };
  const stream = `user-${event.data.user}`;
  const appended = append(store, stream, [{ event, metadata }], 'any');
  if (appended.kind === 'appended') store = appended.store;
});

// The read side: each view reads for itself, as fast as it can.
const last = lastPosition(store);
show('directory', catchUp(directory, unread(directory), read(directoryReads)));
show('deletions', catchUp(deletions, unread(deletions), read(last)));
if (addsReader) show('moves', catchUp(moves, unread(moves), read(last)));

function read(limit: number) {
  return readAll(store, { limit });
}

function show(name: string, { projected }: ReturnType<typeof catchUp>): void {
  const { view, checkpoint } = projected;
  console.log(`${name}: ${JSON.stringify(view)}`);
  console.log(`  at position ${checkpoint}, ${lagOf(projected, last)} behind`);
}
