import { reportsAfter } from '#course/machines';
import { bank, log } from './bank.ts';

const behind = 2; // entries that replica 3 has yet to apply; try 1

const reports = reportsAfter({
  machine: bank,
  log,
  replicas: 3,
  faults: [{ replica: 3, kind: 'lagging', by: behind }],
});
for (const { replica, position, state } of reports) {
  console.log(`replica ${replica}: ${state} after entry ${position}`);
}

// This monitor is broken on purpose: it takes the odd one out.
for (const { replica, state } of reports) {
  const alike = reports.filter((other) => other.state === state);
  if (alike.length === 1) console.warn(`replica ${replica} is faulty: stop it`);
}
