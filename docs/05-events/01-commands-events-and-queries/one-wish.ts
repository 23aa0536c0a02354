import { parseScenario, runScenario } from '#course/sim';
import { shop, type Says, type Stock } from './shop.ts';

const orderSays: Says = 'OrderShipped'; // then 'ShipOrder', 'CountLamps'
const lamps = 0; // then 2

const system = shop(orderSays, lamps);
const scenario = parseScenario(
  `
  seed 1
  latency 10ms
  at 20ms client ana sends order 7 to orders
  # Take away the # and what orders says to shipping arrives twice.
  # duplicate message 1 from orders to shipping after 5ms
`,
  system,
);
const { world, trace } = runScenario(system, scenario);

for (const event of trace.events)
  if (event.kind === 'return') console.log('Ana hears:', event.reply);
const { left, parcels } = world.state('shipping') as Stock;
console.log('lamps left', left, '– parcels on their way', parcels);
const { bills } = world.state('invoicing') as { bills: number };
console.log('bills sent', bills);
console.log(trace);
