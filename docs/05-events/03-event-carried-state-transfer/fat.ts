import { messagesOf, parseScenario, runScenario } from '#course/sim';
import { shop } from './services.ts';

const usersDieAt = 100; // then 25, before users has heard of Ana

const system = shop({ keeps: 'what is newest', waits: true });
const scenario = parseScenario(
  `
  seed 1
  latency 10ms
  at 20ms client ana sends move to Berlin to users
  at ${usersDieAt}ms crash users
  at 200ms client ana sends pay 7 to orders
  # Once it has published, nobody needs orders any more.
  at 215ms crash orders
  until 1s
`,
  system,
);
const { trace } = runScenario(system, scenario);

for (const event of trace.events)
  if (event.kind === 'note')
    console.log(`${event.at} ms, ${event.node}:`, event.text);
for (const { from, to, message } of messagesOf(trace).values())
  if (from === 'bus') console.log('to', to, JSON.stringify(message));
console.log(trace);
