import { clusterPromises, clusterSystem } from '#course/aeron';
import { parseScenario, runScenario } from '#course/sim';
import { lot } from './lot.ts';

const leaderStops = 900; // in ms; then 1100, then 600

const system = {
  ...clusterSystem(lot({ clock: 'the log', timer: true }), { retries: true }),
  always: clusterPromises(),
};
const scenario = parseScenario(`
  seed 15
  latency 10ms
  at 500ms client ana sends "open for 500ms" to client
  at 600ms client ana sends "bid 110 by 7" to client
  at ${leaderStops}ms stop m0
  at 2s restart m0
  until 2500ms
`);
const { world, trace, failure } = runScenario(system, scenario);

for (const event of trace.events) {
  const at = `${Math.round(event.at)} ms:`;
  if (event.kind === 'note' && /leads term|hears/.test(event.text))
    console.log(at, event.node, event.text);
  if (event.kind === 'return')
    console.log(at, event.node, 'hears:', event.reply);
}
for (const node of ['m0', 'm1', 'm2']) {
  const member = world.state(node);
  if (!('log' in member)) continue;
  const timers = member.log.flatMap(({ kind, position, timestamp }) =>
    kind === 'TimerEvent' ? [`TimerEvent at ${position}, ${timestamp} ms`] : [],
  );
  console.log(
    node,
    ...timers,
    JSON.stringify(member.service, ['state', 'price', 'winner']),
  );
}
if (failure) console.warn(failure.sentence);
