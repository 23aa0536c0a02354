/** What learners make of a world, and must be told in a sentence that names the line or the node. Run in the page's worker and in the page. */
export interface BadWorld {
  readonly name: string;
  readonly code: string;
  readonly says: RegExp;
  /** The line of the program that the page points at. */
  readonly line?: number;
}

/** A world of n1, whose step is what stands on line 2. */
const world = (step: string) =>
  `import { createWorld, note, send, setTimer } from '#course/sim';
const step = ${step};
const n1 = { init: () => ({ log: [] as string[] }), step: step as never };
createWorld({ seed: 1, nodes: { n1 } }).run();`;

export const badWorlds: readonly BadWorld[] = [
  {
    name: 'a scenario with an unknown command',
    code: `import { parseScenario } from '#course/sim';
parseScenario(\`seed 1
latency 10ms
crsh n1\`);`,
    says: /Line 3: “crsh” is no command\. Write: crash n1/,
    line: 2,
  },
  {
    name: 'a scenario that crashes a node that is not there',
    code: `import { parseScenario, runScenario } from '#course/sim';
const program = () => ({ init: () => 0, step: (state: number) => ({ state, effects: [] }) });
runScenario({ nodes: ['n1', 'n2'], program }, parseScenario('crash n3'));`,
    says: /There is no node n3\. The nodes are n1, n2\./,
    line: 3,
  },
  {
    name: 'a node that throws',
    code: world(`() => { throw new Error('no'); }`),
    says: /n1 threw at its start: Error: no/,
    line: 2,
  },
  {
    name: 'a node that changes its state in place',
    code: world(`(state: { log: string[] }) => (state.log.push('x'), { state, effects: [] })`),
    says: /n1 changed data in place at its start/,
    line: 2,
  },
  {
    name: 'a node that returns no effects',
    code: world('(state: object) => ({ state })'),
    says: /n1 returned no list of effects at its start/,
    line: 4,
  },
  {
    name: 'a node that returns an unknown effect',
    code: world(`(state: object) => ({ state, effects: [{ kind: 'sned', to: 'n1' }] })`),
    says: /n1 returned an effect of kind sned.*Did you mean send\?/,
    line: 4,
  },
  {
    name: 'a node that sends to nobody',
    code: world(`(state: object) => ({ state, effects: [send('n9', 'hello')] })`),
    says: /n1 sends to n9, and there is no such node\. The nodes are n1\./,
    line: 4,
  },
  {
    name: 'a run that never settles',
    code: world(`(state: object) => ({ state, effects: [setTimer('again', 10)] })`),
    says: /The run is not over after \d+ events.*Say until when it shall run/,
    line: 4,
  },
  {
    name: 'a step that never ends',
    code: world(`(state: object) => { while (true) note('on and on'); }`),
    says: /n1 threw at its start: .*loop on line 2 ran for more than 1 second/,
    line: 2,
  },
  {
    name: 'a trace of another version',
    code: `import { readTrace } from '#course/sim';
readTrace({ version: 2, seed: 1, nodes: ['n1'], clients: [], script: [], events: [], omitted: 0 });`,
    says: /This trace has version 2, and only version 1 can be read here/,
    line: 2,
  },
  {
    name: 'a decide that reads the clock',
    code: `import { decideOn } from '#course/events';
const decider = {
  initialState: () => 0,
  decide: () => [{ type: 'OrderPaid', data: { at: Date.now() } }],
  evolve: (state: number) => state,
};
decideOn(decider, 0, 'pay');`,
    says: /decide asked Date\.now\. A replay would get another answer/,
    line: 4,
  },
  {
    name: 'a stream that misses an event',
    code: `import { rebuild } from '#course/events';
const recorded = (version: number) => ({
  stream: 'order-7', version, position: version,
  event: { type: 'OrderPaid', data: {} }, metadata: { id: 'e' + version },
});
const paid = { initialState: () => 0, evolve: (state: number) => state + 1 };
rebuild(paid, [recorded(1), recorded(3)]);`,
    says: /order-7 is to go on with version 2, and version 3 comes\. Read it again/,
    line: 7,
  },
  {
    name: 'an event that newer code wrote',
    code: `import { upcast } from '#course/events';
const event = { type: 'OrderPaid', data: {} };
upcast({}, { event, metadata: { id: 'e1', schema: 3 } });`,
    says: /OrderPaid \(e1\) has schema 3, and this code knows .*1/,
    line: 3,
  },
  {
    name: 'a replay whose rules have been thrown away',
    code: `import { emptyJournal, record, replay } from '#course/events';
const rules = { initialState: () => 0, execute: () => ({ kind: 'done' as const, state: 0, effects: [] }) };
replay([rules], record(emptyJournal, 'pay', 2));`,
    says: /The replay needs rules 2, and the number of those in the book is 1\./,
    line: 3,
  },
  {
    name: 'a shop that is asked for something it does not know',
    code: `import { parseScenario, runScenario } from '#course/sim';
import { shops } from '#course/events';
const system = shops.cqrs.system();
runScenario(system, parseScenario('at 10ms client ana sends "pya 7" to orders', system));`,
    says: /pya 7/,
    line: 4,
  },
];
