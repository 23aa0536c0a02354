import { appliedBy, sequencedSystem } from '#course/ordering';
import { parseScenario, runScenario } from '#course/sim';

const replicas = ['r1', 'r2', 'r3'];
const system = sequencedSystem({ replicas });

const scenario = parseScenario(`
  seed 3
  latency 5ms to 15ms
  loss 20%
  duplication 10%
  reordering 30%
  at 10ms client gateway-a sends A to sequencer
  at 14ms client gateway-b sends F to sequencer
  at 18ms client gateway-b sends G to sequencer
  at 22ms client gateway-a sends B to sequencer
  # at 25ms crash sequencer
  # at 300ms restart sequencer
  until 2s
`);
const { trace } = runScenario(system, scenario);

for (const replica of replicas) {
  const log = [...appliedBy(trace, replica)];
  console.log(replica, log.map(([n, command]) => `${command}.${n}`).join(' '));
}
const asked = trace.events.filter(
  (event) =>
    event.kind === 'send' &&
    (event.message as { kind?: string }).kind === 'ask',
);
console.log('lost', trace.events.filter(({ kind }) => kind === 'lose').length);
console.log('asked again', asked.length);
console.log(trace);
