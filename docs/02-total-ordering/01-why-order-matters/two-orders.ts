import { parseScenario, runScenario, type System } from '#course/sim';
import { gateway, replica, replicas, type Replica } from './broadcast.ts';

const scenario = parseScenario(`
  seed 7
  latency 5ms to 45ms
  at 10ms client ana sends A to gateway-a
  at 14ms client bo  sends F to gateway-b
  at 18ms client bo  sends G to gateway-b
  at 22ms client ana sends B to gateway-a
`);

const system: System = {
  nodes: ['gateway-a', 'gateway-b', ...replicas],
  program: (node) => (replicas.includes(node) ? replica : gateway),
  readCommand: (words) => words,
};
const { world, trace } = runScenario(system, scenario);

for (const name of replicas) {
  const { applied, balance } = world.state(name) as Replica;
  console.log(name, 'applied', applied.join(' '), '→', balance);
}
console.log(trace);
