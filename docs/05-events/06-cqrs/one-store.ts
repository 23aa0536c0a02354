import { directoryOf, moved, type Users } from './tables.ts';

const list: 'computed' | 'kept in the same write' | 'kept later' = 'computed';

// One database and one program. A write replaces it as a whole.
let users: Users = {
  ana: { address: 'Berlin', deleted: false },
  bob: { address: 'Paris', deleted: true },
  cem: { address: 'Kassel', deleted: false },
};
let kept = directoryOf(users);
const rowsRead = { writing: 0, asking: 0, later: 0 };

console.log('ana moves to Bonn:', command('ana', 'Bonn'));
console.log('she asks:', query());
console.log('bob, who is deleted, moves:', command('bob', 'Lyon'));
timePasses();
for (const other of ['bob', 'cem', 'a clerk'])
  console.log(`${other} asks:`, query());
console.log('rows read', JSON.stringify(rowsRead));

/** Decides on the rows that it owns, and says what came of it. */
function command(user: string, address: string): string {
  const after = moved(users, user, address);
  if (typeof after === 'string') return after;
  users = after;
  if (list === 'kept in the same write') kept = read('writing');
  return 'done';
}

/** Decides nothing. */
function query(): string {
  return list === 'computed' ? read('asking') : kept;
}

function timePasses(): void {
  if (list === 'kept later') kept = read('later');
}

function read(when: keyof typeof rowsRead): string {
  rowsRead[when] += Object.keys(users).length;
  return directoryOf(users);
}
