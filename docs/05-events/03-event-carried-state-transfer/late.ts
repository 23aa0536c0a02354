import { parseScenario, runScenario } from '#course/sim';
import { shop } from './services.ts';
import type { Policy } from './shipping.ts';

const keeps: Policy['keeps'] = 'what came last'; // then 'what is newest'
const waits = false; // then true

const system = shop({ keeps, waits });
const scenario = parseScenario(
  `
  seed 1
  latency 10ms
  at 20ms client ana sends move to Berlin to users
  # On its way to shipping, the move to Bonn is overtaken by that to Kiel.
  at 100ms client ana sends move to Bonn to users
  delay message 2 from bus to shipping by 200ms
  at 120ms client ana sends move to Kiel to users
  at 500ms client ana sends pay 7 to orders
  # The move to Ulm is overtaken by the order that is paid after it.
  at 600ms client ana sends move to Ulm to users
  delay message 5 from bus to shipping by 300ms
  at 650ms client ana sends pay 8 to orders
  until 2s
`,
  system,
);
const { trace } = runScenario(system, scenario);

for (const event of trace.events)
  if (event.kind === 'note')
    console.log(`${event.at} ms, ${event.node}:`, event.text);
console.log(trace);
