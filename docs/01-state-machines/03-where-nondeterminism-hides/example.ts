import { seededRandom } from '#course/sim';
import { apply, type Tickets, type World } from './tickets.ts';

// Make the replicas' worlds equal, one difference at a time.
const clockOffset = 5; // replica 2's clock is ahead by this much
const seeds = [1, 2]; // each replica throws its own dice

const requests = ['ana', 'bo', 'cy', 'di'];

function replica(index: number): string[] {
  const random = seededRandom(seeds[index]!);
  let time = 1_000 + index * clockOffset;
  const world: World = { now: () => (time += 10), dice: random.next };
  let tickets: Tickets = { open: {}, next: '' };
  return requests.map((who) => {
    tickets = apply(tickets, who, world);
    return JSON.stringify(tickets);
  });
}

const [one, two] = [replica(0), replica(1)];
const at = one.findIndex((state, index) => state !== two[index]);
if (at < 0) console.log('equal after every request');
else {
  console.warn('first difference after request', at + 1, `(${requests[at]})`);
  console.log('replica 1', one[at]);
  console.log('replica 2', two[at]);
}
