import { apply, empty, type Command } from './account.ts';

// Change the list: leave one out, send one twice, swap two.
const commands: Command[] = [
  { id: 1, kind: 'deposit', cents: 10_000 },
  { id: 2, kind: 'withdraw', cents: 4_000 },
  { id: 2, kind: 'withdraw', cents: 4_000 }, // the retry
  { id: 3, kind: 'withdraw', cents: 9_000 },
];

function run() {
  let account = empty;
  for (const command of commands) {
    const { outcome, account: next } = apply(account, command);
    const text = `${command.id} ${command.kind} ${command.cents}`;
    console.log(text.padEnd(18), outcome.padEnd(18), next.balance);
    account = next;
  }
  return account.balance;
}

const first = run();
console.group('the same commands again');
const second = run();
console.groupEnd();
console.log(first === second ? 'equal' : 'different', first, second);
