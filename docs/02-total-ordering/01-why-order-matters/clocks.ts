import { parseScenario, runScenario, type System } from '#course/sim';
import {
  gateway,
  gateways,
  replica,
  replicas,
  type Replica,
} from './stamped.ts';

const waits = false; // then true

const scenario = parseScenario(`
  seed 7
  latency 5ms to 45ms
  at 10ms client ana sends A to gateway-a
  at 14ms client bo  sends F to gateway-b
  at 18ms client bo  sends G to gateway-b
  at 22ms client ana sends B to gateway-a
  # at 20ms crash gateway-b
  until 300ms
`);

const system: System = {
  nodes: [...gateways, ...replicas],
  program: (name) => (gateways.includes(name) ? gateway : replica(waits)),
  readCommand: (words) => words,
};
const { world, trace } = runScenario(system, scenario);

for (const name of replicas) {
  const { applied, queue } = world.state(name) as Replica;
  console.log(name, 'applied', applied.join(' '));
  if (queue.length > 0) console.log(name, 'waits with', queue.length);
}
console.log(trace);
