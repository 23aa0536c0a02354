import { appliedBy, kafkaSystem, partitionFor } from '#course/ordering';
import { parseScenario, runScenario } from '#course/sim';

const partitions = 2; // then 1

const replicas = ['r1', 'r2'];
const system = kafkaSystem({ topic: { partitions }, replicas });

const scenario = parseScenario(
  `
  seed 1
  latency 10ms
  # r1 hears late from b2, which leads the partition of alice.
  latency 90ms on r1 <-> b2
  at 100ms client app sends alice: open-alice to producer
  at 150ms client app sends bob: bob-pays-alice to producer
  at 200ms client app sends alice: alice-pays-eve to producer
  until 1s
`,
  system,
);
const { trace } = runScenario(system, scenario);

for (const key of ['alice', 'bob'])
  console.log(key, 'is in partition', partitionFor(key, partitions));
for (const replica of replicas)
  console.log(replica, [...appliedBy(trace, replica).values()].join(', '));
console.log(trace);
