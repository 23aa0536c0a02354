import { clusterSystem } from '#course/aeron';
import { auction } from '#course/aeron-services';
import { parseScenario, runScenario } from '#course/sim';

const retries = false; // then true

const system = clusterSystem(auction, { members: 3, retries });
const scenario = parseScenario(`
  seed 15
  latency 10ms
  at 600ms client ana sends "bid 110 by 7" to client
  # The bid is on a majority by now. Its leader dies before it can say so.
  at 625ms crash m0 before send
  at 1500ms restart m0
  at 1800ms client ben sends "bid 105 by 8" to client
  until 2200ms
`);
const { world, trace } = runScenario(system, scenario);

for (const event of trace.events) {
  const at = `${Math.round(event.at)} ms:`;
  if (event.kind === 'note' && event.text.includes('leads term'))
    console.log(at, event.node, event.text);
  if (event.kind === 'crash') console.log(at, event.node, 'crashes');
  if (event.kind === 'invoke')
    console.log(at, event.node, 'asks:', event.command);
  if (event.kind === 'return')
    console.log(at, event.node, 'hears:', event.reply);
}
for (const node of ['m0', 'm1', 'm2']) {
  const member = world.state(node);
  if (!('log' in member)) continue;
  const bids = member.log.flatMap((entry) =>
    entry.kind === 'SessionMessage'
      ? [`${entry.position}: ${entry.payload.says}`]
      : [],
  );
  console.log(node, JSON.stringify(member.service), 'of', bids.join(', '));
}
