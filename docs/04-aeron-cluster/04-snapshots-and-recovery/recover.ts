import { clusterSystem } from '#course/aeron';
import { auctionProtocol } from '#course/aeron-services';
import { parseScenario, startScenario } from '#course/sim';
import { CountingAuction, type Flaw } from './counting-auction.ts';

const snapshotAt: number | null = 700; // then null, then 1000
const flaw: Flaw = 'none'; // then 'leaves out', 'only logs'

const members = ['m0', 'm1', 'm2'];
const service = () => new CountingAuction(flaw);
const system = clusterSystem(
  { service, protocol: auctionProtocol },
  { retries: true },
);
// The operator’s word is given to all. Only the leader heeds it.
const asks = (snapshotAt === null ? [] : members).map(
  (name) => `at ${snapshotAt}ms fire snapshot of ${name}`,
);
const scenario = parseScenario(`
  seed 1
  latency 1ms to 5ms
  at 500ms client ana sends "bid 100 by 7" to client
  at 600ms client ben sends "bid 120 by 8" to client
  ${asks.join('\n')}
  at 800ms client ana sends "bid 110 by 7" to client
  at 900ms client ana sends "bid 150 by 7" to client
`);
const world = startScenario(system, scenario);

const memberAt = (name: string) => {
  const state = world.state(name);
  if (!('log' in state)) throw new Error(`${name} is no member.`);
  return state;
};
function show(when: string) {
  console.log(when);
  for (const name of members) {
    const { log, commitPosition, service } = memberAt(name);
    const { bestPrice, winner, bids } = service as Record<string, number>;
    console.log(
      `  ${name}: at ${commitPosition} of ${log.at(-1)?.position ?? 0},`,
      `best is ${bestPrice} by ${winner}, ${bids} bids`,
    );
  }
}

world.run({ until: 1_100 });
show('All three are killed. They were:');
console.log('The recording log of m0:');
for (const entry of memberAt('m0').recordingLog)
  console.log(
    ' ',
    entry.type === 'TERM'
      ? `TERM ${entry.leadershipTermId} from ${entry.termBaseLogPosition}`
      : `SNAPSHOT at ${entry.logPosition}, service ${entry.serviceId}`,
  );
for (const node of members) world.do({ kind: 'stop', node });

world.run({ until: 1_200 });
for (const node of members) world.do({ kind: 'restart', node });
show('They start again:');

world.run({ until: 1_600 });
show('After an election:');
