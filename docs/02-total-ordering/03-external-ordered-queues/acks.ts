import {
  kafkaSystem,
  report,
  type Acks,
  type BrokerState,
} from '#course/ordering';
import { parseScenario, runScenario } from '#course/sim';

const acks: Acks = 1; // then 'all', then 0
const minInsyncReplicas = 2;

const replicas = ['r1', 'r2'];
const system = kafkaSystem({
  topic: { minInsyncReplicas },
  producer: { acks },
  replicas,
});

const scenario = parseScenario(
  `
  seed 1
  latency 10ms
  at 100ms client app sends ana: A to producer
  at 150ms client app sends ana: F to producer
  # The followers have not fetched F yet.
  at 165ms cut b1 <-> b2
  cut b1 <-> b3
  at 195ms crash b1
  at 900ms client app sends ana: G to producer
  at 1500ms heal everything
  restart b1
  until 2500ms
`,
  system,
);
const { world, trace } = runScenario(system, scenario);

const { answered, lost, longestWait } = report(trace, replicas);
console.log('acknowledged', answered.join(' '), '– slowest', longestWait, 'ms');
for (const name of ['b1', 'b2', 'b3']) {
  const { records, leadership } = (world.state(name) as BrokerState)
    .partitions[0]!;
  const log = records.map(
    ({ value }) => (value as { command: string }).command,
  );
  console.log(
    name,
    log.join(' '),
    leadership.leader === name ? '(leader)' : '',
  );
}
if (lost.length > 0) console.warn('acknowledged and lost', lost.join(' '));
console.log(trace);
