import { parseScenario, runScenario } from '#course/sim';
import { listening, type Books, type First } from './listening.ts';

const first: First = 'acknowledge'; // then 'write'
const crashAfter = 1; // of its two effects: then 2

const system = listening(first);
const scenario = parseScenario(
  `
  seed 1
  latency 10ms
  at 20ms client orders sends OrderPaid 7 to bus
  at 30ms crash shipping after effect ${crashAfter}
  at 200ms restart shipping
  until 1s
`,
  system,
);
const { world, trace } = runScenario(system, scenario);

const { open } = world.state('bus') as { open: readonly number[] };
const { paid } = world.state('shipping') as Books;
console.log('the bus still has to deliver:', open.join(' ') || 'nothing');
console.log('shipping knows as paid:', paid.join(' ') || 'nothing');
console.log(trace);
