import { clusterSystem } from '#course/aeron';
import { parseScenario, runScenario } from '#course/sim';
import { echo } from './echo.ts';

const texts = [
  'hello',
  'how are you?',
  'this one is longer than all that was said before it',
];

const system = clusterSystem(echo, { members: 3 });
const asked = texts.map(
  (text, at) => `at ${400 + 100 * at}ms client user sends "${text}" to client`,
);
const scenario = parseScenario(`
  seed 5
  latency 1ms to 5ms
  ${asked.join('\n')}
  until ${800 + 100 * texts.length}ms
`);
const { world, trace } = runScenario(system, scenario);

for (const node of ['m0', 'm1', 'm2']) {
  const member = world.state(node);
  if (!('log' in member)) continue;
  const { role, log, commitPosition, service } = member;
  const end = log.at(-1)?.position ?? 0;
  console.log(
    `${node} is ${role}: its log ends at ${end},`,
    `committed is ${commitPosition}, its service ${JSON.stringify(service)}`,
  );
}

console.log('The log of m0, each entry at the position where it ends:');
const m0 = world.state('m0');
if ('log' in m0)
  for (const entry of m0.log) {
    const { position, leadershipTermId, timestamp, kind } = entry;
    const text = entry.kind === 'SessionMessage' ? [entry.payload.says] : [];
    const when = `in term ${leadershipTermId} at ${timestamp} ms:`;
    console.log(position, when, kind, ...text);
  }

for (const event of trace.events)
  if (event.kind === 'return')
    console.log(`At ${event.at} ms the user hears: ${String(event.reply)}`);
