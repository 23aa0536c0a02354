import { clusterSystem } from '#course/aeron';
import { parseScenario, runScenario } from '#course/sim';
import { echo } from './echo.ts';

const members = 3; // then 2, then 5

const system = clusterSystem(echo, { members, retries: true });
const scenario = parseScenario(`
  seed 5
  latency 1ms to 5ms
  at 400ms client user sends "one" to client
  at 500ms stop m1
  at 600ms client user sends "two" to client
  at 3000ms restart m1
  at 5000ms client user sends "three" to client
  until 6s
`);
const { world, trace } = runScenario(system, scenario);

const telling = /leads term|no majority|starts|nothing heard/;
for (const event of trace.events) {
  const at = `${Math.round(event.at)} ms:`;
  if (event.kind === 'note' && telling.test(event.text))
    console.log(at, event.node, event.text);
  if (event.kind === 'stop') console.log(at, event.node, 'stops');
  if (event.kind === 'invoke') console.log(at, 'the user asks', event.command);
  if (event.kind === 'return') console.log(at, 'the user hears', event.reply);
}
for (const node of system.nodes) {
  const member = world.state(node);
  if ('log' in member)
    console.log(node, member.role, 'committed', member.commitPosition);
}
