import { report } from '#course/ordering';
import { parseScenario, runScenario } from '#course/sim';
import { approaches } from './approaches.ts';

// 'sequencer' 'gating sequencer' 'Kafka, acks=1' 'Kafka, acks=all' 'majority'
const approach = approaches['sequencer']!;

const { system, ask, key = '', orderer, copy, operator } = approach;
const others = system.nodes.filter((node) => node !== orderer).join(' ');
const promote = operator ? `at 275ms ${operator}` : '# no operator';

const scenario = parseScenario(
  `
  seed 1
  latency 10ms
  latency 40ms on ${orderer} <-> ${copy}
  at 200ms client gateway-a sends ${key}A to ${ask}
  at 240ms client gateway-b sends ${key}F to ${ask}
  at 280ms client gateway-b sends ${key}G to ${ask}
  at 320ms client gateway-a sends ${key}B to ${ask}

  # Break it here, one line for each thing that is done to it.
  at 265ms partition ${orderer} | ${others}
  ${promote}
  at 900ms heal everything
  # at 300ms crash ${orderer}
  # at 400ms pause ${copy}
  until 2s
`,
  system,
);
const { trace } = runScenario(system, scenario);

const it = report(trace, approach.replicas);
const wait = it.longestWait ?? 'no';
console.log('asked   ', it.asked.join(' '));
console.log('answered', it.answered.join(' '), `– slowest ${wait} ms`);
console.log('lost    ', it.lost.join(' ') || 'nothing');
console.log('twice   ', it.twice.join(' ') || 'nothing');
console.log('apart   ', it.apart.join(' ') || 'nowhere');
console.log(trace);
