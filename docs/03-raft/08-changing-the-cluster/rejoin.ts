import { raftSystem, type Server } from '#course/raft';
import { parseScenario, runScenario } from '#course/sim';

const preVote = false; // then true
const cutOffUntil = 3000;

const system = raftSystem({ preVote });
const scenario = parseScenario(`
  seed 1
  latency 5ms to 15ms
  fire election of n1
  at 500ms partition n3 | n1 n2
  at 600ms client c1 sends add x 1 to n1
  at ${cutOffUntil}ms heal everything
  at ${cutOffUntil + 20}ms client c1 sends add x 1 to n1
  until ${cutOffUntil + 1000}ms
`);
const { world, trace } = runScenario(system, scenario);

for (const name of world.nodes) {
  const { currentTerm, role } = world.state(name) as Server<unknown, unknown>;
  console.log(name, 'term', currentTerm, role.kind);
}
const said = (kind: string) =>
  trace.events.filter(
    (event) =>
      event.kind === 'send' &&
      (event.message as { kind?: string }).kind === kind,
  ).length;
console.log('requests for a vote:', said('RequestVote'));
console.log('questions before one:', said('PreVote'));

const asked = new Map<number, number>();
for (const event of trace.events) {
  if (event.kind === 'invoke') asked.set(event.request, event.at);
  if (event.kind === 'return')
    console.log(`answered after ${event.at - asked.get(event.request)!} ms`);
}
console.log(trace);
