import { Ledger, type Transfer } from './ledger.ts';

const restartAt = 3; // try 0, 2, and 6

const log: Transfer[] = [
  { id: 1, account: 'ana', cents: 100 },
  { id: 2, account: 'bo', cents: 50 },
  { id: 3, account: 'ana', cents: -30 },
  { id: 4, account: 'cy', cents: 20 },
  { id: 2, account: 'bo', cents: 50 }, // a retry of the second
  { id: 5, account: 'bo', cents: -10 },
];

const steady = new Ledger();
let restarted = new Ledger();
log.forEach((transfer, index) => {
  if (index === restartAt) {
    restarted = Ledger.restore(restarted.snapshot());
    console.info(`replica 2 restarts at position ${restarted.position}`);
  }
  steady.apply(transfer);
  restarted.apply(transfer);
  const [one, two] = [steady, restarted].map((ledger) =>
    JSON.stringify(Object.fromEntries(ledger.balances)),
  );
  const at = steady.position;
  if (one === two) console.log(at, 'equal    ', one);
  else console.warn(at, 'different', one, two);
});
