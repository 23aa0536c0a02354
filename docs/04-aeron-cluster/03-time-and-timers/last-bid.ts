import { clusterPromises, clusterSystem } from '#course/aeron';
import { parseScenario, runScenario } from '#course/sim';
import { lot } from './lot.ts';

const clock = 'its own' as 'its own' | 'the log';
const asked = 975; // when the last bid is made, in ms; then 2000

const system = {
  ...clusterSystem(lot({ clock, timer: false })),
  always: clusterPromises(),
};
const scenario = parseScenario(`
  seed 15
  latency 10ms
  at 500ms client ana sends "open for 500ms" to client
  at 600ms client ana sends "bid 110 by 7" to client
  at ${asked}ms client ben sends "bid 120 by 8" to client
  until ${asked + 200}ms
`);
const { world, trace, failure } = runScenario(system, scenario);

for (const event of trace.events)
  if (event.kind === 'return')
    console.log(`${event.at} ms:`, event.node, 'hears:', event.reply);
for (const node of ['m0', 'm1', 'm2']) {
  const member = world.state(node);
  if (!('log' in member)) continue;
  const { commitPosition, service } = member;
  const told = JSON.stringify(service, ['state', 'price', 'winner']);
  console.log(`${node} at ${commitPosition}:`, told);
}
if (failure) console.warn(failure.sentence);
