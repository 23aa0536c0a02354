import { appliedBy, sequencedSystem } from '#course/ordering';
import { parseScenario, runScenario } from '#course/sim';

const gating = false; // then true

const replicas = ['r1', 'r2', 'r3'];
const system = sequencedSystem({ replicas, standby: true, gating });

const scenario = parseScenario(`
  seed 1
  latency 10ms
  # The standby is further away.
  latency 60ms on sequencer <-> standby
  at 10ms client gateway-a sends A to sequencer
  at 200ms client gateway-b sends F to sequencer
  at 205ms cut sequencer -> r3
  at 215ms crash sequencer
  at 230ms fire promote of standby
  at 240ms client gateway-a sends B to standby
  until 1s
`);
const { trace, failure } = runScenario(system, scenario);

for (const replica of replicas) {
  const log = [...appliedBy(trace, replica)];
  console.log(replica, log.map(([n, command]) => `${command}.${n}`).join(' '));
}
if (failure) console.warn(failure.sentence);
console.log(trace);
