import { accounts, retry, withdraw } from './broken.ts';

const cents = 4_000; // try 7_000

accounts.set('ana', 10_000);
withdraw('ana', cents);
console.log('after the withdrawal', accounts.get('ana'));

// The answer was lost on the way. Was the money paid out?
retry(cents);
console.log('after the retry', accounts.get('ana'));
