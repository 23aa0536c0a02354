import { emptyStore, handle, readAll, rebuild } from '#course/events';
import type { EventStore } from '#course/events';
import { userDecider, type UserCommand, type UserEvent } from './user.ts';

const asOf = 5; // a position in the log: then 3, 2, 0
const keepsCause = false; // then true

const wishes: [id: string, user: string, command: UserCommand][] = [
  ['web-1', 'ana', { kind: 'CreateUser', address: 'Berlin' }],
  ['web-2', 'bob', { kind: 'CreateUser', address: 'Paris' }],
  ['web-3', 'ana', { kind: 'MoveUser', address: 'Bonn' }],
  ['web-4', 'ana', { kind: 'DeleteUser', by: 'herself' }],
  ['admin-1', 'bob', { kind: 'DeleteUser', by: 'an administrator' }],
  ['web-5', 'bob', { kind: 'MoveUser', address: 'Lyon' }],
];

const decider = userDecider(keepsCause);
let store: EventStore<UserEvent> = emptyStore;
for (const [id, user, command] of wishes) {
  const handled = handle(decider, store, `user-${user}`, { id, command });
  if (handled.kind === 'recorded') store = handled.store;
  else console.log(`${id}: ${command.kind} was refused. ${handled.sentence}`);
}

for (const { position, stream, version, event } of store.events) {
  const data = JSON.stringify(event.data);
  console.log(position, stream, `v${version}`, event.type, data);
}

const known = readAll(store, { limit: asOf });
for (const name of ['ana', 'bob']) {
  const own = known.filter(({ stream }) => stream === `user-${name}`);
  const { state } = rebuild(decider, own);
  console.log(`at position ${asOf}`, name, 'is', JSON.stringify(state));
}
