import { allShops, type Outcome } from '#course/events';
import { drills, run } from './drills.ts';

const seeds = 3; // try 10

// A second without a pause, and the page takes the run for an endless one.
const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

for (const drill of Object.keys(drills)) {
  console.log(drill);
  for (const shop of allShops) {
    const outcomes: Outcome[] = [];
    for (let seed = 1; seed <= seeds; seed++) {
      await pause();
      outcomes.push(run(shop, drill, seed).outcome);
    }
    const worst = (of: (it: Outcome) => number) =>
      Math.max(...outcomes.map(of));
    const wrong = Object.entries({
      missing: worst((it) => paid(it).filter((each) => !each.done).length),
      twice: worst((it) => paid(it).filter((each) => each.twice).length),
      astray: worst((it) => paid(it).filter((each) => each.astray).length),
    }).flatMap(([what, count]) => (count > 0 ? `${what} ${count}, ` : []));
    const slowest = worst((it) =>
      Math.max(...paid(it).map(({ wait }) => wait)),
    );
    const each = worst((it) => it.messages.perPaidOrder ?? 0).toFixed(0);
    const what = `${wrong.join('')}slowest ${slowest} ms, ${each} messages`;
    console.log(`  ${shop.name}: ${what}`);
  }
}

/** What became of each order that is paid. */
function paid({ orders }: Outcome) {
  return orders
    .filter(({ paidAt }) => paidAt !== null)
    .map(({ paidAt, parcels, invoices }) => ({
      done: parcels.length > 0 && invoices.length > 0,
      twice: parcels.length > 1 || invoices.length > 1,
      astray: parcels.some(({ address, home }) => home && address !== home),
      wait: (parcels[0]?.at ?? Infinity) - paidAt!,
    }));
}
