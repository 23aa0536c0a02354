import { messagesOf, parseScenario, runScenario } from '#course/sim';
import { shop } from './services.ts';

// Who subscribes to OrderPaid, and whom each asks, one after the other.
const subscribers = {
  shipping: ['orders', 'users'],
  invoicing: ['orders', 'users', 'taxes'],
  // statistics: ['orders'],
};

const system = shop(subscribers);
const scenario = parseScenario(
  `
  seed 1
  latency 10ms
  at 20ms client ana sends pay 7 to orders
  # at 45ms crash orders
  # at 400ms restart orders
  until 1s
`,
  system,
);
const { trace } = runScenario(system, scenario);

for (const event of trace.events)
  if (event.kind === 'note')
    console.log(`${event.at} ms, ${event.node}:`, event.text);
const said = [...messagesOf(trace).values()].map(({ message }) =>
  typeof message === 'object' ? (message as { kind: string }).kind : '',
);
for (const kind of ['OrderPaid', 'Question', 'Answer'])
  console.log(kind, said.filter((each) => each === kind).length);
console.log(trace);
